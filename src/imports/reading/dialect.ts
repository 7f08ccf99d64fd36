import type { RawRecord } from '../../listing/row.ts'
import { splitBrand } from '../cleaning/brands.ts'
import { columnsIn } from '../profile/names.ts'
import type { Dialect } from './fields.ts'
import { RecordSplitter } from './records.ts'

/** Where the table of a file begins, and how it is written. `width`: cells that most of its rows have. */
export type Head = {
  dialect: Dialect
  header: RawRecord | null
  width: number
  /** the first rows after the header */
  rows: RawRecord[]
}

const DELIMITERS = [',', ';', '\t', '|', ' ']
/** Rows by which a delimiter is judged. */
const MOST = 200
/** Rows among which the header is looked for. */
const HIGHEST = 60
/** Names of columns that make a row a header. */
const ENOUGH = 3

/** Finds out how a text is written by its beginning. `whole`: whether that is all of it; `known`: how, where that is known. */
export function findHead(text: string, whole: boolean, known: Dialect | null = null): Head {
  const declared = known?.delimiter ?? /^\s*"?sep=(.)"?\r?(?:\n|$)/i.exec(text)?.[1]
  const found = (declared === undefined ? DELIMITERS : [declared]).map((delimiter) => {
    const dialect = known ?? { delimiter, quote: quoteOf(text, delimiter), spaced: false }
    const records = recordsOf(text, dialect, whole)
    return { dialect, records, ...judged(records, delimiter) }
  })
  const [best] = found.toSorted((a, b) => b.score - a.score)
  const { width, records: first } = best ?? { width: 1, records: [] }
  const dialect = {
    delimiter: ',',
    quote: '"',
    ...best?.dialect,
    spaced: known === null && isSpaced(best),
  }
  const records = first.length === 0 ? [] : recordsOf(text, dialect, whole, width)
  const at = headerAt(records, width)
  const rows = records.slice(at + 1)
  const header = records[at] ?? null
  const named = header?.fields.findLastIndex((cell) => cell.trim() !== '') ?? 0
  return { dialect, header, width: usualWidth(rows, named + 1) ?? width, rows }
}

function recordsOf(
  text: string,
  dialect: Dialect,
  whole: boolean,
  width: number | null = null,
): RawRecord[] {
  const splitter = new RecordSplitter(dialect, width)
  const records = [...splitter.push(text), ...(whole ? splitter.end() : [])]
  const kept = records.filter(({ fields, problem }) => problem === null || fields.length > 0)
  return kept.slice(0, MOST)
}

/** How many rows share a width, how wide they are, and whether one of them names columns. */
function judged(records: RawRecord[], delimiter: string): { score: number; width: number } {
  const named = Math.max(0, ...records.slice(0, HIGHEST).map(({ fields }) => columnsIn(fields)))
  const width = usualWidth(records) ?? 1
  const rows = records.filter(({ fields }) => fields.length === width && width > 1).length
  const share = records.length === 0 ? 0 : rows / records.length
  const score = share * (1 - 1 / width) + (named >= 2 ? named / 4 : 0)
  return { score: delimiter === ' ' ? score - 0.4 : score, width }
}

/** Cells that most rows have, or as many as there are names where every other row has those; null: no row has two. */
function usualWidth(records: RawRecord[], names = 0): number | null {
  const counts = new Map<number, number>()
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1)
  const wide = [...counts].filter(([width]) => width > 1).sort(([a, n], [b, m]) => m - n || b - a)
  const [usual, rows] = wide[0] ?? [null, 0]
  return (counts.get(names) ?? 0) * 2 >= rows && names > 1 && usual !== null ? names : usual
}

/** Apostrophes quote where they enclose more cells than quotation marks do. */
function quoteOf(text: string, delimiter: string): string {
  const part = text.slice(0, 64 * 1024)
  const edge = delimiter.replace(/[|\\]/, '\\$&')
  const enclosed = (mark: string) =>
    part.match(new RegExp(`(?:^|${edge}) ?${mark}[^${mark}\\n]*${mark} ?(?=${edge}|\\r?$)`, 'gm'))
      ?.length ?? 0
  return enclosed("'") > enclosed('"') ? "'" : '"'
}

function isSpaced(best: { dialect: Dialect; records: RawRecord[] } | undefined): boolean {
  if (!best || best.dialect.delimiter === ' ') return false
  const cells = best.records.flatMap(({ fields }) => fields.slice(1)).filter((cell) => cell !== '')
  const spaced = cells.filter((cell) => cell.startsWith(' ')).length
  return spaced > cells.length * 0.5
}

/** The first row that names columns, whatever stands above it; else the first that is at least half full. */
function headerAt(records: RawRecord[], width: number): number {
  const first = records.slice(0, HIGHEST)
  const named = first.map(({ fields }) => columnsIn(fields))
  const most = Math.max(0, ...named)
  if (most >= ENOUGH) return named.findIndex((count) => count >= Math.max(ENOUGH, most * 0.7))
  const filled = ({ fields }: RawRecord) => fields.filter((cell) => cell.trim() !== '').length
  const half = first.findIndex((record) => !isRemark(record) && filled(record) * 2 >= width)
  return Math.max(half, 0)
}

const isRemark = ({ raw }: RawRecord) => /^\s*(#|"?sep=)/i.test(raw)

/**
 * The names of a header, as many as its rows have cells. A blank one too many is left out; one too few is put before
 * the others where the first cells only number the rows, as programs write them. `sure`: whether the names stand where
 * their cells do.
 */
export function alignHeader({ header, width, rows }: Head): { names: string[]; sure: boolean } {
  const names = (header?.fields ?? []).map((name) => name.trim())
  if (rows.length === 0) return { names: withoutTrailing(names, 0), sure: true }
  while (names.length > width && names.at(-1) === '') names.pop()
  const blanks = names.filter((name) => name === '').length
  if (names.length > width && names.length - blanks <= width) {
    for (let at = names.length - 1; names.length > width; at -= 1) {
      if (names[at] === '') names.splice(at, 1)
    }
    return { names, sure: false }
  }
  if (names.length >= width) return { names, sure: names.length === width }
  const numbered = rows.every(({ fields }, at) => {
    const own = Number(fields[0])
    const before = at === 0 ? own - 1 : Number(rows[at - 1]?.fields[0])
    return fields.length !== width || (Number.isInteger(own) && own > before)
  })
  if (names.length === width - 1 && numbered) return { names: ['', ...names], sure: true }
  const trailing = rows.every(({ fields }) =>
    fields.slice(names.length).every((cell) => cell.trim() === ''),
  )
  if (trailing) return { names, sure: true }
  return { names: [...names, ...Array<string>(width - names.length).fill('')], sure: false }
}

function withoutTrailing(names: string[], least: number): string[] {
  const last = names.findLastIndex((name) => name !== '')
  return names.slice(0, Math.max(last + 1, least))
}

/** Whether the first row is a car and not the names of columns. */
export function isHeadless({ header, width }: Head): boolean {
  const cells = header?.fields ?? []
  if (cells.length < 4 || cells.length !== width || columnsIn(cells) >= 2) return false
  const numbers = cells.filter((cell) => /\d{2}/.test(cell)).length
  return cells.some((cell) => splitBrand(cell) !== null) && numbers >= 2
}
