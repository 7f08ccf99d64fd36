import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { type TestApp, testApp } from '../../../tests/support/app.ts'
import { temporaryFolder } from '../../../tests/support/server.ts'
import type { Import } from '../../snapshots/import.ts'
import { oddities } from './oddity.ts'

const folder = temporaryFolder()
let app: TestApp
const HEADER = 'brand,model,year,km,price,fuel'
const row = (n: number, price = 400_000 + n * 1_000) =>
  `Maruti,Swift ${n},${2012 + (n % 10)},${20_000 + n * 100},${price},petrol`
const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => row(from + at))
const listOf = (...lines: string[]) => `${[HEADER, ...lines].join('\n')}\n`

beforeAll(async () => {
  app = await testApp(
    { RULE_PACK: 'none', IMPORT_FOLDERS: folder.path, SOURCE_DIR: join(folder.path, 'sources') },
    { empty: true },
  )
}, 30_000)
afterAll(async () => {
  await app.deps.importer.stop()
  await app.close()
  folder.remove()
})

async function imported(text: string, options: Record<string, unknown> = {}): Promise<Import> {
  await Bun.write(join(folder.path, 'list.csv'), text)
  const answer = await app.post('/api/imports', JSON.stringify({ source: 'list.csv', ...options }))
  const { id } = (await answer.json()) as Import
  for (;;) {
    const run = await app.deps.imports.find(id)
    if (run && run.status !== 'running') return run
    await Bun.sleep(10)
  }
}
const decide = async (path: string) => {
  const answer = await app.post(path)
  return { status: answer.status, body: (await answer.json()) as Import & { detail: string } }
}
/** What somebody finds who asks once the answer before has reached him: never in the same turn of the event loop. */
async function readers(): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve))
  return (await (await app.get('/api/cars?limit=1')).json()).total
}

describe('what looks wrong is held, and decided on', () => {
  test('first a market', async () => {
    expect(await imported(listOf(...rows(0, 100)))).toMatchObject({
      status: 'published',
      snapshot: 1,
    })
  })

  test('a preview is whole and out of sight, with what would change, until it is published', async () => {
    const list = listOf(
      ...rows(2, 100),
      row(100),
      row(0, 399_000),
      row(1, 500_000),
      'Maruti,,2020,1,1,',
    )
    const run = await imported(list, { preview: true })
    expect(run).toMatchObject({
      status: 'held',
      snapshot: null,
      held_because: 'It is to be seen first',
      rows: { read: 102, published: 101, rejected: 1 },
      comparison: {
        before: { cars: 100 },
        after: { cars: 101 },
        new: 1,
        gone: 0,
        dearer: 1,
        cheaper: 1,
      },
    })
    expect(await readers()).toBe(100)
    const html = await (await app.get(`/imports/${run.id}`)).text()
    expect(html).toContain('The first cars, as they will stand')
    expect(html).toContain('Maruti,,2020,1,1,')
    expect(html).toContain(`action="/imports/${run.id}/publication"`)
    const { status, body } = await decide(`/api/imports/${run.id}/publication`)
    expect([status, body.status, body.snapshot]).toEqual([200, 'published', 2])
    expect(await readers()).toBe(101)
    expect((await decide(`/api/imports/${run.id}/publication`)).status).toBe(409)
    expect((await decide('/api/imports/999/publication')).status).toBe(404)
  })

  test.each([
    ['takes away too many cars', listOf(...rows(40, 100)), /cars would be gone/],
    [
      'is rejected too often',
      listOf(...rows(0, 101), ...Array.from({ length: 40 }, () => 'Maruti,,2020,1,1,petrol')),
      /of the rows were rejected: 40 of 141/,
    ],
    [
      'moves the price too far',
      listOf(...Array.from({ length: 101 }, (_, n) => row(n, 900_000))),
      /price in the middle would move/,
    ],
    [
      'says less of its cars',
      listOf(...rows(0, 101)).replaceAll(/,[^,\n]*$/gm, ''),
      /The last list said more of its cars: fuel/,
    ],
  ])('a list that %s', async (_, list, words) => {
    const run = await imported(list)
    expect(run).toMatchObject({ status: 'held', snapshot: null })
    expect(run.held_because).toMatch(words)
    expect(await readers()).toBe(101)
    const { status, body } = await decide(`/api/imports/${run.id}/cancellation`)
    expect([status, body.status]).toEqual([202, 'cancelled'])
    const late = await decide(`/api/imports/${run.id}/publication`)
    expect([late.status, late.body.detail]).toEqual([
      409,
      `Import ${run.id} is not held: there is nothing to decide.`,
    ])
  })

  test('what asks how it is read is answered first, and then seen before it is published', async () => {
    const asks = `make,model,year,price,mileage\nAudi,A1,2017,£12500,15735\n`
    const run = await imported(asks)
    expect(run.questions?.map(({ about }) => about)).toContain('rate')
    expect((await decide(`/api/imports/${run.id}/publication`)).body.detail).toContain('asks how')
    const answers = { currency: 'GBP', rate: 100, unit: 'mi', preview: true }
    const answer = await app.post(`/api/imports/${run.id}/answers`, JSON.stringify(answers))
    expect(answer.status).toBe(202)
    const { id } = (await answer.json()) as Import
    while ((await app.deps.imports.find(id))?.status === 'running') await Bun.sleep(10)
    const next = (await app.deps.imports.find(id)) as Import
    expect(next).toMatchObject({ status: 'held', questions: [] })
    expect(next.comparison).toMatchObject({ new: 1, gone: 101 })
    await decide(`/api/imports/${id}/cancellation`)
  })

  test('one goes back to an earlier snapshot, which is one of its own, and what is undone stays undone', async () => {
    const list = listOf(...rows(0, 102))
    const newer = await imported(list)
    expect(newer).toMatchObject({ status: 'published', snapshot: 3 })
    const { items } = await (await app.get('/api/snapshots')).json()
    expect(
      items.map((each: { version: number; current: boolean }) => [each.version, each.current]),
    ).toEqual([
      [3, true],
      [2, false],
      [1, false],
    ])
    const { status, body } = await decide('/api/snapshots/2/publication')
    expect([status, body.status, body.snapshot, body.restored]).toEqual([200, 'published', 4, 2])
    expect(await readers()).toBe(101)
    expect(body.changes).toEqual({ new: 0, gone: 1, price: 2 })
    expect(await app.deps.imports.find(newer.id)).toMatchObject({ status: 'rolled_back' })
    expect(body.rows).toMatchObject({ read: 102, rejected: 1 })
    expect((await app.deps.imports.rejects(body.id, { offset: 0, limit: 9 })).total).toBe(1)
    // A restart that imports it again does not bring it back by itself.
    expect(await imported(list)).toMatchObject({
      status: 'held',
      held_because: 'It was taken back before, as snapshot 3',
    })
    expect((await decide('/api/snapshots/4/publication')).status).toBe(409)
    expect((await decide('/api/snapshots/99/publication')).status).toBe(404)
    expect((await decide('/api/snapshots/x/publication')).status).toBe(404)
    const page = await (await app.get('/imports')).text()
    expect(page).toContain('action="/snapshots/3/publication"')
    expect(page).toContain('restored from snapshot 2')
  })

  test('nothing is decided while an import runs', async () => {
    const lease = await app.deps.imports.lease('import', 10_000)
    expect((await decide('/api/snapshots/1/publication')).status).toBe(409)
    await lease?.release()
  })

  test('the pages decide as the API does', async () => {
    const run = await imported(listOf(...rows(0, 103)), { preview: true })
    const form = { origin: 'http://localhost' }
    const published = await app.post(`/imports/${run.id}/publication`, '', form)
    expect([published.status, published.headers.get('location')]).toEqual([
      303,
      `/imports/${run.id}`,
    ])
    expect(await readers()).toBe(103)
    const [, before] = await app.stores.cars.snapshots()
    const back = await app.post(`/snapshots/${before?.version}/publication`, '', form)
    expect(back.status).toBe(303)
    expect(await readers()).toBe(101)
  })
})

test('profiles are listed, exported, named, and kept for the next file', async () => {
  const { items } = await (await app.get('/api/profiles')).json()
  expect(items.length).toBeGreaterThan(0)
  const { fingerprint } = items[0]
  const one = await (await app.get(`/api/profiles/${fingerprint}`)).json()
  expect(one).toEqual(items[0])
  const keep = (body: object) => app.post('/api/profiles', JSON.stringify(body))
  const named = { ...one, name: 'cars of the north' }
  expect((await keep(named)).status).toBe(200)
  expect(await (await app.get(`/api/profiles/${fingerprint}`)).json()).toEqual(named)
  expect((await keep({ name: 'x' })).status).toBe(422)
  expect((await keep({ ...named, colour: 'red' })).status).toBe(422)
  expect((await app.get('/api/profiles/0000000000000000')).status).toBe(404)
})

test('limits: 0 is never, few rows say nothing, and a sample is there to be replaced', () => {
  const size = (cars: number) => ({ cars, median_price: 100 })
  const comparison = { before: size(100), after: size(10), new: 0, gone: 90, dearer: 0, cheaper: 0 }
  const counted = {
    read: 100,
    published: 10,
    rejected: 90,
    duplicates: 0,
    repaired: 0,
    flagged: 0,
    untouched: 10,
  }
  const odd = (different: object) =>
    oddities({
      limits: { gone: 20, rejected: 20, price: 30 },
      rows: counted,
      comparison,
      publisher: null,
      profile: undefined,
      ...different,
    }).length
  expect(odd({})).toBe(2)
  expect(odd({ limits: { gone: 0, rejected: 0, price: 0 } })).toBe(0)
  expect(odd({ rows: { ...counted, read: 49, rejected: 40 } })).toBe(1)
  expect(odd({ comparison: { ...comparison, before: size(49) } })).toBe(1)
  expect(odd({ publisher: { source: 'the bundled sample' } })).toBe(1)
  expect(odd({ comparison: { ...comparison, before: null } })).toBe(1)
})
