/** How the cells of a file are parted and quoted. `spaced`: a space follows each delimiter. */
export type Dialect = { delimiter: string; quote: string; spaced: boolean }

/**
 * The cells of a record. `broken`: a quotation in it does not close, or closes inside of a cell; `stray`: a mark stands
 * in a cell that is not quoted.
 */
export type Fields = { fields: string[]; broken: boolean; stray: boolean }

/** Stands for a quotation mark that is none. */
const LITERAL = '\ue000'
/** Marks that are tried one by one. */
const MOST_MARKS = 64

export const plainDialect = (delimiter: string): Dialect => ({
  delimiter,
  quote: '"',
  spaced: false,
})

/** Parts a record. Space before a quotation and after it belongs to neither cell. */
export function part(raw: string, { delimiter, quote, spaced }: Dialect): Fields {
  const fields: string[] = []
  let broken = false
  let stray = false
  let at = 0
  for (;;) {
    let start = at
    while (raw[start] === ' ' && delimiter !== ' ') start += 1
    if (raw[start] === quote) {
      const close = closing(raw, start + 1, delimiter, quote)
      const end = close < 0 ? raw.length : close
      const text = raw.slice(start + 1, end)
      fields.push(text.includes(quote) ? text.replaceAll(quote + quote, quote) : text)
      broken ||= close < 0 || (quote === '"' && hasLoneMark(text, quote))
      at = close < 0 ? raw.length : close + 1
      while (raw[at] === ' ' || raw[at] === '\r') {
        if (raw[at] === delimiter) break
        at += 1
      }
    } else {
      const end = raw.indexOf(delimiter, at)
      const text = raw.slice(spaced ? start : at, end < 0 ? raw.length : end)
      stray ||= text.includes(quote)
      fields.push(text)
      at = end < 0 ? raw.length : end
    }
    if (at >= raw.length) return { fields, broken, stray }
    at += delimiter.length
  }
}

/** The mark that closes: the first that is not doubled and stands before a delimiter or the end; −1: none. */
function closing(raw: string, from: number, delimiter: string, quote: string): number {
  for (let at = raw.indexOf(quote, from); at >= 0; at = raw.indexOf(quote, at + 1)) {
    if (raw[at + 1] === quote) {
      at += 1
      continue
    }
    let after = at + 1
    while ((raw[after] === ' ' && delimiter !== ' ') || raw[after] === '\r') after += 1
    if (after >= raw.length || raw.startsWith(delimiter, after)) return at
  }
  return -1
}

function hasLoneMark(text: string, quote: string): boolean {
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 2)) {
    if (text[at + 1] !== quote) return true
  }
  return false
}

/** Whether cells are as many as the header has; what is blank beyond does not count. */
export function fits(
  { fields, broken }: Pick<Fields, 'fields' | 'broken'>,
  width: number | null,
): boolean {
  if (broken) return false
  if (width === null || fields.length === width) return true
  return fields.length > width && fields.slice(width).every((field) => field.trim() === '')
}

/**
 * Reads a record again whose marks are not meant as they stand: with one of them as a letter, else with `\"` for a mark
 * inside of a cell. null: neither gives as many cells as the header has.
 */
export function mend(raw: string, dialect: Dialect, width: number | null): string[] | null {
  const { quote } = dialect
  if (width === null || quote === '') return null
  const marks: number[] = []
  for (let at = raw.indexOf(quote); at >= 0; at = raw.indexOf(quote, at + 1)) marks.push(at)
  if (marks.length <= MOST_MARKS) {
    for (const at of marks) {
      const found = part(`${raw.slice(0, at)}${LITERAL}${raw.slice(at + 1)}`, dialect)
      if (isWhole(found, width)) return spelledOut(found, quote)
    }
  }
  const escaped = raw.replaceAll(`\\${quote}`, LITERAL)
  if (escaped === raw) return null
  const found = part(escaped, dialect)
  return isWhole(found, width) ? spelledOut(found, quote) : null
}

/** What is read in another way than it stands must leave nothing to doubt. */
const isWhole = ({ fields, broken, stray }: Fields, width: number) =>
  !broken && !stray && fields.length === width

const spelledOut = ({ fields }: Pick<Fields, 'fields'>, quote: string) =>
  fields.map((field) => field.replaceAll(LITERAL, quote))
