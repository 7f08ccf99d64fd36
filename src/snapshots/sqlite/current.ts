import type { Database } from 'bun:sqlite'
import type { Snapshot } from '../read.ts'

/**
 * The newest snapshot, read again only once something was committed: by this connection, which counts its changes, or by
 * another, which changes the version of the file's data. That is looked up once for all who ask in one turn of the event
 * loop: whoever asks in it has asked before.
 */
export function currentOf(db: Database, read: () => Snapshot | null): () => Snapshot | null {
  // Prepared by the first question: a file that is damaged is told of to who asks, not to who opens it.
  const ownChanges = () =>
    db.query<{ n: number }, []>('SELECT total_changes() AS n').get()?.n ?? 0
  const dataVersion = () =>
    db.query<{ data_version: number }, []>('PRAGMA data_version').get()?.data_version ?? 0
  let looked = false
  let known: { snapshot: Snapshot | null; own: number; others: number } | null = null
  return () => {
    const own = ownChanges()
    if (known && looked && known.own === own) return known.snapshot
    const others = dataVersion()
    if (known?.own !== own || known.others !== others) known = { snapshot: read(), own, others }
    looked = true
    setImmediate(() => {
      looked = false
    })
    return known.snapshot
  }
}
