import { join } from 'node:path'
import { readRows } from '../exports/ndjson.ts'
import type { ExtractedReject } from '../exports/parts.ts'
import { Walk } from '../exports/walk.ts'
import type { StoredCar } from '../listing/car.ts'
import type { SnapshotRecord } from '../snapshots/archive.ts'
import type { Import, Reject } from '../snapshots/import.ts'
import type { Change } from '../snapshots/read.ts'
import type { MovedFrom } from './move.ts'

/** An extraction as if it were a database: front to back, so that each file is read through once and none has to fit into memory. */
export function extractedStores(folder: string): MovedFrom {
  const file = (name: string) => join(folder, `${name}.ndjson.gz`)
  return {
    about: `the extraction in ${folder}`,
    cars: changesIn(file),
    imports: importsIn(file),
    archive: snapshotsIn(file),
  }
}

type FileOf = (name: string) => string

function snapshotsIn(file: FileOf): MovedFrom['archive'] {
  return {
    async snapshots() {
      const snapshots: SnapshotRecord[] = []
      for await (const batch of readRows<SnapshotRecord>(file('snapshots'))) {
        snapshots.push(...batch)
      }
      return snapshots
    },
    stored: ({ version }) => readRows<StoredCar>(file(`cars-${version}`)),
  }
}

function changesIn(file: FileOf): MovedFrom['cars'] {
  const changes = new Walk<Change>(file('changes'), ({ version }) => version)
  return {
    async *changed(version) {
      for (let offset = 0; ; ) {
        const batch = await changes.take(version, offset, BATCH)
        if (batch.length > 0) yield batch
        if (batch.length < BATCH) return
        offset += batch.length
      }
    },
  }
}

function importsIn(file: FileOf): MovedFrom['imports'] {
  // Newest first, so their numbers turned round go upwards.
  const imports = new Walk<Import>(file('imports'), ({ id }) => -id)
  const rejects = new Walk<ExtractedReject>(file('rejects'), (reject) => -reject.import)
  return {
    async list({ limit, before }) {
      const above = before === undefined ? Number.NEGATIVE_INFINITY : -before
      const items = await imports.after(above, limit)
      return { items, total: items.length }
    },
    async rejects(id, { offset, limit }) {
      const found = await rejects.take(-id, offset, limit)
      const items = found.map(({ import: _, ...reject }): Reject => reject)
      return { items, total: offset + items.length }
    },
  }
}

const BATCH = 500
