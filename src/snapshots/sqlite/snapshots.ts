import type { Database, SQLQueryBindings } from 'bun:sqlite'
import type { SnapshotReader } from '../read.ts'
import { changesOf } from './changes.ts'
import { currentOf } from './current.ts'
import { all, one } from './rows.ts'
import { SNAPSHOT, toSnapshot } from './schema.ts'

/** @param grace ms that the cars of a removed snapshot stay readable */
export function snapshotsOf(db: Database, grace: number): SnapshotReader {
  const read = (condition: string, params: SQLQueryBindings[] = []) =>
    all(db, `SELECT ${SNAPSHOT} FROM snapshots WHERE ${condition}`, params).map(toSnapshot)

  const newest = () => read('removed = 0 ORDER BY version DESC LIMIT 1')[0] ?? null
  const currentNow = currentOf(db, newest)

  return {
    current: async () => currentNow(),
    currentNow,
    snapshots: async () => read('removed = 0 ORDER BY version DESC'),

    async readable(version) {
      const since = Date.now() - grace
      return read('version = ? AND (removed = 0 OR removed > ?)', [version, since])[0] ?? null
    },

    async model({ version }) {
      const row = one(db, 'SELECT model FROM snapshots WHERE version = ?', [version])
      return (row?.model ?? null) as string | null
    },

    ...changesOf(db),
  }
}
