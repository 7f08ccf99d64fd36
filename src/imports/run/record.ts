import { inEnglish, type Message } from '../../platform/language/message.ts'
import { redact } from '../../platform/redact.ts'
import type { Import } from '../../snapshots/import.ts'
import type { CarFile } from '../reading/inspect.ts'
import { ABOUT } from '../reading/rejects.ts'

export type Ending = Partial<Omit<Import, 'id'>>

export const now = (): string => new Date().toISOString()

/** The record of an import that is about to read its source. */
export function newRecord(source: string, rule_pack: string): Omit<Import, 'id'> {
  return {
    source: redact(source),
    status: 'running',
    rule_pack,
    as_of: null,
    started_at: now(),
    finished_at: null,
    error: null,
    progress: { phase: 'surveying', rows: 0, total_rows: null, bytes: 0, total_bytes: 0 },
    rows: {
      read: 0,
      published: 0,
      rejected: 0,
      duplicates: 0,
      repaired: 0,
      flagged: 0,
      untouched: 0,
    },
    checksum: null,
    rules: [],
    blanks: [],
    engine: { not_applicable: 0, missing_in_source: 0, repaired: 0, missing: 0 },
    files: [],
    changes: null,
    snapshot: null,
  }
}

/** What a record keeps of a file. */
export function describe(file: CarFile) {
  const { name, bytes, sha256, encoding, delimiter, columns, refused, table } = file
  const header = refused ? [...columns.header, ...ABOUT] : columns.header
  const told = { name, bytes, sha256, encoding, delimiter, columns: header.length, header }
  return table?.sheet === undefined ? told : { ...told, sheet: table.sheet }
}

/** How an import ends whose source is that of the current snapshot; `publisher`: the import that published it. */
export function unchanged(publisher: Import | null, snapshot: number, as_of: string): Ending {
  const same = {
    status: 'unchanged',
    snapshot,
    as_of,
    changes: { new: 0, gone: 0, price: 0 },
  } as const
  if (!publisher) return same
  const { rows, checksum, rules, blanks, engine, files, progress } = publisher
  return { ...same, rows, checksum, rules, blanks, engine, files, progress }
}

/** What a record says of how its file is read: of the first that asks something, else of the first. */
export function understood(files: readonly CarFile[]): Ending {
  const file = files.find(({ reading }) => reading.questions.length > 0) ?? files[0]
  if (!file) return {}
  const { profile, described, questions } = file.reading
  return {
    profile,
    columns: described.map(({ name, fields, leftOut, sample, evidence }) => ({
      ...{ name, fields, left_out: leftOut, sample },
      evidence: evidence.map(inEnglish),
    })),
    questions: questions.map(({ about, words, option }) => ({
      ...{ about, option },
      text: inEnglish(words),
    })),
    said: {
      evidence: described.map(({ evidence }) => evidence),
      questions: questions.map(({ words }) => words),
    },
  }
}

/** How an import ends that is whole, and waits for somebody to look at it. */
export function waiting(found: Ending, reasons: readonly Message[]): Ending {
  const { said } = found
  return {
    status: 'held',
    held_because: reasons.map(inEnglish).join('; '),
    said: { evidence: said?.evidence ?? [], questions: [], because: [...reasons] },
  }
}

/** How an import ends that has something to ask. */
export function held(files: readonly CarFile[]): Ending {
  const found = understood(files)
  const because = found.questions?.map(({ text }) => text).join('; ') ?? ''
  return { ...found, status: 'held', held_because: because, files: files.map(describe) }
}
