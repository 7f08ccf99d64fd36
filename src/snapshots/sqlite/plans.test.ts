import { Database } from 'bun:sqlite'
import { afterAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { aMarket, publish } from '../../../tests/support/cars.ts'
import { oldSqlite } from '../../../tests/support/market-0.1.0.ts'
import { temporaryFolder } from '../../../tests/support/server.ts'
import { openStores } from '../../stores.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

describe('a database', () => {
  test('finds the changes of one version without those of others', async () => {
    const path = join(folder.path, 'old.db')
    await (await openStores(await oldSqlite(path))).close()
    const db = new Database(path, { readonly: true })
    const sql = 'SELECT * FROM changes WHERE version = 3 AND id > ? ORDER BY id LIMIT 9'
    const plan = db.query<{ detail: string }, []>(`EXPLAIN QUERY PLAN ${sql}`).all()
    expect(plan.map(({ detail }) => detail)).toEqual([
      'SEARCH changes USING INDEX changes_by_version (version=? AND id>?)',
    ])
    db.close()
  })

  test('keeps of a car what it is read from, and no index but that of ids', async () => {
    const path = join(folder.path, 'new.db')
    const stores = await openStores(`sqlite:${path}`)
    await publish(stores, 1, aMarket(50))
    await stores.close()
    const db = new Database(path, { readonly: true })
    const names = (sql: string) =>
      db
        .query<{ name: string }, []>(sql)
        .all()
        .map(({ name }) => name)
    expect(names(`SELECT name FROM pragma_index_list('cars_1')`)).toEqual([
      'sqlite_autoindex_cars_1_1',
    ])
    const [car] = aMarket(1)
    const { lineage, ...fields } = car ?? {}
    expect(names(`SELECT name FROM pragma_table_info('cars_1')`).toSorted()).toEqual(
      [...Object.keys(fields), ...Object.keys(lineage ?? {})].toSorted(),
    )
    db.close()
  })
})
