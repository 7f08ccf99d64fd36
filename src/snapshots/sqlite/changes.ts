import type { Database } from 'bun:sqlite'
import type { Change, ChangeCounts, SnapshotReader } from '../read.ts'
import { all, one } from './rows.ts'
import { CHANGE_COUNTS } from './schema.ts'

const BATCH = 1000

/** What came, went and changed its price from one snapshot to the next. */
export function changesOf(
  db: Database,
): Pick<SnapshotReader, 'changes' | 'changed' | 'history' | 'arrivals'> {
  return {
    async changes(version) {
      const row = one(db, `SELECT ${CHANGE_COUNTS} FROM snapshots WHERE version = ?`, [version])
      return row && row.new !== null ? (row as ChangeCounts) : null
    },

    async *changed(version) {
      let after = ''
      for (;;) {
        const found = all(
          db,
          `SELECT changes.*, published_at FROM changes JOIN snapshots USING (version)
           WHERE version = ? AND id > ? ORDER BY id LIMIT ${BATCH}`,
          [version, after],
        ) as Change[]
        const last = found.at(-1)
        if (!last) return
        yield found
        after = last.id
      }
    },

    async history(id) {
      return all(
        db,
        `SELECT changes.*, published_at FROM changes JOIN snapshots USING (version)
         WHERE id = ? ORDER BY version`,
        [id],
      ) as Change[]
    },

    async arrivals(ids, before) {
      const found = all(
        db,
        `SELECT id, MAX(version), published_at FROM changes JOIN snapshots USING (version)
         WHERE kind = 'new' AND version < ? AND id IN (SELECT value FROM json_each(?)) GROUP BY id`,
        [before, JSON.stringify(ids)],
      )
      const first = one(db, 'SELECT published_at FROM snapshots ORDER BY version LIMIT 1')
      return {
        first: (first?.published_at ?? null) as string | null,
        later: new Map(found.map(({ id, published_at }) => [String(id), String(published_at)])),
      }
    },
  }
}
