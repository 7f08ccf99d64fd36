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

/** The indexes of a market's snapshots: opened once, and made again from the rows where one is missing or damaged. */
export class Indexes {
  private readonly opened = new LRUCache<string, Promise<CarIndex>>({ max: MOST_OPEN })

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
    const opening = this.open(snapshot)
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

  private async open(snapshot: Snapshot): Promise<CarIndex> {
    if (this.filed === null) return this.collected(snapshot)
    const { files, databaseUrl } = this.filed
    const found = await files.open(snapshot).catch(() => null)
    if (found?.size === snapshot.cars) return found
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
