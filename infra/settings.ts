import { z } from 'zod'
import { Stream } from './stream-settings.ts'
import { bounds, CRON, Digest, Host, inOrder, Label, Metric, Peer, Port, Size } from './words.ts'

/** Containers of this repository; an image each. */
export const TARGETS = [
  'web',
  'etl',
  'exporter',
  'calculator',
  'statistics',
  'ledger',
  'simulator',
  'caretaker',
] as const
export type Target = (typeof TARGETS)[number]

/** MongoDB 8.0; `bun run images:pin` takes the digest that the tag has now. */
const MONGO_IMAGE =
  'mongo:8.0@sha256:4968f22d0c6c10ef29952f3e807f62872ba22b3312f25803564fbfc08255efc2'

const Tag = z
  .string()
  .regex(/^(?!latest$)[\w][\w.-]{0,127}$/, 'must be a version or a commit, never latest')

export const Images = z.strictObject({
  registry: z.string().min(1).describe('what stands before the target: REGISTRY/web'),
  tag: Tag.describe('version or commit; it is the label of every object'),
  caretaker: Tag.optional().describe(
    "tag of the caretaker's image, by its content: a release must not restart the database; empty: that of the others",
  ),
  digests: z.record(z.enum(TARGETS), Digest).optional().describe('an image by what it is'),
})
export type Images = z.infer<typeof Images>

const Exposure = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('nodePort'), port: z.int().min(30_000).max(32_767) }),
    z.strictObject({
      kind: z.enum(['gateway', 'ingress']),
      host: Host,
      class: z.string().min(1).describe('GatewayClass or IngressClass'),
      issuer: Label.describe("cert-manager's ClusterIssuer"),
      from: z.array(Peer).min(1).describe('where its proxies run'),
    }),
  ])
  .describe('how readers come in; none: only by port-forward')
export type Exposure = z.infer<typeof Exposure>

const Database = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('replicaSet'),
      members: z.union([z.literal(1), z.literal(3)]),
      image: z.string().min(1).default(MONGO_IMAGE),
      size: Size,
    }),
    z.strictObject({
      kind: z.literal('external'),
      port: Port.default(27_017),
      to: z.array(Peer).min(1).describe('where it is'),
    }),
  ])
  .describe('a replica set of our own, or one that the secret databaseUrl names')
export type Database = z.infer<typeof Database>

const Exchange = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('claim'), size: Size }),
    z.strictObject({
      kind: z.literal('s3'),
      bucket: z.string().min(3),
      endpoint: z.url().optional(),
      region: z.string().optional(),
      prefix: z.string().optional(),
    }),
  ])
  .describe('where import, database and exporter exchange files')
export type Exchange = z.infer<typeof Exchange>

const Storage = z
  .strictObject({
    class: z.string().min(1).optional().describe("storage class; empty: the cluster's own"),
    shared: z.boolean().default(false).describe('the class gives ReadWriteMany'),
    folder: z
      .string()
      .startsWith('/')
      .optional()
      .describe('folder of the node that volumes are made of, where nothing provisions them'),
  })
  .describe('what volumes are made of')
export type Storage = z.infer<typeof Storage>

const Web = z.union([
  z.strictObject({ replicas: z.int().min(1).max(50) }),
  z.strictObject({
    autoscaling: bounds(100)
      .extend({
        requests: z
          .strictObject({
            metric: Metric,
            perPod: z.int().min(1).describe('that one pod is to take in a second'),
          })
          .optional()
          .describe('requests a second, where an adapter serves them; the CPU counts beside them'),
      })
      .refine(inOrder, 'max must be more than min'),
  }),
])

const Import = z
  .strictObject({
    source: z.string().min(1).optional().describe('DATA_SOURCE; empty: the bundled sample'),
    schedule: z.string().regex(CRON, 'must be a cron expression of five fields').optional(),
    timeZone: z.string().min(1).default('Etc/UTC'),
  })
  .refine(({ source, schedule }) => schedule === undefined || source !== undefined, {
    path: ['source'],
    error: 'a schedule needs a source: the sample is imported only into an empty store',
  })

/** A stack: all that makes dev, recette and prod differ. Secrets are not in it. */
export const Settings = z
  .strictObject({
    namespace: Label,
    title: z.string().min(1).default('Forecourt'),
    environment: Label,
    publicUrl: z.url().optional(),
    nodes: z.enum(['one', 'many']).describe('whether pods may be on different machines'),
    images: Images,
    protected: z
      .boolean()
      .default(false)
      .describe('what holds data is not deleted with the stack, nor by mistake'),
    pullSecret: Label.optional().describe('Secret that opens a private registry'),
    pinned: z.boolean().default(true).describe('images only by digest'),
    web: Web,
    database: Database,
    exchange: Exchange,
    storage: Storage.default({ shared: false }),
    rateLimit: z
      .int()
      .min(0)
      .optional()
      .describe('requests a minute and client that one pod takes; 0: no limit; empty: 600'),
    exportInterval: z.string().default('1h'),
    import: Import.default({ timeZone: 'Etc/UTC' }),
    drill: z
      .string()
      .regex(CRON, 'must be a cron expression of five fields')
      .optional()
      .describe('when a restore of the newest extraction is tried; empty: never'),
    stream: Stream.optional(),
    observability: z
      .strictObject({
        prometheus: z.string().min(1).default('prom/prometheus:v2.55.1'),
        alertmanager: z.string().min(1).default('prom/alertmanager:v0.27.0'),
        grafana: z.string().min(1).default('grafana/grafana:11.4.0'),
      })
      .optional()
      .describe('Prometheus with our rules, Alertmanager, Grafana with our dashboards'),
    services: z.boolean().default(false).describe('calculator and statistics on their own'),
    exposure: Exposure.default({ kind: 'none' }),
    canary: z
      .strictObject({
        images: Images,
        weight: z.int().min(0).max(100).describe('% of the readers who get them'),
      })
      .optional()
      .describe('the next release beside this one; bun run canary moves the weight'),
    metricsFrom: z.array(Peer).default([]).describe('who may read the metrics of the exporter'),
  })
  .superRefine((settings, context) => {
    const complain = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    const { images, pinned, database, nodes, exchange, storage } = settings
    if (pinned && !images.digests)
      complain(
        ['images', 'digests'],
        'a pinned stack takes images by digest: bun run deploy STACK --images FILE, or set pinned to false',
      )
    if (pinned && database.kind === 'replicaSet' && !database.image.includes('@sha256:'))
      complain(['database', 'image'], 'a pinned stack takes images by digest')
    const bus = settings.stream?.bus
    if (pinned && bus?.kind === 'brokers' && !bus.image.includes('@sha256:'))
      complain(['stream', 'bus', 'image'], 'a pinned stack takes images by digest')
    for (const [name, image] of Object.entries(settings.observability ?? {}))
      if (pinned && !image.includes('@sha256:'))
        complain(['observability', name], 'a pinned stack takes images by digest')
    if (nodes === 'many' && exchange.kind === 'claim' && !(storage.shared && storage.class))
      complain(
        ['exchange'],
        'pods on several nodes cannot share a ReadWriteOnce volume: name a storage.class that gives ReadWriteMany with storage.shared, or exchange files by s3',
      )
    if (settings.canary && settings.exposure.kind !== 'gateway')
      complain(['canary'], 'only a gateway parts readers by weight: exposure has to be one')
    if (storage.folder !== undefined && (nodes === 'many' || storage.class !== undefined))
      complain(['storage', 'folder'], 'a folder is of one node, and no storage class is asked')
  })
export type Settings = z.infer<typeof Settings>

/** A value as Pulumi keeps it: everything is text, and what is no text is JSON. */
export function fromText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A stack configuration that cannot be used: a line for each thing that is wrong with it. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

/** @throws SettingsError that names each setting, as Pulumi does: forecourt:web.replicas */
export function readSettings(stack: string, values: unknown): Settings {
  const read = Settings.safeParse(values)
  if (read.success) return read.data
  const lines = read.error.issues.map(
    ({ path, message }) => `forecourt:${path.join('.')}: ${message}`,
  )
  throw new SettingsError([`stack ${stack} cannot be used`, ...lines].join('\n  '))
}
