import { Database, type SQLQueryBindings } from 'bun:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { aMarket, publish } from '../../../tests/support/cars.ts'
import { oldSqlite } from '../../../tests/support/market-0.1.0.ts'
import { temporaryFolder } from '../../../tests/support/server.ts'
import { SORTS, sortValue } from '../../listing/query.ts'
import { openStores } from '../../stores.ts'
import type { Snapshot } from '../read.ts'
import type { Stores } from '../stores.ts'
import { sqliteStores } from './stores.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

/** A database that tells the plan of every SELECT that it is asked. */
function explained(db: Database, plans: string[]): Database {
  return new Proxy(db, {
    get(target, key) {
      if (key === 'query') {
        return (sql: string) => {
          const statement = target.query<unknown, SQLQueryBindings[]>(sql)
          const tell = (params: SQLQueryBindings[]) => {
            const plan = target.query<{ detail: string }, SQLQueryBindings[]>(
              `EXPLAIN QUERY PLAN ${sql}`,
            )
            plans.push(
              plan
                .all(...params)
                .map(({ detail }) => detail)
                .join('; '),
            )
          }
          return {
            all: (...params: SQLQueryBindings[]) => {
              tell(params)
              return statement.all(...params)
            },
            get: (...params: SQLQueryBindings[]) => {
              tell(params)
              return statement.get(...params)
            },
          }
        }
      }
      const value = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

describe.each([
  ['a new market', async (path: string) => `sqlite:${path}`],
  ['a market of 0.1.0', oldSqlite],
])('every order of %s', (name, urlOf) => {
  const plans: string[] = []
  let stores: Stores
  let snapshot: Snapshot

  beforeAll(async () => {
    const path = `${folder.path}/${name.replaceAll(' ', '-')}.db`
    const made = await openStores(await urlOf(path))
    snapshot = (await made.cars.current()) ?? (await publish(made, 1, aMarket(3000)))
    await made.close()
    stores = sqliteStores(explained(new Database(path), plans), path)
  })
  afterAll(() => stores.close())

  test.each([...SORTS])(
    '%s is an index, forwards and back: nothing is sorted whole',
    async (sort) => {
      const { items } = await stores.cars.page(snapshot, { filter: {}, sort, limit: 24 })
      const last = items.at(-1)
      if (!last) throw new Error('there are no cars')
      const place = { value: sortValue(last, sort), id: last.id }
      plans.length = 0
      for (const at of [
        undefined,
        { ...place, towards: 'next' },
        { ...place, towards: 'prev' },
      ] as const) {
        await stores.cars.page(snapshot, { filter: {}, sort, limit: 24, ...(at && { at }) })
      }
      const lists = plans.filter((plan) => !plan.includes('COUNT'))
      expect(lists.filter((plan) => plan.includes('USING INDEX')).length).toBeGreaterThanOrEqual(3)
      expect(lists.filter((plan) => plan.includes('TEMP B-TREE FOR ORDER BY'))).toEqual([])
    },
  )

  test('the changes of one version are found without those of others', async () => {
    plans.length = 0
    for await (const _ of stores.cars.changed(snapshot.version)) break
    expect(plans[0]).toMatch(
      /SEARCH changes USING INDEX changes_by_version \(version=\? AND id>\?\)/,
    )
    expect(plans[0]).not.toMatch(/TEMP B-TREE|SCAN changes/)
  })
})
