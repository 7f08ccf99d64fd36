import type { Document } from 'mongodb'
import { type MetricName, type Sample, sample } from './names.ts'

/*
 * Every field is optional: servers that speak MongoDB's protocol tell very different things, and a user who may only
 * read is told less. What is not told is absent. Only the list of collections has to come.
 */
type Asked = {
  listCollections(
    filter: object,
    options: { nameOnly: true },
  ): { toArray(): Promise<{ name: string }[]> }
  command(command: Document): Promise<Document>
  admin(): { command(command: Document): Promise<Document> }
}
const SNAPSHOT = /^cars_\d+$/
const STATES = ['current', 'available', 'active'] as const
const OPS = ['insert', 'query', 'update', 'delete', 'getmore', 'command'] as const

/** @throws when the server does not answer */
export async function mongoSamples(db: Asked): Promise<Sample[]> {
  const names = await db.listCollections({}, { nameOnly: true }).toArray()
  const [server, hello, build, members, collections] = await Promise.all([
    told(db, { serverStatus: 1 }),
    told(db, { hello: 1 }),
    told(db, { buildInfo: 1 }),
    told(db, { replSetGetStatus: 1 }),
    collectionSamples(
      db,
      names.map(({ name }) => name),
    ),
  ])
  const version = server.version ?? build.version
  return [
    ...(version === undefined ? [] : sample('mongodb_info', 1, { version: String(version) })),
    ...sample('mongodb_uptime_seconds', server.uptime),
    ...STATES.flatMap((state) =>
      sample('mongodb_connections', server.connections?.[state], { state }),
    ),
    ...OPS.flatMap((op) => sample('mongodb_opcounters_total', server.opcounters?.[op], { op })),
    ...collections,
    ...replicationSamples(hello, members),
  ]
}

type Sizes = { collections: number; count: number; size: number; storage: number; index: number }
const SIZES: [MetricName, keyof Sizes][] = [
  ['mongodb_collections', 'collections'],
  ['mongodb_collection_documents', 'count'],
  ['mongodb_collection_size_bytes', 'size'],
  ['mongodb_collection_storage_bytes', 'storage'],
  ['mongodb_collection_index_bytes', 'index'],
]

async function collectionSamples(db: Asked, names: string[]): Promise<Sample[]> {
  const all = await Promise.all(
    names
      .filter((name) => !name.startsWith('system.'))
      .map(async (name) => {
        const stats = await told(db, { collStats: name })
        return {
          name: SNAPSHOT.test(name) ? 'cars' : name,
          collections: 1,
          count: Number(stats.count),
          size: Number(stats.size),
          storage: Number(stats.storageSize),
          index: Number(stats.totalIndexSize ?? sum(stats.indexSizes)),
        }
      }),
  )
  return [...Map.groupBy(all, ({ name }) => name)].flatMap(([collection, members]) =>
    SIZES.flatMap(([metric, size]) =>
      // NaN where the server tells nothing, so that a part is not taken for the whole.
      sample(
        metric,
        members.reduce((total, each) => total + each[size], 0),
        { collection },
      ),
    ),
  )
}

const sum = (sizes: Record<string, unknown> | undefined) =>
  sizes && Object.values(sizes).reduce<number>((total, size) => total + Number(size), 0)

/** @param status empty for a user who may not ask, and on a single server */
export function replicationSamples(hello: Document, status: Document): Sample[] {
  if (typeof hello.setName !== 'string') return []
  const role = hello.isWritablePrimary ? 'primary' : hello.secondary ? 'secondary' : 'other'
  const members: Document[] = Array.isArray(status.members) ? status.members : []
  const byState = Map.groupBy(members, ({ stateStr }) => String(stateStr).toLowerCase())
  const at = (state: string) => (byState.get(state) ?? []).map(({ optimeDate }) => +optimeDate)
  const behind = at('secondary').map((time) => (Math.max(...at('primary')) - time) / 1000)
  return [
    ...sample('mongodb_replication_info', 1, { set: hello.setName, role }),
    ...[...byState].flatMap(([state, those]) =>
      sample('mongodb_replication_members', those.length, { state }),
    ),
    ...sample('mongodb_replication_lag_seconds', Math.max(...behind)),
  ]
}

/** The answer of a command; empty when the server does not know it, or this user may not ask. */
async function told(db: Asked, command: Document): Promise<Document> {
  const where = 'collStats' in command ? db : db.admin()
  return where.command(command).catch(() => ({}))
}
