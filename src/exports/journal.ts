import { appendFile, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from './durable.ts'
import { fingerprint } from './gzip-file.ts'
import { ExportedFile } from './manifest.ts'

/** What an unfinished extraction is of: another one cannot use its files. */
export type Basis = { ledger: string; newest_import: number }

/** Its name in the folder of an unfinished extraction. */
export const JOURNAL = 'journal.ndjson'

/** The finished files of an unfinished extraction, a line each, so that the next run need not make them again. */
export class Journal {
  private constructor(
    private readonly folder: string,
    readonly basis: Basis,
    private readonly finished: Map<string, ExportedFile>,
  ) {}

  static async begin(folder: string, basis: Basis): Promise<Journal> {
    await writeWhole(join(folder, JOURNAL), line(basis))
    return new Journal(folder, basis, new Map())
  }

  /** null: there is none, or none of these snapshots. */
  static async resume(folder: string, ledger: string): Promise<Journal | null> {
    const path = join(folder, JOURNAL)
    const text = await readFile(path, 'utf8').catch(() => '')
    // A line that a kill cut short has no line break; the next one must not be appended to it.
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    try {
      const [basis, ...files] = whole.split('\n').filter(Boolean).map(parse)
      if ((basis as Basis | undefined)?.ledger !== ledger) return null
      if (whole !== text) await writeWhole(path, whole)
      const known = files.map((file) => ExportedFile.parse(file))
      return new Journal(folder, basis as Basis, new Map(known.map((file) => [file.name, file])))
    } catch {
      return null
    }
  }

  /** A file that was finished and still is what it was; else null. */
  async reusable(name: string): Promise<ExportedFile | null> {
    const file = this.finished.get(name)
    if (!file) return null
    const found = await fingerprint(join(this.folder, name)).catch(() => null)
    return found?.sha256 === file.sha256 && found.bytes === file.bytes ? file : null
  }

  async add(files: ExportedFile[]): Promise<void> {
    const path = join(this.folder, JOURNAL)
    await appendFile(path, files.map(line).join(''))
    const file = await open(path, 'r+')
    await file.sync()
    await file.close()
  }
}

const line = (value: object) => `${JSON.stringify(value)}\n`
const parse = (text: string): unknown => JSON.parse(text)
