import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import type { Import } from '../snapshots/import.ts'
import { conditionsNow } from './conditions.ts'

let market: TestApp
beforeAll(async () => {
  market = await testApp()
})
afterAll(() => market.close())

const alertsOf = async (deps: Parameters<typeof conditionsNow>[0], now?: number) =>
  (await conditionsNow(deps, now)).map(({ alert }) => alert)
/** The deps as they are, with imports that say so. */
const saying = (change: Partial<Import>) => ({
  ...market.deps,
  imports: {
    ...market.deps.imports,
    async list() {
      const { items, total } = await market.stores.imports.list({ limit: 1 })
      return { items: items.map((each) => ({ ...each, ...change })), total }
    },
  },
})

test('a market that is well says so, on the page too', async () => {
  expect(await conditionsNow(market.deps)).toEqual([])
  expect(await (await market.get('/status')).text()).toContain('All is as it should be.')
})

test('what is wrong is said, with the alert that tells of the same', async () => {
  const later = Date.now() + 31 * 86_400_000
  expect(await alertsOf(market.deps, later)).toEqual(['ForecourtDataStale'])
  expect(await alertsOf(saying({ status: 'failed' }))).toEqual(['ForecourtImportFailed'])
  expect(await alertsOf(saying({ status: 'held' }))).toEqual(['ForecourtImportHeld'])
  const rows = {
    read: 10,
    published: 6,
    rejected: 4,
    duplicates: 0,
    repaired: 0,
    flagged: 0,
    untouched: 6,
  }
  expect(await alertsOf(saying({ rows }))).toEqual(['ForecourtManyRejects'])
  const indexes = { ...market.deps.indexes, rebuilt: 9 }
  expect(await alertsOf({ ...market.deps, indexes })).toEqual(['ForecourtIndexRebuilt'])
  const database = { ping: () => Promise.reject(new Error('away')) }
  expect(await alertsOf({ ...market.deps, database })).toEqual(['ForecourtStoreAway'])
})

test('an empty store, and in French', async () => {
  const empty = await testApp({}, { empty: true })
  const page = await empty.get('/status', { 'accept-language': 'fr' })
  expect(await page.text()).toContain('Aucun marché')
  await empty.close()
})
