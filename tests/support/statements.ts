import { Database, type Statement } from 'bun:sqlite'

/** What SQLite was asked to do. */
export type Work = {
  statements: number
  /** rows handed over, and each car of the snapshot for every statement that walks through all of them */
  rows: number
}

/** A walk through a whole snapshot: SQLite's own word for it, and nothing that ends it early. */
const WALK = /^SCAN cars_\d+/
const ENDS_EARLY = /\bLIMIT\b/i
/** Not work but its brackets, and what a connection knows without its file. */
const BRACKETS = /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA|SELECT total_changes\(\))/i

/**
 * Counts the statements of all databases that are opened from now on, in place of time: a machine can be slow, a count
 * cannot. `work` gives what one piece of work took; `stop` puts everything back.
 */
export function countStatements(carsInSnapshot: () => number) {
  const { prepare, query, run } = Database.prototype
  const walks = new Map<string, number>()
  let counted: Work = { statements: 0, rows: 0 }

  const count = (db: Database, sql: string, rows: number) => {
    if (BRACKETS.test(sql)) return
    counted.statements += 1
    counted.rows += rows + walksOf(db, sql) * carsInSnapshot()
  }
  const walksOf = (db: Database, sql: string): number => {
    if (!/^\s*(SELECT|WITH)\b/i.test(sql) || ENDS_EARLY.test(sql)) return 0
    const known = walks.get(sql)
    if (known !== undefined) return known
    const explain = prepare.call(db, `EXPLAIN QUERY PLAN ${sql}`)
    const plan = explain.all() as { detail: string }[]
    // One that is still open holds what a migration would drop.
    explain.finalize()
    const found = plan.filter(({ detail }) => WALK.test(detail)).length
    walks.set(sql, found)
    return found
  }

  const watched = new WeakSet<Statement>()
  const watch = (db: Database, sql: string, statement: Statement): Statement => {
    if (watched.has(statement)) return statement
    watched.add(statement)
    for (const name of ['all', 'get', 'values', 'run'] as const) {
      const original = statement[name].bind(statement) as (...given: unknown[]) => unknown
      const value = (...given: unknown[]) => {
        const result = original(...given)
        const one = name === 'get' && result ? 1 : 0
        count(db, sql, Array.isArray(result) && name !== 'get' ? result.length : one)
        return result
      }
      Object.defineProperty(statement, name, { value })
    }
    return statement
  }
  Database.prototype.prepare = function (this: Database, sql: string, ...more: never[]) {
    return watch(this, sql, prepare.call(this, sql, ...more))
  } as typeof prepare
  Database.prototype.query = function (this: Database, sql: string) {
    return watch(this, sql, query.call(this, sql))
  } as typeof query
  Database.prototype.run = function (this: Database, sql: string, ...more: never[]) {
    count(this, sql, 0)
    return run.call(this, sql, ...more)
  } as typeof run

  return {
    async work<T>(doing: () => Promise<T>): Promise<Work & { result: T }> {
      counted = { statements: 0, rows: 0 }
      const result = await doing()
      return { ...counted, result }
    },
    stop() {
      Object.assign(Database.prototype, { prepare, query, run })
    },
  }
}
