import { mkdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import { temporaryFolder } from '../../tests/support/server.ts'
import { fakeS3 } from '../exports/fake-s3.testing.ts'
import { createLog } from '../platform/log.ts'
import type { Import } from '../snapshots/import.ts'
import { readSchedules } from './schedules/schedule.ts'
import { look } from './schedules/scheduler.ts'
import { oddServer } from './sources/odd-server.testing.ts'

type Bytes = Uint8Array<ArrayBuffer>
/** `status`: that of the answer which began it; `run`: how the import ended; null: none was begun. */
export type Outcome = { status: number; run: Import | null }

/** One way in which a list comes into the market. */
export type Way = {
  name: string
  /** puts a list where it is brought from, as somebody does who exchanges it */
  put(list: Bytes): Promise<void>
  /** begins the import of what was put; null: it was refused */
  begin(): Promise<{ status: number; id: number | null }>
  /** begins it with a list that breaks off on its way; absent: it cannot, or `put` half of it says the same */
  breaksOff?(list: Bytes): Promise<{ status: number; id: number | null }>
  /** whether it is copied before it is read */
  copies: boolean
  /** the most that it takes, bytes; null: as much as the disk holds */
  most: number | null
  /** how it is written; csv where nothing is said */
  form?: 'ndjson'
}

const ORIGIN = { origin: 'http://localhost' }
const FORM = { 'content-type': 'multipart/form-data; boundary=x', ...ORIGIN }
const MOST = 1_000_000

/** A market of its own, and all ways into it. */
export async function allWays(environment: Record<string, string> = {}) {
  const folder = temporaryFolder()
  const at = (name: string) => join(folder.path, name)
  for (const name of ['pattern', 'watched', 'sources']) mkdirSync(at(name))
  const s3 = fakeS3('lists')
  let served: Bytes = new Uint8Array()
  const server = oddServer((request) =>
    request.url.endsWith('/archive.zip')
      ? new Response(zipSync({ 'cars.csv': served }, { level: 0 }))
      : request.url.includes('/datasets/')
        ? new Response(null, { status: 302, headers: { location: '/archive.zip' } })
        : new Response(served),
  )
  const app = await testApp(
    {
      ...{ IMPORT_FOLDERS: folder.path, SOURCE_DIR: at('sources'), SOURCE_MAX_MB: '1' },
      ...{ ALLOW_PRIVATE_SOURCES: 'on', KAGGLE_ENDPOINT: `${server.url}/api` },
      ...{ S3_ENDPOINT: s3.url, S3_REGION: 'eu', S3_ACCESS_KEY_ID: 'a' },
      ...{ S3_SECRET_ACCESS_KEY: 'b', ...environment },
    },
    { empty: true },
  )
  const named = (source: string) => async () =>
    begun(await app.post('/api/imports', JSON.stringify({ source })))
  const into = (path: string) => async (list: Bytes) => void (await Bun.write(at(path), list))
  const serve = async (list: Bytes) => {
    served = list
  }
  const field = (head: string, list: Bytes, end: string) =>
    post(
      app,
      '/imports',
      [`--x\r\ncontent-disposition: form-data; ${head}\r\n\r\n`, list, end],
      FORM,
    )
  const form = (head: string) => ({
    put: serve,
    begin: async () => begun(await field(head, served, '\r\n--x--\r\n')),
    breaksOff: async (list: Bytes) => begun(await field(head, list.slice(0, 80), '')),
  })
  const scheduled = (schedule: object, looks: number) => async () => {
    const added = await app.post('/api/schedules', JSON.stringify(schedule))
    const { id } = await added.json()
    const seen = new Map<string, string>()
    const log = createLog('silent')
    const { config, importer } = app.deps
    const inAYear = new Date(Date.now() + 366 * 86_400_000)
    for (let n = 0; n < looks; n += 1)
      await look({ config, stores: app.stores, importer, log }, seen, inAYear)
    const ran = (await readSchedules(app.stores.imports)).find((each) => each.id === id)
    await app.post(`/api/schedules/${id}/removal`)
    return { status: added.status, id: ran?.last_import ?? null }
  }
  const ways: Way[] = [
    { name: 'a path', put: into('cars.csv'), begin: named('cars.csv'), copies: false, most: null },
    {
      ...{ name: 'a pattern', copies: false, most: null },
      ...{ put: into('pattern/cars.csv'), begin: named('pattern/*.csv') },
    },
    {
      ...{ name: 'an address', copies: true, most: MOST },
      ...{ put: serve, begin: named(`${server.url}/cars.csv`) },
    },
    {
      ...{ name: 'a bucket', copies: true, most: MOST, begin: named('s3://lists/2024') },
      put: async (list) => void s3.objects.set('2024/cars.csv', { body: list, at: Date.now() }),
    },
    {
      ...{ name: 'a dataset of Kaggle', copies: true, most: MOST },
      ...{ put: serve, begin: named('kaggle:owner/cars') },
    },
    {
      ...form('name="file"; filename="mine.csv"'),
      name: 'a file on the page',
      copies: true,
      most: MOST,
    },
    { ...form('name="text"'), name: 'a list that is pasted', copies: true, most: MOST },
    {
      ...{ name: 'listings that are sent', copies: true, most: MOST, form: 'ndjson', put: serve },
      begin: async () => sent(await post(app, '/api/listings', [served], NDJSON)),
      breaksOff: async (list) => sent(await post(app, '/api/listings', [list, null], NDJSON)),
    },
    {
      ...{ name: 'a schedule of moments', copies: false, most: null, put: into('daily.csv') },
      begin: scheduled({ source: 'daily.csv', cron: '0 6 1 1 *', zone: 'UTC' }, 1),
    },
    {
      ...{ name: 'a schedule of an address', copies: true, most: MOST, put: serve },
      begin: scheduled({ source: `${server.url}/daily.csv`, cron: '0 6 1 1 *' }, 1),
    },
    {
      ...{
        name: 'a folder that is watched',
        copies: false,
        most: null,
        put: into('watched/a.csv'),
      },
      begin: scheduled({ source: 'watched' }, 2),
    },
  ]
  const close = async () => {
    await app.deps.importer.stop()
    await app.close()
    server.stop()
    s3.stop()
    folder.remove()
  }
  /** names of what lies among the sources; a folder is listed with what is in it */
  const kept = async () => (await readdir(at('sources'), { recursive: true })).sort()
  return { app, ways, kept, close, folder: folder.path }
}

const NDJSON = { 'content-type': 'application/x-ndjson', ...ORIGIN }

/** Sends parts one after the other; null breaks the body off. */
async function post(
  { app }: TestApp,
  path: string,
  parts: (string | Bytes | null)[],
  headers: Record<string, string>,
): Promise<Response> {
  const body = new ReadableStream({
    async pull(controller) {
      const part = parts.shift()
      if (part === undefined) return controller.close()
      if (part === null) return controller.error(new Error('lost'))
      controller.enqueue(typeof part === 'string' ? new TextEncoder().encode(part) : part)
    },
  })
  const request = {
    method: 'POST',
    headers: { host: 'localhost', ...headers },
    body,
    duplex: 'half',
  }
  return await app.handle(new Request(`http://localhost${path}`, request as RequestInit))
}

const begun = ({ status, headers }: Response) => {
  const id = headers.get('location')?.split('/').at(-1)
  return { status, id: id === undefined ? null : Number(id) }
}

/** The last line names the import. */
async function sent(answer: Response) {
  const text = await answer.text().catch(() => '')
  const last = text.trim().split('\n').at(-1) || '{}'
  const { import: id = null }: { import?: number | null } = JSON.parse(last)
  return { status: answer.status, id }
}
