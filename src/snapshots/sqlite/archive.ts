import type { Database } from 'bun:sqlite'
import type { Lineage } from '../../listing/car.ts'
import type { MarketArchive } from '../archive.ts'
import type { Indexes } from '../indexes.ts'
import type { Change, ChangeCounts } from '../read.ts'
import { rowsOf } from './cars.ts'
import { all, one } from './rows.ts'
import { CHANGE_COUNTS, LINEAGE, READ, SNAPSHOT, toCar, toSnapshot } from './schema.ts'
import { addSnapshot, dropLeftovers, SqliteDraft } from './write.ts'

/** @param grace ms that the cars of a removed snapshot stay readable */
export function sqliteArchive(db: Database, grace: number, indexes: Indexes): MarketArchive {
  return {
    async snapshots() {
      const columns = `${SNAPSHOT}, ${CHANGE_COUNTS}, removed, model`
      const rows = all(db, `SELECT ${columns} FROM snapshots ORDER BY version`)
      return rows.map(({ new: arrived, gone, price, removed, model, ...snapshot }) => ({
        ...toSnapshot(snapshot),
        model: model as string | null,
        changes: arrived === null ? null : ({ new: arrived, gone, price } as ChangeCounts),
        removed: removed !== 0,
      }))
    },

    async *stored(snapshot) {
      for (const rows of rowsOf(db, snapshot, `${READ}, ${LINEAGE}`)) {
        yield rows.map(({ file, line, raw, ...row }) => ({
          ...toCar(row),
          lineage: { file, line, raw } as Lineage,
        }))
      }
    },

    async restoreImport({ id, ...record }) {
      db.query('INSERT INTO imports (id, status, record) VALUES (?, ?, ?)').run(
        id,
        record.status,
        JSON.stringify(record),
      )
    },

    async restoreSnapshot(record, cars, changes) {
      const newest = Number(one(db, 'SELECT MAX(version) AS version FROM snapshots')?.version)
      if (record.version <= newest) {
        throw new Error(`snapshot ${record.version} cannot be put before snapshot ${newest}`)
      }
      await dropLeftovers(db, grace, indexes)
      if (!record.removed) {
        const draft = new SqliteDraft(db, record.import_id, grace, indexes)
        for await (const batch of cars) await draft.write(batch)
        await draft.complete(record.content_hash)
      }
      const insert = db.query('INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?)')
      const keep = db.transaction((batch: Change[]) => {
        for (const { version, id, title, kind, price_before, price_after } of batch) {
          insert.run(version, id, title, kind, price_before, price_after)
        }
      })
      for await (const batch of changes) keep(batch)
      addSnapshot(db, record, record.removed ? 1 : 0)
    },

    async erase() {
      db.transaction(() => {
        db.run('DELETE FROM snapshots')
        db.run('DELETE FROM held')
        db.run('DELETE FROM rejects')
        db.run('DELETE FROM imports')
        db.run(`DELETE FROM sqlite_sequence WHERE name = 'imports'`)
      })()
      await dropLeftovers(db, grace, indexes)
    },
  }
}
