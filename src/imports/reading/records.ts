import Papa from 'papaparse'
import { type Message, message } from '../../platform/language/message.ts'

/** A row as it stands in the file: `line` is the physical line on which it begins, `raw` its exact text. */
export type RawRecord = { line: number; raw: string; fields: string[]; problem: Message | null }

type Unplaced = Omit<RawRecord, 'line'>

/** A quotation longer than this was never meant as one: the row is malformed and the next line is read. */
const MAX_QUOTED = 64 * 1024
const MAX_QUOTED_LINES = 200

const QUOTE = 34
const LF = 10
const OPEN = -1

/**
 * Cuts text into records, however the text is chunked. A line break inside quotation marks belongs to the field;
 * a quotation mark that never closes costs its own line only.
 */
export class RecordSplitter {
  #rest = ''
  #line = 1
  #delimiter: string
  #delimiterCode: number
  #width: number | null

  /** `width`: fields of a row, where the header is known. A quotation that spoils it was not meant to span lines. */
  constructor(delimiter: string, width: number | null = null) {
    this.#width = width
    this.#delimiter = delimiter
    this.#delimiterCode = delimiter.charCodeAt(0)
  }

  push(text: string): RawRecord[] {
    return this.#cut(this.#rest + text, false)
  }

  end(): RawRecord[] {
    return this.#cut(this.#rest, true)
  }

  #cut(text: string, last: boolean): RawRecord[] {
    const records: RawRecord[] = []
    let start = 0
    let quote = text.indexOf('"')
    while (start < text.length) {
      let end = text.indexOf('\n', start)
      if (end < 0) {
        if (!last) break
        end = text.length
      }
      if (quote >= 0 && quote < start) quote = text.indexOf('"', start)
      if (quote < 0 || quote >= end) {
        this.#plain(text, start, end, records)
        start = end + 1
        continue
      }
      const close = this.#endOfQuoted(text, start)
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
    else this.#add(records, { raw, fields: raw.split(this.#delimiter), problem: null })
  }

  #fits({ fields, problem }: Unplaced): boolean {
    return problem === null && (this.#width === null || fields.length === this.#width)
  }

  #add(records: RawRecord[], { raw, fields, problem }: Unplaced) {
    records.push({ line: this.#line, raw, fields, problem })
    this.#line += 1
    for (let at = raw.indexOf('\n'); at >= 0; at = raw.indexOf('\n', at + 1)) this.#line += 1
  }

  /** Where the record ends (its line break, or the end of the text), or OPEN inside a quotation. */
  #endOfQuoted(text: string, start: number): number {
    let at = start
    for (;;) {
      if (text.charCodeAt(at) === QUOTE) {
        const close = this.#closing(text, at + 1)
        if (close < 0) return OPEN
        at = close + 1
      }
      while (at < text.length && !this.#isBreak(text.charCodeAt(at))) at += 1
      if (at >= text.length || text.charCodeAt(at) === LF) return at
      at += 1
    }
  }

  #closing(text: string, from: number): number {
    for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
      if (text.charCodeAt(at + 1) === QUOTE) {
        at += 1
        continue
      }
      let after = at + 1
      while (text[after] === ' ' || text[after] === '\r') after += 1
      if (after >= text.length || this.#isBreak(text.charCodeAt(after))) return at
    }
    return OPEN
  }

  #isBreak(code: number): boolean {
    return code === this.#delimiterCode || code === LF
  }
}

/** The cells of a record as it stands in the file. */
export function fieldsOf(raw: string, delimiter: string): string[] {
  return raw.includes('"') ? parse(raw, delimiter).fields : raw.split(delimiter)
}

function parse(raw: string, delimiter: string): Unplaced {
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

function tooLong(text: string, start: number): boolean {
  if (text.length - start > MAX_QUOTED) return true
  let lines = 0
  for (let at = text.indexOf('\n', start); at >= 0; at = text.indexOf('\n', at + 1)) {
    lines += 1
    if (lines > MAX_QUOTED_LINES) return true
  }
  return false
}
