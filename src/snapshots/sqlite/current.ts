import type { Database, Statement } from 'bun:sqlite'
import type { Snapshot } from '../read.ts'
import { one } from './rows.ts'

/** The newest snapshot, read again only once something was committed, by whichever process. */
export function currentOf(db: Database, read: () => Snapshot | null): () => Snapshot | null {
  let commits: (() => string | number) | null = null
  let known: { snapshot: Snapshot | null; at: string | number } | null = null
  return () => {
    // Looked for by the first question: a file that is damaged is told of to who asks, not to who opens it.
    commits ??= sharedCounter(db) ?? askedCounter(db)
    const at = commits()
    if (known?.at !== at) known = { snapshot: read(), at }
    return known.snapshot
  }
}

/**
 * What all processes on a database in WAL mode share: a commit is done as soon as it is counted in the head of that memory
 * (sqlite.org/walformat.html, 2.2), so a look at it tells what a statement would. null: there is none, or no way to it.
 */
function sharedCounter(db: Database): (() => number) | null {
  try {
    one(db, 'SELECT version FROM snapshots LIMIT 1')
    const memory = Bun.mmap(`${db.filename}-shm`)
    const head = new Uint32Array(memory.buffer, memory.byteOffset, 8)
    const [version, , , initialised] = head
    if (version !== WAL_INDEX_VERSION || initialised === 0) return null
    // How many commits, and the checksum of the last: a log that is begun anew has another.
    return () => ((head[2] ?? 0) % 2 ** 20) * 2 ** 32 + (head[6] ?? 0)
  } catch {
    return null
  }
}

const WAL_INDEX_VERSION = 3_007_000

/** What this connection changed, and whether another did. */
function askedCounter(db: Database): () => string {
  const own: Statement<{ n: number }, []> = db.prepare('SELECT total_changes() AS n')
  const others: Statement<{ data_version: number }, []> = db.prepare('PRAGMA data_version')
  return () => `${own.get()?.n} ${others.get()?.data_version}`
}
