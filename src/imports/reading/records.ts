import type { RawRecord } from '../../listing/row.ts'
import { message } from '../../platform/language/message.ts'
import { type Dialect, fits, mend, part, plainDialect } from './fields.ts'
import { LONG_CELL, LONGEST_CELL, LONGEST_ROW, TOO_LONG } from './limits.ts'
import { endOfQuoted, OPEN, tooLong } from './quotations.ts'

type Unplaced = Omit<RawRecord, 'line'>

/**
 * Cuts text into records, however the text is chunked. A line break inside quotation marks belongs to the field;
 * a quotation mark that never closes costs its own line only. A line without end is cut at LONGEST_ROW and passed
 * over: never more than that and one chunk is held.
 */
export class RecordSplitter {
  #rest = ''
  #line = 1
  #passingOver = false
  #dialect: Dialect
  #width: number | null

  /** `width`: fields of a row, where the header is known. A quotation that spoils it was not meant to span lines. */
  constructor(dialect: Dialect | string, width: number | null = null) {
    this.#width = width
    this.#dialect = typeof dialect === 'string' ? plainDialect(dialect) : dialect
  }

  push(text: string): RawRecord[] {
    return this.#cut(this.#rest + this.#afterTheLongLine(text), false)
  }

  end(): RawRecord[] {
    return this.#cut(this.#rest, true)
  }

  #afterTheLongLine(text: string): string {
    if (!this.#passingOver) return text
    const end = text.indexOf('\n')
    if (end < 0) return ''
    this.#passingOver = false
    return text.slice(end + 1)
  }

  #cut(text: string, last: boolean): RawRecord[] {
    const records: RawRecord[] = []
    const { quote: mark } = this.#dialect
    const nextMark = (from: number) => (mark === '' ? -1 : text.indexOf(mark, from))
    let start = 0
    let quote = nextMark(0)
    while (start < text.length) {
      let end = text.indexOf('\n', start)
      if (end < 0) {
        if (!last && text.length - start > LONGEST_ROW) {
          this.#add(records, { raw: text.slice(start), fields: [], problem: null })
          this.#passingOver = true
          start = text.length
          break
        }
        if (!last) break
        end = text.length
      }
      if (quote >= 0 && quote < start) quote = nextMark(start)
      if (quote < 0 || quote >= end) {
        this.#plain(content(text, start, end), records)
        start = end + 1
        continue
      }
      const close = endOfQuoted(text, start, this.#dialect)
      const unfinished = close === OPEN || close === text.length
      if (unfinished && !last && !tooLong(text, start)) break
      start = this.#quoted(text, { start, end, close }, records)
    }
    this.#rest = last ? '' : text.slice(start)
    return records
  }

  /** A record with marks: its line ends at `end`, its quotation at `close`. Returns where the next one begins. */
  #quoted(text: string, at: { start: number; end: number; close: number }, records: RawRecord[]) {
    const { start, end, close } = at
    const line = content(text, start, end)
    if (close !== OPEN && close <= end) {
      this.#add(records, this.#read(line))
      return end + 1
    }
    const whole = close === OPEN ? null : content(text, start, close)
    const read = whole === null ? null : readRecord(whole, this.#dialect, this.#width)
    if (whole !== null && read !== null && this.#belongsTogether(whole, read)) {
      this.#add(records, { raw: whole, ...read })
      return close + 1
    }
    const mended = line.length > LONGEST_ROW ? null : mend(line, this.#dialect, this.#width)
    const problem = message('a quotation mark opens and never closes')
    this.#add(
      records,
      mended === null
        ? { raw: line, fields: [], problem }
        : { raw: line, fields: mended, problem: null, repaired: true },
    )
    return end + 1
  }

  #read(raw: string): Unplaced {
    return { raw, ...readRecord(raw, this.#dialect, this.#width) }
  }

  /** Whether lines that a quotation joins are one record: the cells fit, or none of the lines is one by itself. */
  #belongsTogether(whole: string, { fields, problem }: Omit<Unplaced, 'raw'>): boolean {
    const width = this.#width
    if (problem !== null) return false
    if (fits({ fields, broken: false }, width)) return true
    const [, ...others] = whole.split('\n')
    return !others.some((line) => fits(part(content(line, 0, line.length), this.#dialect), width))
  }

  #plain(raw: string, records: RawRecord[]) {
    const { delimiter } = this.#dialect
    if (isEmpty(raw, delimiter)) this.#line += 1
    else if (raw.length > LONGEST_ROW) this.#add(records, { raw, fields: [], problem: null })
    else this.#add(records, { raw, fields: unquoted(raw, this.#dialect), problem: null })
  }

  #add(records: RawRecord[], record: Unplaced) {
    const { raw } = record
    records.push({ line: this.#line, ...withinLimits(record) })
    this.#line += 1
    for (let at = raw.indexOf('\n'); at >= 0; at = raw.indexOf('\n', at + 1)) this.#line += 1
  }
}

function withinLimits(record: Unplaced): Unplaced {
  const { raw, fields } = record
  if (raw.length > LONGEST_ROW) {
    // A copy: the slice alone would hold on to the whole.
    const kept = Buffer.from(raw.slice(0, LONGEST_ROW)).toString()
    return { raw: kept, fields: [], problem: TOO_LONG }
  }
  const long = raw.length > LONGEST_CELL && fields.some(({ length }) => length > LONGEST_CELL)
  return long ? { raw, fields: [], problem: LONG_CELL } : record
}

/** A record as it stands in the file, read as it was when it was cut out of it. */
export function recordOf(raw: string, dialect: Dialect, width: number | null): Unplaced {
  const quoted = dialect.quote !== '' && raw.includes(dialect.quote)
  return quoted
    ? { raw, ...readRecord(raw, dialect, width) }
    : { raw, fields: unquoted(raw, dialect), problem: null }
}

/** The cells of a record as it stands in the file. */
export const fieldsOf = (raw: string, delimiter: string): string[] =>
  recordOf(raw, plainDialect(delimiter), null).fields

function unquoted(raw: string, { delimiter, spaced }: Dialect): string[] {
  const fields = raw.split(delimiter)
  return spaced ? fields.map((field) => field.trimStart()) : fields
}

function readRecord(raw: string, dialect: Dialect, width: number | null): Omit<Unplaced, 'raw'> {
  if (raw.length > LONGEST_ROW) return { fields: [], problem: TOO_LONG }
  const found = part(raw, dialect)
  if (fits(found, width)) return { fields: found.fields, problem: null }
  const mended = raw.includes('\n') ? null : mend(raw, dialect, width)
  if (mended !== null) return { fields: mended, problem: null, repaired: true }
  const problem = found.broken ? message('quotation marks stand inside a field') : null
  return { fields: found.fields, problem }
}

function content(text: string, start: number, end: number): string {
  const stop = end > start && text[end - 1] === '\r' ? end - 1 : end
  return text.slice(start, stop)
}

function isEmpty(raw: string, delimiter: string): boolean {
  return raw === '' || (delimiter !== '\t' && raw.charCodeAt(0) <= 32 && raw.trim() === '')
}
