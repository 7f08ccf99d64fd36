import { z } from 'zod'
import type { Config } from '../config.ts'
import { REASONS } from '../transactions/decode.ts'
import { Transaction } from '../transactions/transaction.ts'

/** A transaction as documents show it. */
export const EXAMPLE: Transaction = {
  version: 1,
  id: '019aa0f2-4c80-7000-8000-000000000001',
  kind: 'price_change',
  car_id: '2016-honda-brio-1ya1boasjdw',
  brand: 'Honda',
  title: '2016 Honda Brio 1.2 S MT I VTEC',
  at: '2025-11-20T11:06:40.000Z',
  price: 372000,
  price_before: 389000,
  currency: 'INR',
  listed_at: '2025-11-18T08:00:00.000Z',
  simulated: true,
}

/** The AsyncAPI document of the live market: what is on its topics, made of the schema that the ledger reads with. */
export function writeAsyncApi({ app, topic }: Pick<Config, 'app' | 'topic'>) {
  return {
    asyncapi: '3.0.0',
    info: {
      title: `${app.title}: the live market`,
      version: app.version,
      description:
        'Transactions are keyed by the id of the car, so that what happens to one car stays in order. Whoever produces one mints its id: a message that is sent twice is one transaction. Of version 1 new fields may come: ignore those that you do not know.',
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    defaultContentType: 'application/json',
    channels: {
      transactions: channel(topic, 'Transactions', 'transaction'),
      deadLetters: channel(`${topic}.dlq`, 'Messages that could not be applied', 'deadLetter'),
    },
    operations: {
      produceTransactions: operation('send', 'transactions', 'Reports what happened to a car'),
      applyTransactions: operation('receive', 'transactions', 'The ledger applies each once'),
      putAside: operation('send', 'deadLetters', 'The ledger puts aside what it cannot apply'),
    },
    components: {
      messages: {
        transaction: {
          name: 'transaction',
          title: 'Something happened to a car',
          contentType: 'application/json',
          bindings: { kafka: { key: { type: 'string', description: 'The id of the car' } } },
          payload: payloadOf(Transaction),
          examples: [{ name: 'cheaper', payload: EXAMPLE }],
        },
        deadLetter: {
          name: 'deadLetter',
          title: 'A message as it came, with why it was put aside',
          contentType: 'application/octet-stream',
          headers: payloadOf(DeadLetterHeaders),
          payload: { schemaFormat: DRAFT_07, schema: { type: 'string' } },
        },
      },
    },
  }
}

const DRAFT_07 = 'application/schema+json;version=draft-07'

const DeadLetterHeaders = z.object({
  origin: z.string().meta({ description: 'topic/partition@offset where it stood first' }),
  reason: z.enum(REASONS).meta({ description: 'What is wrong with it' }),
  detail: z.string().meta({ description: 'The same in words' }),
  attempts: z.string().meta({ description: 'How often it was tried' }),
  at: z.iso.datetime().meta({ description: 'When it was put aside' }),
  cut: z.enum(['true', 'false']).meta({ description: 'Whether only its beginning is there' }),
})

function payloadOf(schema: z.ZodType) {
  const { id: _, ...written } = z.toJSONSchema(schema, { target: 'draft-7' })
  return { schemaFormat: DRAFT_07, schema: written }
}

const channel = (address: string, title: string, message: string) => ({
  address,
  title,
  messages: { [message]: { $ref: `#/components/messages/${message}` } },
})

const operation = (action: 'send' | 'receive', name: string, summary: string) => ({
  action,
  summary,
  channel: { $ref: `#/channels/${name}` },
})
