import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { temporaryFolder } from '../../../tests/support/server.ts'
import { fakeS3 } from '../../exports/fake-s3.testing.ts'
import { inspect, readRows } from '../reading/inspect.ts'
import { folderOf, newKey, pathOf, writeNote } from './fetched/kept.ts'
import { type Remote, USUAL_REMOTE } from './fetched/remote.ts'
import { openSource } from './index.ts'
import { oddServer } from './odd-server.testing.ts'

const ROWS =
  'Maruti,Swift,2019,41000,500000\nHonda,City,2020,22000,800000\nFord,Figo,2018,61000,390000\n'
const CSV = `brand,model,year,km,price\n${ROWS}`
const RECORDS = ROWS.trim()
  .split('\n')
  .map((row) => {
    const [brand, model, year, km, price] = row.split(',')
    return { brand, model, year: Number(year), km: Number(km), price: Number(price) }
  })
const bytes = (text: string) => new TextEncoder().encode(text)

const folder = temporaryFolder()
const s3 = fakeS3('lists')
const server = oddServer((request) => {
  const { pathname, searchParams } = new URL(request.url)
  const page = Number(searchParams.get('page') ?? 1)
  const one = RECORDS.slice(page - 1, page)
  switch (pathname) {
    case '/cars.csv':
      if (request.headers.get('if-none-match') === '"one"')
        return new Response(null, { status: 304 })
      return new Response(CSV, { headers: { etag: '"one"' } })
    case '/moved':
      return new Response(null, { status: 302, headers: { location: '/cars.csv' } })
    case '/links':
      return Response.json({
        items: one,
        total: 3,
        links: { next: page < 3 ? `/links?page=${page + 1}` : null },
      })
    case '/head':
      return Response.json(one, {
        headers: page < 3 ? { link: `</head?page=${page + 1}>; rel="next"` } : {},
      })
    case '/pages':
      return Response.json({ data: { cars: one }, meta: { page, total_pages: 3 } })
    case '/cursor': {
      const at = Number(searchParams.get('cursor') ?? 0)
      return Response.json({
        results: RECORDS.slice(at, at + 1),
        next_cursor: at < 2 ? at + 1 : null,
      })
    }
    case '/whole.json':
      return Response.json({ cars: RECORDS })
    case '/api/v1/datasets/download/owner/cars':
      return new Response(null, { status: 302, headers: { location: '/storage/archive.zip' } })
    case '/storage/archive.zip':
      return new Response(zipSync({ 'cars.csv': bytes(CSV), 'readme.md': bytes('x') }))
  }
  return new Response('', { status: 404 })
})
let remote: Remote
let uploaded = ''

beforeAll(async () => {
  await Bun.write(join(folder.path, 'cars.csv'), CSV)
  s3.objects.set('2024/cars.csv', { body: bytes(CSV), at: 0 })
  s3.objects.set('2024-old/other.csv', { body: bytes('x'), at: 0 })
  remote = {
    ...USUAL_REMOTE,
    allowPrivate: true,
    folder: join(folder.path, 'sources'),
    s3: { endpoint: s3.url, region: 'eu', accessKeyId: 'a', secretAccessKey: 'b' },
    kaggle: { endpoint: `${server.url}/api/v1`, username: null, key: null },
  }
  uploaded = newKey()
  const place = await folderOf(remote.folder, uploaded)
  await Bun.write(pathOf(place, 0), CSV)
  await writeNote(place, {
    files: [{ name: 'mine.csv', etag: null, modified: null, bytes: CSV.length }],
  })
})
afterAll(() => {
  server.stop()
  s3.stop()
  folder.remove()
})

const SOURCES: [string, () => string][] = [
  ['a path', () => join(folder.path, 'cars.csv')],
  ['a pattern', () => join(folder.path, '*.csv')],
  ['what was uploaded', () => `kept:${uploaded}`],
  ['an address', () => `${server.url}/cars.csv`],
  ['an address that moved', () => `${server.url}/moved`],
  ['JSON as a whole', () => `${server.url}/whole.json`],
  ['JSON with links', () => `${server.url}/links`],
  ['JSON with a link in its head', () => `${server.url}/head`],
  ['JSON with numbered pages', () => `${server.url}/pages`],
  ['JSON with a cursor', () => `${server.url}/cursor`],
  ['a dataset of Kaggle', () => 'kaggle:owner/cars'],
  ['a key of a bucket', () => 's3://lists/2024/cars.csv'],
  ['a prefix of a bucket', () => 's3://lists/2024'],
]

describe.each(SOURCES)('%s', (_, spec) => {
  test('gives every row, twice alike, and closes', async () => {
    for (const _time of [1, 2]) {
      const source = await openSource(spec(), { remote })
      const rows: string[][] = []
      for (const file of source.files) {
        const looked = await inspect(file)
        for await (const batch of readRows(looked)) rows.push(...batch.map(({ fields }) => fields))
      }
      await source.close()
      expect(rows).toEqual(RECORDS.map((record) => Object.values(record).map(String)))
      expect(source.name).not.toContain(folder.path)
    }
  })

  test('is named without what opens a door', async () => {
    const source = await openSource(spec(), { remote })
    await source.close()
    expect(source.name).not.toMatch(/[?#]|@/)
    if (source.kept === undefined) return
    const again = await openSource(`kept:${source.kept}`, { remote })
    expect(again.files.map(({ name }) => name)).toEqual(source.files.map(({ name }) => name))
  })
})

test('an address is asked whether it changed, and what did not is not sent again', async () => {
  const before = server.asked.length
  const { files } = await openSource(`${server.url}/cars.csv`, { remote })
  const [asked] = server.asked.slice(before)
  expect(asked?.headers.get('if-none-match')).toBe('"one"')
  expect(await readFile(files[0]?.path ?? '', 'utf8')).toBe(CSV)
})

test.each(['ftp://host/cars.csv', 'gs://bucket/x', 'kaggle:alone', 'file:///etc/passwd'])(
  '%s is refused by what it is',
  async (spec) => {
    await expect(openSource(spec, { remote })).rejects.toThrow(/kaggle/)
  },
)

test.each([
  ['nothing there', '/none', /answers 404/],
  ['a bucket without it', 's3://lists/nowhere', /Nothing lies under/],
  ['another bucket', 's3://other/x', /NoSuchBucket/],
  ['what is no longer kept', `kept:${'0'.repeat(32)}`, /no longer here/],
  ['a key that is a way out', 'kept:../../etc', /no longer here/],
])('%s', async (_, spec, words) => {
  const address = spec.startsWith('/') ? `${server.url}${spec}` : spec
  await expect(openSource(address, { remote })).rejects.toThrow(words)
})
