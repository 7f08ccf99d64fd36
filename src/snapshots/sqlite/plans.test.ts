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

  test('of 0.1.0 is made over to the same form', async () => {
    const path = join(folder.path, 'made-over.db')
    await (await openStores(await oldSqlite(path))).close()
    const db = new Database(path, { readonly: true })
    const tables = db
      .query<{ name: string; sql: string }, []>(
        `SELECT name, sql FROM sqlite_master WHERE tbl_name GLOB 'cars_*' ORDER BY name`,
      )
      .all()
    const names = tables.map(({ name }) => name)
    expect(names.filter((name) => /^cars_\d+$/.test(name)).length).toBeGreaterThan(1)
    for (const name of names) expect(name).toMatch(/^cars_\d+(_by_id)?$/)
    for (const { name, sql } of tables) {
      if (/^cars_\d+$/.test(name)) expect(sql).toContain('fields TEXT NOT NULL')
    }
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
    expect(names(`SELECT name FROM pragma_index_list('cars_1')`)).toEqual(['cars_1_by_id'])
    expect(names(`SELECT name FROM pragma_table_info('cars_1')`)).toEqual([
      'id',
      'title',
      'price',
      'fields',
      'file',
      'line',
      'raw',
    ])
    db.close()
  })
})
