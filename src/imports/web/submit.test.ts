import { afterAll, beforeAll, expect, test } from 'bun:test'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type TestApp, testApp } from '../../../tests/support/app.ts'
import { temporaryFolder } from '../../../tests/support/server.ts'
import type { Import } from '../../snapshots/import.ts'
import { oddServer } from '../sources/odd-server.testing.ts'

const folder = temporaryFolder()
const kept = join(folder.path, 'sources')
const server = oddServer(() => new Response(CSV))
const CSV =
  'brand,model,year,km,price\nMaruti,Swift,2019,41000,500000\nHonda,City,2020,22000,800000\n'
const POUNDS = 'make,model,year,price,mileage,mpg\naudi,A1,2017,£12500,15735,55.4\n'
let app: TestApp
beforeAll(async () => {
  app = await testApp(
    { SOURCE_DIR: kept, SOURCE_MAX_MB: '1', ALLOW_PRIVATE_SOURCES: 'on' },
    { empty: true },
  )
}, 30_000)
afterAll(async () => {
  await app.deps.importer.stop()
  await app.close()
  server.stop()
  folder.remove()
})

async function ended(location: string | null): Promise<Import> {
  const id = Number(location?.split('/').at(-1))
  for (;;) {
    const run = await app.deps.imports.find(id)
    if (run && run.status !== 'running') return run
    await Bun.sleep(10)
  }
}

const send = async (form: FormData) => {
  const request = new Request('http://localhost/imports', {
    method: 'POST',
    headers: { host: 'localhost', origin: 'http://localhost' },
    body: form,
  })
  return await app.app.handle(request)
}
const formOf = (fields: Record<string, string | File>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}
const NOTHING = new File([], '')

test.each([
  ['a file', { file: new File([CSV], 'mine.csv'), source: '', text: '' }, 'mine.csv'],
  ['a packed file', { file: new File([gzipSync(CSV)], 'mine.csv.gz') }, 'mine.csv.gz'],
  ['a file whose name is a way out', { file: new File([CSV], '../../mine.csv') }, 'mine.csv'],
  ['a text', { file: NOTHING, source: '', text: CSV.replaceAll(',', '\t') }, 'pasted.csv'],
])('%s is imported from the page', async (_, fields, name) => {
  const answer = await send(formOf(fields))
  expect(answer.status).toBe(303)
  const run = await ended(answer.headers.get('location'))
  expect(run).toMatchObject({ source: name, error: null, rows: { published: 2 } })
})

test('of several files all rows are published', async () => {
  const form = formOf({ file: new File([CSV], 'one.csv') })
  form.append('file', NOTHING)
  form.append(
    'file',
    new File(['brand,model,year,km,price\nFord,Figo,2018,61000,390000\n'], 'two.csv'),
  )
  const run = await ended((await send(form)).headers.get('location'))
  expect(run.files.map(({ name }) => name)).toEqual(['one.csv', 'two.csv'])
  expect(run.rows.published).toBe(3)
})

test('rows that were refused are repaired in a file of their own, and come in beside their list', async () => {
  const list = 'brand,model,year,km,price\nMaruti,Swift,2019,41000,500000\nHonda,City,2020,22000,\n'
  const first = await ended(
    (await send(formOf({ file: new File([list], 'list.csv') }))).headers.get('location'),
  )
  expect(first.rows).toMatchObject({ published: 1, rejected: 1 })
  const refused = await (await app.get(`/api/imports/${first.id}/rejects?format=csv`)).text()
  const repaired = refused.replace('2020,22000,', '2020,22000,800000')
  expect(repaired).not.toBe(refused)
  const form = formOf({ file: new File([list], 'list.csv') })
  form.append('file', new File([repaired], 'repaired.csv'))
  const run = await ended((await send(form)).headers.get('location'))
  expect(run.rows).toMatchObject({ read: 3, published: 2, rejected: 1 })
})

test('what was looked at is what is imported, also when its address gives something else by then', async () => {
  let gives = POUNDS
  const turning = oddServer(() => new Response(gives))
  const source = `${turning.url}/cars.csv?token=hunter2`
  const held = await ended((await send(formOf({ source }))).headers.get('location'))
  expect(held).toMatchObject({ status: 'held', source: `${turning.url}/cars.csv` })
  gives = CSV
  const answers = { unit: 'mi', currency: 'GBP', rate: '100' }
  const answer = await app.post(
    `/imports/${held.id}/profile`,
    String(new URLSearchParams(answers)),
    {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'http://localhost',
    },
  )
  const run = await ended(answer.headers.get('location'))
  expect(run).toMatchObject({ source: held.source, rows: { published: 1 }, error: null })
  expect(JSON.stringify(await app.deps.imports.find(run.id))).not.toContain('hunter2')
  turning.stop()
})

test.each([
  ['nothing at all', formOf({ file: NOTHING, source: '', text: '' }), 422, 'choose a file'],
  [
    'a file beyond the limit',
    formOf({ file: new File([new Uint8Array(1_200_000)], 'big.csv') }),
    413,
    'larger than 1 MB',
  ],
  ['a folder of the machine', formOf({ source: '/etc/passwd' }), 422, 'outside of the folders'],
])('%s is refused beside the field, and nothing is left of it', async (_, form, status, words) => {
  const before = readdirSync(kept).length
  const answer = await send(form)
  expect(answer.status).toBe(status)
  expect(await answer.text()).toContain(words)
  expect(readdirSync(kept)).toHaveLength(before)
})

test('a form that breaks off leaves nothing', async () => {
  const before = readdirSync(kept).length
  const body =
    '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nbrand,mo'
  const answer = await app.post('/imports', body, {
    'content-type': 'multipart/form-data; boundary=x',
    origin: 'http://localhost',
  })
  expect(answer.status).toBe(400)
  expect(readdirSync(kept)).toHaveLength(before)
})

test('the API takes an address', async () => {
  const answer = await app.post('/api/imports', JSON.stringify({ source: `${server.url}/list` }))
  expect(answer.status).toBe(202)
  expect(await ended(answer.headers.get('location'))).toMatchObject({ error: null })
})
