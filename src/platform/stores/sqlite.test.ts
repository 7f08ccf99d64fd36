import { Database } from 'bun:sqlite'
import { afterAll, describe, expect, test } from 'bun:test'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { oldSqlite } from '../../../tests/support/market-0.1.0.ts'
import { temporaryFolder } from '../../../tests/support/server.ts'
import { openStores } from '../../stores.ts'
import { type Migration, migrate, openSqlite } from './sqlite.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

const base: Migration[] = [{ name: 'cars', up: 'CREATE TABLE cars (id TEXT)' }]
const ours: Migration = { name: 'traffic', up: 'CREATE TABLE traffic (at TEXT)' }
const theirs: Migration = {
  name: 'cars by id',
  up: (db) => db.run('CREATE INDEX cars_by_id ON cars (id)'),
}
const schemaOf = (db: Database) =>
  db.query<{ sql: string }, []>('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL').all()
const namesIn = (db: Database) =>
  db
    .query<{ name: string }, []>('SELECT name FROM migrations')
    .all()
    .map(({ name }) => name)

describe('the steps of a schema', () => {
  test.each([
    ['ours first', [...base, ours]],
    ['theirs first', [...base, theirs]],
    ['neither yet', base],
    ['nothing yet', []],
  ])('of two branches meet in either order: %s', (_, first) => {
    const db = new Database(':memory:')
    migrate(db, first)
    migrate(db, [...base, ours, theirs])
    const other = new Database(':memory:')
    migrate(other, [...base, theirs, ours])
    const sorted = (of: Database) =>
      schemaOf(of)
        .map(({ sql }) => sql)
        .toSorted()
    expect(sorted(db)).toEqual(sorted(other))
    expect(namesIn(db)).toEqual(['cars', 'cars by id', 'traffic'])
  })

  test('are run once', () => {
    let runs = 0
    const steps: Migration[] = [{ name: 'once', up: () => void runs++ }]
    const db = new Database(':memory:')
    for (let start = 0; start < 3; start++) migrate(db, steps)
    expect(runs).toBe(1)
  })

  test('that fail leave nothing, and are tried again', () => {
    const db = new Database(':memory:')
    const broken = { name: 'broken', up: 'CREATE TABLE half (x); CREATE NONSENSE' }
    expect(() => migrate(db, [...base, broken])).toThrow()
    expect(schemaOf(db)).toEqual([])
    migrate(db, [...base, { ...broken, up: 'CREATE TABLE whole (x)' }])
    expect(namesIn(db)).toEqual(['broken', 'cars'])
  })

  test('of a newer version are refused by name, and nothing is touched', () => {
    const db = new Database(':memory:')
    migrate(db, [...base, ours])
    const before = schemaOf(db)
    expect(() => migrate(db, [...base, theirs])).toThrow(
      'has "traffic", which this version does not know: start a newer Forecourt on it',
    )
    expect(schemaOf(db)).toEqual(before)
  })

  test('that 0.1.0 had counted are known, and 0.1.0 would refuse what comes of them', async () => {
    const path = join(folder.path, 'old.db')
    await (await openStores(await oldSqlite(path))).close()
    const db = new Database(path)
    expect(namesIn(db)).toEqual(expect.arrayContaining(['snapshots', 'imports', 'estimates']))
    // 0.1.0 knew three steps, and refused a database with more.
    expect(db.query('PRAGMA user_version').get()).toEqual({ user_version: 4 })
    const fresh = openSqlite(join(folder.path, 'fresh.db'), [])
    expect(fresh.query('PRAGMA user_version').get()).toEqual({ user_version: 4 })
    const indexesOf = async (of: Database) =>
      schemaOf(of).filter(({ sql }) => /changes_by_version/.test(sql)).length
    expect(await indexesOf(db)).toBe(1)
    db.close()
    fresh.close()
  })

  test('at every number of steps that 0.1.0 could have had', async () => {
    const steps = (upTo: number): Migration[] =>
      ['snapshots', 'imports', 'estimates'].map((name, at) => ({
        name,
        up: () => {
          if (at < upTo) throw new Error(`${name} was there`)
        },
      }))
    for (const had of [0, 1, 2, 3]) {
      const db = new Database(':memory:')
      db.run(`PRAGMA user_version = ${had}`)
      migrate(db, steps(had))
      expect(namesIn(db)).toHaveLength(3)
    }
  })
})

test('only its owner may read a database that is made, nor the files beside it', () => {
  const path = join(folder.path, 'made', 'private.db')
  const db = openSqlite(path, base)
  db.run("INSERT INTO cars VALUES ('a')")
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    expect([file, (statSync(file).mode & 0o777).toString(8)]).toEqual([file, '600'])
  }
  db.close()
})
