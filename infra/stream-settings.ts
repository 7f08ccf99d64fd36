import { z } from 'zod'
import { bounds, inOrder, Metric, Peer, Size } from './words.ts'

/** The Kafka that the tests run with; `bun run images:pin` takes the digest that the tag has now. */
const KAFKA_IMAGE =
  'apache/kafka:3.9.1@sha256:4ceccc577f03f51f6af8dbfda55194d0d892f4fa7913ffbded567ce3895622ed'

const Broker = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?:\d{1,5}$/i, 'must look like kafka.example:9092')

const Bus = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('brokers'),
      brokers: z.union([z.literal(1), z.literal(3)]),
      image: z.string().min(1).default(KAFKA_IMAGE),
      size: Size,
    }),
    z.strictObject({
      kind: z.literal('external'),
      brokers: z.array(Broker).min(1),
      to: z.array(Peer).min(1).describe('where they are'),
      tls: z.boolean().default(true),
      ca: z
        .string()
        .startsWith('-----BEGIN CERTIFICATE-----')
        .optional()
        .describe("certificate of the authority behind them; empty: the system's"),
      sasl: z
        .strictObject({
          mechanism: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']).default('SCRAM-SHA-512'),
          username: z.string().min(1),
        })
        .optional()
        .describe('who signs in, with the secret kafkaPassword; empty: nobody does'),
    }),
  ])
  .describe('Kafka of our own in KRaft mode, or one that is elsewhere')
export type Bus = z.infer<typeof Bus>

/** Partitions of the topic: more ledgers than these have nothing to do. */
const MOST_LEDGERS = 6

export const Stream = z
  .strictObject({
    bus: Bus,
    ledger: z
      .union([
        z.strictObject({ replicas: z.int().min(1).max(MOST_LEDGERS) }),
        z.strictObject({
          autoscaling: bounds(MOST_LEDGERS)
            .extend({
              lag: z
                .strictObject({
                  metric: Metric,
                  perPod: z.int().min(1).describe('messages that may wait for one ledger'),
                })
                .optional()
                .describe(
                  'messages that wait, where an adapter serves them; the CPU counts beside',
                ),
            })
            .refine(inOrder, 'max must be more than min'),
        }),
      ])
      .default({ replicas: 1 }),
    simulator: z
      .enum(['off', 'sample', 'on'])
      .default('sample')
      .describe('whether sales are made up: where the market is the bundled sample, on any, never'),
    rate: z.number().positive().max(100_000).default(0.5).describe('made-up transactions a second'),
    retention: z
      .string()
      .regex(/^[1-9]\d{0,5}[mhd]$/, 'must be a time like 90m, 12h or 30d')
      .default('30d')
      .describe('how long transactions are kept'),
  })
  .describe('the live market over Kafka; empty: it is within the server')
export type Stream = z.infer<typeof Stream>

/** The programs of the live market that a stack has. */
export const programsOf = (stream: Stream | undefined): ('ledger' | 'simulator')[] =>
  stream ? ['ledger', ...(stream.simulator === 'off' ? [] : (['simulator'] as const))] : []
