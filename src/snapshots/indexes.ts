import { LRUCache } from 'lru-cache'
import { columnsOf, type IndexBuilder } from './index/build.ts'
import { CarIndex } from './index/car-index.ts'
import type { Columns } from './index/columns.ts'
import { fileNameOf, type IndexFiles, type IndexName } from './index-files.ts'
import type { Snapshot } from './read.ts'
import { rebuild } from './rebuild.ts'
import type { CarRows } from './rows.ts'

/** Open at once: the snapshots of a market that are read, and a few that are just being left. */
const MOST_OPEN = 8

/** A database whose indexes lie in files, so that other processes and a worker can make and open them. */
export type Filed = { files: IndexFiles; databaseUrl: string }

/** How indexes came to be open in this process, and what that took. */
export type IndexCounts = {
  /** found whole in a file */
  opened: number
  /** made again from the rows, because there was none or it could not be read */
  rebuilt: number
  /** s that all of that took */
  seconds: number
  /** bytes of the columns of the one that was opened last; mostly of a file, not of the heap */
  bytes: number
  /** s since 1970 when it was opened; 0: none has been */
  at: number
}

/** The indexes of a market's snapshots: opened once, and made again from the rows where one is missing or damaged. */
export class Indexes {
  private readonly opened = new LRUCache<string, Promise<CarIndex>>({ max: MOST_OPEN })
  readonly counts: IndexCounts = { opened: 0, rebuilt: 0, seconds: 0, bytes: 0, at: 0 }

  /** @param filed null: they live in this process, as the database does */
  constructor(
    private readonly rows: CarRows,
    private readonly filed: Filed | null,
  ) {}

  /** A second question for an index that is being opened waits for the first. */
  of(snapshot: Snapshot): Promise<CarIndex> {
    const name = fileNameOf(snapshot)
    const known = this.opened.get(name)
    if (known) return known
    const opening = this.timed(snapshot)
    this.opened.set(name, opening)
    opening.catch(() => {
      if (this.opened.peek(name) === opening) this.opened.delete(name)
    })
    return opening
  }

  /** Keeps the index of a snapshot that is about to be published. Should that fail, the first who asks makes it again. */
  async keep(name: IndexName, builder: IndexBuilder): Promise<void> {
    const columns = builder.finish()
    this.opened.delete(fileNameOf(name))
    if (this.filed === null) {
      this.opened.set(fileNameOf(name), Promise.resolve(new CarIndex(columns)))
      return
    }
    await this.filed.files.make(name, (path) => written(path, columns)).catch(() => {})
  }

  /** Removes all indexes but those of these imports. */
  async retain(imports: Iterable<number>): Promise<void> {
    await this.filed?.files.retain(new Set(imports)).catch(() => {})
  }

  private async timed(snapshot: Snapshot): Promise<CarIndex> {
    const begun = performance.now()
    const index = await this.open(snapshot)
    this.counts.seconds += (performance.now() - begun) / 1000
    this.counts.bytes = bytesOf(index.columns)
    this.counts.at = Date.now() / 1000
    return index
  }

  private async open(snapshot: Snapshot): Promise<CarIndex> {
    if (this.filed === null) {
      this.counts.rebuilt += 1
      return this.collected(snapshot)
    }
    const { files, databaseUrl } = this.filed
    const found = await files.open(snapshot).catch(() => null)
    if (found?.size === snapshot.cars) {
      this.counts.opened += 1
      return found
    }
    this.counts.rebuilt += 1
    try {
      return await files.make(snapshot, (path) => rebuild({ databaseUrl, snapshot, path }))
    } catch {
      // Without a file and without a worker: slower, and right. A snapshot that is gone says so here.
      return this.collected(snapshot)
    }
  }

  private async collected(snapshot: Snapshot): Promise<CarIndex> {
    return new CarIndex(await columnsOf(this.rows.all(snapshot), snapshot.cars))
  }
}

async function written(path: string, columns: Columns): Promise<void> {
  const { writeIndex } = await import('./index/file.ts')
  await writeIndex(path, columns)
}

function bytesOf({ texts, numbers, orders }: Columns): number {
  const columns = [...Object.values(texts), ...Object.values(numbers)]
  const codes = columns.reduce((sum, { codes: each }) => sum + each.byteLength, 0)
  const values = Object.values(texts).reduce((sum, { texts: each }) => sum + each.bytes.length, 0)
  return (
    codes + values + Object.values(orders).reduce((sum, each) => sum + (each?.byteLength ?? 0), 0)
  )
}
