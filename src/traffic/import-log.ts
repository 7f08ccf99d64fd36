import { appendFileSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseLine } from './parse-line.ts'
import { SegmentBuilder } from './segment.ts'
import { keepSegment } from './traffic-log.ts'

/** Lines of one segment: more would have to be held at once */
const MANY = 1_000_000
const LONGEST = 65_536

export type Imported = { lines: number; malformed: number; seconds: number }

/** Reads a log into segments. A file that cannot be read throws. */
export async function importLog(file: string, folder: string): Promise<Imported> {
  const begun = performance.now()
  const taking = new Taking(folder, basename(file))
  for await (const line of linesOf(file)) {
    taking.take(line)
    if (taking.size >= MANY) await taking.keep()
  }
  await taking.keep()
  return { ...taking.counts, seconds: (performance.now() - begun) / 1000 }
}

/** Takes lines into a segment; those that are none go to a file beside it. */
export class Taking {
  readonly counts = { lines: 0, malformed: 0 }
  #builder = new SegmentBuilder()
  #wrong: string[] = []

  constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  get size(): number {
    return this.#builder.size + this.#wrong.length
  }

  take(line: string): void {
    if (line === '') return
    this.counts.lines += 1
    const record = line.length > LONGEST ? null : parseLine(line)
    if (record) this.#builder.add(record)
    else this.#wrong.push(line)
  }

  async keep(): Promise<void> {
    const wrong = this.#wrong
    if (this.size === 0) return
    this.counts.malformed += wrong.length
    this.#builder.malformed = wrong.length
    const segment = this.#builder.finish()
    this.#builder = new SegmentBuilder()
    this.#wrong = []
    if (wrong.length > 0) {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 })
      appendFileSync(join(this.folder, `${this.name}.malformed`), `${wrong.join('\n')}\n`)
    }
    await keepSegment(this.folder, 'import', segment)
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const bytes = Bun.file(file).stream()
  const plain = /\.gz$/.test(file) ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of plain) {
    const text = rest + decoder.decode(chunk, { stream: true })
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      yield text.slice(from, text.charCodeAt(end - 1) === 13 ? end - 1 : end)
      from = end + 1
    }
    rest = text.slice(from)
    // What has no end is no line.
    if (rest.length > 16 * LONGEST) rest = ''
  }
  if (rest !== '') yield rest
}
