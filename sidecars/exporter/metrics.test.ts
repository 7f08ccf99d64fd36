import { afterAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import type { Document } from 'mongodb'
import { loadConfig } from '../../src/config.ts'
import { writeDrill } from '../../src/exports/drill.ts'
import { fill } from '../../src/exports/market.testing.ts'
import { createLog } from '../../src/platform/log.ts'
import { openStores } from '../../src/stores.ts'
import { databasesOn, findMongo } from '../../tests/support/mongo.ts'
import { ROOT, temporaryFolder } from '../../tests/support/server.ts'
import { createExporter } from './app.ts'
import { Connection } from './connection.ts'
import { createMetrics } from './metrics.ts'
import { mongoSamples } from './mongo-metrics.ts'
import { METRICS } from './names.ts'
import { Runner } from './runner.ts'

setDefaultTimeout(60_000)

const folder = temporaryFolder()
afterAll(() => folder.remove())
let names = 0
const fresh = () => join(folder.path, String(++names))
const nobody = { S3_ENDPOINT: 'http://127.0.0.1:9', S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'k' }
const configOf = (environment: Record<string, string>) =>
  loadConfig({ EXPORT_DIR: fresh(), ...nobody, S3_SECRET_ACCESS_KEY: 's', ...environment })

async function scrape(environment: Record<string, string>, extract = true): Promise<string> {
  const exporter = createExporter(configOf(environment), createLog('silent'))
  if (extract) await exporter.once()
  const answer = await exporter.app.handle(new Request('http://localhost/metrics'))
  expect(answer.headers.get('content-type')).toStartWith('text/plain; version=0.0.4')
  expect(answer.status).toBe(200)
  const text = await answer.text()
  await exporter.stop()
  return text
}

const namesIn = (text: string) =>
  [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name ?? '')
const series = (text: string, name: string) =>
  text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))

/** A server that tells everything. */
function aServer(answers: Document, collections: string[]) {
  const command = async (asked: Document): Promise<Document> => {
    const found = answers[Object.keys(asked)[0] ?? '']
    if (!found) throw new Error('no such command')
    return found
  }
  return {
    listCollections: () => ({ toArray: async () => collections.map((name) => ({ name })) }),
    command,
    admin: () => ({ command }),
  }
}
const TALKATIVE = {
  serverStatus: {
    version: '8.0.4',
    uptime: 12,
    connections: { current: 3, available: 800, active: 1, totalCreated: 9 },
    opcounters: { insert: 1, query: 2, update: 3, delete: 4, getmore: 5, command: 6 },
  },
  hello: { setName: 'rs0', isWritablePrimary: true },
  replSetGetStatus: {
    members: [
      { stateStr: 'PRIMARY', optimeDate: new Date(20_000) },
      { stateStr: 'SECONDARY', optimeDate: new Date(18_000) },
      { stateStr: 'SECONDARY', optimeDate: new Date(13_000) },
    ],
  },
  collStats: { count: 10, size: 100, storageSize: 50, totalIndexSize: 20 },
}

test('what is emitted is in docs/exporter.md, and the other way round', async () => {
  const url = `sqlite:${fresh()}.db`
  const stores = await openStores(url)
  await fill(stores, 30)
  await stores.close()
  const tried = { at: new Date().toISOString(), extraction: null, cars: 9, seconds: 1, error: null }
  const dir = fresh()
  await writeDrill(dir, tried)
  const ofSqlite = await scrape({ DATABASE_URL: url, EXPORT_DIR: dir })
  const samples = await mongoSamples(aServer(TALKATIVE, ['cars_1', 'imports']))
  const ofMongo = samples.map(({ name }) => name)
  const told = namesIn(ofSqlite)
  expect(told).toContain('http_server_requests_total')
  const own = told.filter((name) => !/^(http|process|nodejs)_|^forecourt_refused/.test(name))
  const emitted = new Set<string>([...own, ...ofMongo, 'mongodb_up'])
  expect([...emitted].sort()).toEqual(Object.keys(METRICS).sort())

  const documented = (await Bun.file(join(ROOT, 'docs/exporter.md')).text())
    .split('\n')
    .flatMap((line) => line.match(/^\| `([a-z_]+)` \| (gauge|counter) \| (.*?) \| (.*) \|$/) ?? [])
  const rows = Object.entries(METRICS).flatMap(([name, { kind, labels, help }]) => {
    const cells = [name, kind, labels.map((label) => `\`${label}\``).join(', '), help] as const
    return [`| \`${cells[0]}\` | ${cells.slice(1).join(' | ')} |`, ...cells]
  })
  expect(documented).toEqual(rows)
})

test('SQLite: file, pages, rows, the last extraction and its failed upload', async () => {
  const url = `sqlite:${fresh()}.db`
  const stores = await openStores(url)
  await fill(stores, 30)
  await stores.close()
  const text = await scrape({ DATABASE_URL: url })
  expect(series(text, 'sqlite_up')).toEqual(['sqlite_up 1'])
  expect(series(text, 'forecourt_exporter_up')).toEqual(['forecourt_exporter_up 1'])
  expect(text).toContain('sqlite_table_rows{table="rejects"} 2100')
  // The cars of a removed snapshot stay readable for a while.
  expect(series(text, 'sqlite_tables')).toContain('sqlite_tables{table="cars"} 3')
  expect(text).not.toMatch(/cars_\d/)
  expect(series(text, 'forecourt_snapshots_kept')).toEqual(['forecourt_snapshots_kept 2'])
  expect(text).toContain('forecourt_extraction_rows{collection="imports"} 4')
  expect(text).toContain('forecourt_extractions_total{result="extracted"} 1')
  expect(text).toContain('forecourt_extraction_failures_total{stage="upload"} 1')
  expect(series(text, 'forecourt_extraction_upload_up')).toEqual([
    'forecourt_extraction_upload_up 0',
  ])
  expect(namesIn(text).filter((name) => name.startsWith('mongodb'))).toEqual([])
})

test('MongoDB: snapshots are one collection, and lag is that of the slowest', async () => {
  const samples = await mongoSamples(
    aServer(TALKATIVE, ['cars_1', 'cars_2', 'cars_3', 'imports', 'system.views']),
  )
  const value = (name: string, label: string) =>
    samples.find((each) => each.name === name && Object.values(each.labels).includes(label))?.value
  expect(value('mongodb_collections', 'cars')).toBe(3)
  expect(value('mongodb_collection_documents', 'cars')).toBe(30)
  expect(value('mongodb_collection_index_bytes', 'imports')).toBe(20)
  expect(value('mongodb_connections', 'available')).toBe(800)
  expect(value('mongodb_opcounters_total', 'delete')).toBe(4)
  expect(value('mongodb_replication_members', 'secondary')).toBe(2)
  expect(samples.find(({ name }) => name === 'mongodb_replication_lag_seconds')?.value).toBe(7)
  expect(new Set(samples.flatMap(({ labels }) => labels.collection ?? []))).toEqual(
    new Set(['cars', 'imports']),
  )
})

test('what a server or a reader without rights is not told is absent, not 0', async () => {
  const samples = await mongoSamples(aServer({}, ['cars_1']))
  expect(samples).toEqual([
    { name: 'mongodb_collections', value: 1, labels: { collection: 'cars' } },
  ])
  const partly = await mongoSamples(
    aServer({ serverStatus: { connections: { current: 1 } }, hello: { setName: 'rs0' } }, []),
  )
  expect(partly).toEqual([
    { name: 'mongodb_connections', value: 1, labels: { state: 'current' } },
    { name: 'mongodb_replication_info', value: 1, labels: { set: 'rs0', role: 'other' } },
  ])
})

test('a database that is away or does not answer in time is up 0, never an error', async () => {
  const away = await scrape({ DATABASE_URL: `sqlite:${fresh()}.db` })
  expect(series(away, 'sqlite_up')).toEqual(['sqlite_up 0'])
  expect(series(away, 'forecourt_exporter_up')).toEqual(['forecourt_exporter_up 0'])
  expect(away).toContain('forecourt_extractions_total{result="failed"} 1')

  const config = configOf({
    DATABASE_URL: 'mongodb://127.0.0.1:9/x?serverSelectionTimeoutMS=20000',
  })
  const connection = new Connection(config.databaseUrl)
  const runner = new Runner(connection, config, createLog('silent'))
  const started = Date.now()
  const text = await createMetrics(connection, runner, config, 200).write()
  expect(Date.now() - started).toBeLessThan(10_000)
  expect(series(text, 'mongodb_up')).toEqual(['mongodb_up 0'])
  await connection.close()
})

const { server, why } = await findMongo()
describe(`the metrics of a real server${server ? '' : ` (${why})`}`, () => {
  test.skipIf(!server)('come through, and the extraction with them', async () => {
    if (!server) return
    const databases = databasesOn(server)
    const url = databases.next()
    const stores = await openStores(url)
    await fill(stores, 30)
    const text = await scrape({ DATABASE_URL: url })
    expect(series(text, 'mongodb_up')).toEqual(['mongodb_up 1'])
    expect(text).toContain('mongodb_collection_documents{collection="rejects"} 2100')
    expect(series(text, 'forecourt_extraction_rows')).toHaveLength(5)
    expect(text).not.toMatch(/cars_\d/)
    await stores.close()
    await databases.drop()
    await server.stop()
  })
})
