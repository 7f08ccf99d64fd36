import Papa from 'papaparse'
import type { RawRecord } from '../../listing/row.ts'
import { message } from '../../platform/language/message.ts'
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
  #delimiter: string
  #width: number | null

  /** `width`: fields of a row, where the header is known. A quotation that spoils it was not meant to span lines. */
  constructor(delimiter: string, width: number | null = null) {
    this.#width = width
    this.#delimiter = delimiter
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
    let start = 0
    let quote = text.indexOf('"')
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
      if (quote >= 0 && quote < start) quote = text.indexOf('"', start)
      if (quote < 0 || quote >= end) {
        this.#plain(text, start, end, records)
        start = end + 1
        continue
      }
      const close = endOfQuoted(text, start, this.#delimiter)
      const unfinished = close === OPEN || close === text.length
      if (unfinished && !last && !tooLong(text, start)) break
      const record = close === OPEN ? null : parse(content(text, start, close), this.#delimiter)
      if (record !== null && (close <= end || this.#fits(record))) {
        this.#add(records, record)
        start = close + 1
      } else {
        this.#add(records, {
          raw: content(text, start, end),
          fields: [],
          problem: message('a quotation mark opens and never closes'),
        })
        start = end + 1
      }
    }
    this.#rest = last ? '' : text.slice(start)
    return records
  }

  #plain(text: string, start: number, end: number, records: RawRecord[]) {
    const raw = content(text, start, end)
    if (isEmpty(raw, this.#delimiter)) this.#line += 1
    else if (raw.length > LONGEST_ROW) this.#add(records, { raw, fields: [], problem: null })
    else this.#add(records, { raw, fields: raw.split(this.#delimiter), problem: null })
  }

  #fits({ fields, problem }: Unplaced): boolean {
    return problem === null && (this.#width === null || fields.length === this.#width)
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

/** The cells of a record as it stands in the file. */
export function fieldsOf(raw: string, delimiter: string): string[] {
  return raw.includes('"') ? parse(raw, delimiter).fields : raw.split(delimiter)
}

function parse(raw: string, delimiter: string): Unplaced {
  if (raw.length > LONGEST_ROW) return { raw, fields: [], problem: TOO_LONG }
  const { data, errors } = Papa.parse<string[]>(raw, { delimiter, newline: '\n' })
  const failed = data.length !== 1 || errors.length > 0
  const problem = failed ? message('quotation marks stand inside a field') : null
  return { raw, fields: data[0] ?? [], problem }
}

function content(text: string, start: number, end: number): string {
  const stop = end > start && text[end - 1] === '\r' ? end - 1 : end
  return text.slice(start, stop)
}

function isEmpty(raw: string, delimiter: string): boolean {
  return raw === '' || (delimiter !== '\t' && raw.charCodeAt(0) <= 32 && raw.trim() === '')
}
