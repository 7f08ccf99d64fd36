import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { AccessRecord } from './record.ts'
import { type Segment, SegmentBuilder } from './segment.ts'

const FILE = /\.arrow$/
/** ms between two writes of what was recorded here */
const KEEP = 600_000
/** Requests after which it is written sooner */
const MANY = 100_000

type Settings = {
  /** null: what is recorded lives in memory alone */
  folder: string | null
  /** ms that records are kept */
  retention: number
}
type Opened = { name: string; segment: Segment }

/** Access records: those of this process, and those in the files of a folder, its own and imported ones. */
export class TrafficLog {
  #pending: AccessRecord[] = []
  #builder = new SegmentBuilder()
  #own: Segment | null = null
  #memory: { at: number; segment: Segment }[] = []
  #files = new Map<string, Segment>()
  readonly #settings: Settings
  readonly #timer: Timer

  constructor(settings: Settings) {
    this.#settings = settings
    this.#timer = setInterval(() => void this.keep().catch(() => {}), KEEP)
    this.#timer.unref()
  }

  add(record: AccessRecord): void {
    this.#pending.push(record)
    if (this.#pending.length >= MANY) void this.keep().catch(() => {})
  }

  /** Everything that is kept now. Files that others put there are found. */
  async segments(): Promise<Segment[]> {
    this.#take()
    this.#forget()
    const files = (await this.#opened()).map(({ segment }) => segment)
    if (this.#builder.size > 0) this.#own ??= this.#builder.finish()
    const memory = this.#memory.map(({ segment }) => segment)
    return [...files, ...memory, ...(this.#own ? [this.#own] : [])]
  }

  /** Writes what was recorded since the last time. */
  async keep(): Promise<void> {
    this.#take()
    this.#forget()
    if (this.#builder.size === 0) return
    const segment = this.#builder.finish()
    this.#builder = new SegmentBuilder()
    this.#own = null
    const kept = { at: Date.now(), segment }
    this.#memory.push(kept)
    const { folder } = this.#settings
    if (folder === null) return
    try {
      await keepSegment(folder, 'own', segment)
      this.#memory = this.#memory.filter((each) => each !== kept)
    } catch {
      // A folder that cannot be written to: it stays in memory, for as long as it is kept.
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.keep().catch(() => {})
  }

  #take(): void {
    if (this.#pending.length === 0) return
    for (const each of this.#pending) this.#builder.add(each)
    this.#pending = []
    this.#own = null
  }

  #forget(): void {
    const until = Date.now() - this.#settings.retention
    this.#memory = this.#memory.filter(({ at }) => at >= until)
    const { folder } = this.#settings
    if (folder === null || !existsSync(folder)) return
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      const { mtimeMs = Date.now() } = statSync(path, { throwIfNoEntry: false }) ?? {}
      if (mtimeMs < until) rmSync(path, { force: true })
    }
  }

  /** The library is loaded with the first file that there is. */
  async #opened(): Promise<Opened[]> {
    const { folder } = this.#settings
    if (folder === null || !existsSync(folder)) return []
    const names = readdirSync(folder).filter((name) => FILE.test(name))
    for (const name of this.#files.keys()) if (!names.includes(name)) this.#files.delete(name)
    if (names.length === 0) return []
    const { readSegment } = await import('./segment-file.ts')
    const readable = (path: string): Segment | null => {
      try {
        return readSegment(path)
      } catch {
        return null
      }
    }
    return names.flatMap((name) => {
      const segment = this.#files.get(name) ?? readable(join(folder, name))
      if (segment === null) return []
      this.#files.set(name, segment)
      return [{ name, segment }]
    })
  }
}

/** Puts a segment beside the others. @returns its path */
export async function keepSegment(folder: string, kind: string, segment: Segment): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${kind}-${Date.now()}-${crypto.randomUUID().slice(0, 8)}.arrow`)
  const { writeSegment } = await import('./segment-file.ts')
  await writeSegment(path, segment)
  return path
}
