import { afterAll, beforeAll, expect, test } from 'bun:test'
import { join } from 'node:path'
import { type TestApp, testApp } from '../../../tests/support/app.ts'
import { temporaryFolder } from '../../../tests/support/server.ts'
import type { Import } from '../../snapshots/import.ts'

const ROWS = [
  'brand,model,year,km,price,note',
  ...Array.from({ length: 12 }, (_, at) => `Ford,Focus,2018,${40_000 + at},${9_500 + at},`),
  'Ford,Ka,2017,,5500,=1+1',
  'Opel,"Corsa, blue",2016,61000,8500,-x,surplus,"two, cells"',
  'Opel,Astra,2016',
]
const folder = temporaryFolder()
let app: TestApp
let first: Import
beforeAll(async () => {
  await Bun.write(join(folder.path, 'cars.csv'), `${ROWS.join('\n')}\n`)
  app = await testApp(
    {
      ...{ RULE_PACK: 'none', CURRENCY: 'EUR', IMPORT_FOLDERS: folder.path },
      SOURCE_DIR: join(folder.path, 'sources'),
    },
    { empty: true },
  )
  const { id } = await app.deps.importer.start([join(folder.path, 'cars.csv')], { confined: true })
  first = await ended(id)
}, 30_000)
afterAll(async () => {
  await app.deps.importer.stop()
  await app.close()
  folder.remove()
})

async function ended(id: number): Promise<Import> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const run = await app.deps.imports.find(id)
    if (run && run.status !== 'running' && run.status !== 'queued') return run
    await Bun.sleep(10)
  }
  throw new Error('it does not end')
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const addressOf = (place: number) => `/imports/${first.id}/rejects/${place}`
/** What a browser sends of the form as it stands, with what is typed over it. */
async function sent(place: number, typed: Record<string, string>): Promise<Response> {
  const html = await (await app.get(addressOf(place))).text()
  const fields = new URLSearchParams()
  await new HTMLRewriter()
    .on('main form.sources input', {
      element: (input) => {
        const [id, name] = [input.getAttribute('id') ?? '', input.getAttribute('name') ?? '']
        const value = (input.getAttribute('value') ?? '').replaceAll('&#34;', '"')
        fields.append(name, typed[id] ?? value.replaceAll('&quot;', '"'))
      },
    })
    .transform(new Response(html))
    .text()
  return await app.post(addressOf(place), fields.toString(), FORM)
}
const imported = async (answer: Response): Promise<Import> => {
  expect(answer.status).toBe(303)
  return await ended(Number(answer.headers.get('location')?.split('/').at(-1)))
}

test('each cell of a rejected row is a field, and what is missing or beyond is told', async () => {
  expect(first).toMatchObject({ status: 'published', rows: { published: 12, rejected: 3 } })
  const html = await (await app.get(addressOf(1))).text()
  expect(html).toContain('name="cell" value="-x"')
  expect(html).toContain('name="surplus"')
  expect(await (await app.get('/quality')).text()).toContain(`href="${addressOf(0)}"`)
  expect((await app.get(addressOf(9))).status).toBe(404)
})

test('a row that was mended is a car, and leading signs survive', async () => {
  const run = await imported(await sent(0, { 'cell-3': '51000' }))
  expect(run).toMatchObject({ source: first.source, rows: { published: 13, rejected: 3 } })
  const { items } = await (await app.get('/api/cars?base_model=Ka')).json()
  expect(items).toMatchObject([{ km: 51_000, price: 5_500 }])
  expect(items[0].attributes).toMatchObject([{ key: 'description', value: '=1+1' }])
})

test('cells beyond the last column keep a row malformed until they are taken away', async () => {
  const still = await imported(await sent(1, {}))
  expect(still.rows).toMatchObject({ published: 12, rejected: 4 })
  const mended = await imported(await sent(1, { surplus: '' }))
  expect(mended.rows).toMatchObject({ published: 13, rejected: 3 })
  const { items } = await (await app.get('/api/cars?brand=Opel')).json()
  expect(items).toMatchObject([{ model: 'Corsa, blue', km: 61_000, price: 8_500 }])
})

test('a row that was too short is filled, and a field that it has not is refused', async () => {
  const run = await imported(await sent(2, { 'cell-3': '71000', 'cell-4': '6500' }))
  expect(run.rows).toMatchObject({ published: 13, rejected: 3 })
  const { items } = await (await app.get('/api/cars?base_model=Astra')).json()
  expect(items).toMatchObject([{ km: 71_000, price: 6_500 }])
  for (const nothing of ['raw=x', '', 'surplus=x']) {
    expect((await app.post(addressOf(0), nothing, FORM)).status).toBe(422)
  }
})
