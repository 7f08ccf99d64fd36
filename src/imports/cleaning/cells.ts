import type { DecimalMark, DistanceUnit, Form } from '../../listing/row.ts'
import { LEADING_YEAR, splitBrand } from './brands.ts'
import { signsOf } from './currency.ts'
import { readDate } from './dates.ts'
import { detached, Memo } from './memo.ts'
import { readDigits, readNumber } from './numbers.ts'
import { DISTANCE_WORDS, ENGINE_WORDS, PRICE_WORDS, readQuantity } from './quantity.ts'
import { asksForPrice, cleanText, isBlank } from './words.ts'

/** A cell: its value, or the text that could not be read, or neither when it is blank. */
export type Cell<T> = { value: T | null; unreadable: string | null; blank: boolean }
export type CellReader<T> = (text: string) => Cell<T>

export const KM_PER_MILE = 1.609344
const BLANK: Cell<never> = Object.freeze({ value: null, unreadable: null, blank: true })

/** Reads cleaned text; null from `parse` means that it says something that cannot be read. */
export function reader<T>(parse: (text: string) => T | null, saysNothing = isBlank): CellReader<T> {
  return (cell) => {
    const text = cleanText(cell)
    if (saysNothing(text)) return BLANK
    const value = parse(text)
    return { value, unreadable: value === null ? detached(text) : null, blank: false }
  }
}

/** The same for cells that repeat from row to row. */
export function remembered<T>(
  parse: (text: string) => T | null,
  saysNothing = isBlank,
): CellReader<T> {
  const read = reader(parse, saysNothing)
  const memo = new Memo<Cell<T>>(read)
  return (cell) => (cell === '' ? BLANK : memo.get(cell))
}

/** Its own cell is used again by the next one: numbers are too many to remember. */
const NUMBER: Cell<number> = { value: null, unreadable: null, blank: false }
/** @param least below it plain digits may mean something else @param factor of plain digits */
function numeric(slow: CellReader<number>, least = 0, factor = 1): CellReader<number> {
  return (cell) => {
    const digits = readDigits(cell)
    if (digits < least) return slow(cell)
    NUMBER.value = factor === 1 ? digits : Math.round(digits * factor)
    return NUMBER
  }
}

const whole = (text: string): number | null => {
  const number = readNumber(text)
  return number === null ? null : Math.round(number)
}

export const quantity = numeric(reader(whole))
export const wording = reader<string>((text) => text)
export const year = numeric(reader(readYear))
export const yearInName = reader(readYearInName)

/** Whole units of the market's currency. A cell in another currency than its file's cannot be read. */
export function priceReader(form: Form['price']): CellReader<number> {
  const { currency, scale, decimal, rate } = form
  const signs = currency === null ? null : new Set([...signsOf(currency), ...form.signs])
  const parse = (text: string) => {
    const found = readQuantity(text, PRICE_WORDS, { decimal, inParts: scale !== 1 })
    if (found === null) return null
    if (found.unit !== null && signs !== null && !signs.has(found.unit)) return null
    return Math.round(found.amount * (found.scaled ? 1 : scale) * rate)
  }
  return numeric(
    reader(parse, (text) => isBlank(text) || asksForPrice(text)),
    0,
    scale * rate,
  )
}

/** km. The unit that a cell says goes before its file's. */
export function distanceReader({ unit, scale, decimal }: Form['distance']): CellReader<number> {
  const inKm = (said: string | null) => ((said ?? unit) === 'mi' ? KM_PER_MILE : 1)
  const parse = (text: string) => {
    const found = readQuantity(text, DISTANCE_WORDS, { decimal, inParts: scale !== 1 })
    if (found === null) return null
    const driven = found.amount * (found.scaled ? 1 : scale) * inKm(found.unit)
    return MIL.test(text) ? inMil(driven) : Math.round(driven)
  }
  return numeric(reader(parse), 0, scale * inKm(null))
}

const MIL = /\d ?mil$/i
/** `90 mil` are thousands, `9000 mil` Swedish miles of 10 km; between them nobody can tell. */
function inMil(inThousands: number): number | null {
  if (inThousands >= 1_000_000) return Math.round(inThousands / 100)
  return inThousands < 500_000 ? Math.round(inThousands) : null
}

export const plainDistance = (unit: DistanceUnit, decimal: DecimalMark = null) =>
  distanceReader({ unit, scale: 1, decimal })

/** cc */
export const engineReader = (unit: Form['engine']['unit'] = null): CellReader<number> =>
  numeric(
    remembered((text) => readEngine(text, unit), isZero),
    unit === 'l' ? Number.POSITIVE_INFINITY : LEAST_PLAIN,
  )

/** `2018`, a date, `2018/2019` (made and modelled: the first), `2018 г.`; a year of two digits is none. */
export function readYear(text: string): number | null {
  const number = readNumber(text)
  if (number !== null && Number.isInteger(number)) return number
  const date = readDate(text)
  if (date !== null) return Number(date.slice(0, 4))
  const month = /^((?:19|20)\d\d)(?:\.(?:0[1-9]|1[0-2])|[-/](?:0?[1-9]|1[0-2]))(?![\d.,])/.exec(
    text,
  )
  if (month) return Number(month[1])
  const said = new Set(text.match(/(?<!\d)(?:19|20)\d\d(?![\d,]|\.\d)/g))
  const [first, second] = [...said].map(Number)
  if (first === undefined || said.size > 2) return null
  return second === undefined || second === first + 1 ? first : null
}

const YEAR = /(?<![\d.,])(?:19[89]|20[0-3])\d(?!\d|[.,]\d)/g
/** `2018 Ford Focus`, `Ford Focus 2018 ST`, `Peugeot 2008 2019`: the year before a name, or the only one in it. */
export function readYearInName(text: string): number | null {
  const before = LEADING_YEAR.exec(text)?.[0]
  if (before !== undefined) return Number.parseInt(before, 10)
  const said = [...new Set(text.match(YEAR))]
  const [first = '', second] = said
  if (said.length === 2 && splitBrand(text)?.model.startsWith(first)) return Number(second)
  return said.length === 1 ? Number(first) : null
}

/** Below it an engine size may be nothing (0) or litres. */
const LEAST_PLAIN = 10
const isZero = (text: string) => isBlank(text) || /^0+(?:\.0*)?$/.test(text)

const SIZE_IN_WORDS =
  /(?<![\d.,])(\d{3,4}|\d[.,]\d{1,3}|\d(?=\s*(?:l|л|litres?|liters?)(?![\p{L}\d])))\s*(cc|ccm|cm3|cm³|см3|см³|l|л|litres?|liters?|lt)?(?![\p{L}\d]|[.,]\d)/iu

/** cc; a number below 10 was meant in litres. Of `5.3L V8 16V` and `2.0 л / 163 л.с.` the size alone. */
function readEngine(text: string, unit: Form['engine']['unit']): number | null {
  const found = readQuantity(text, ENGINE_WORDS)
  if (found !== null) return inCc(found.amount, found.unit ?? unit)
  const [, size, said] = SIZE_IN_WORDS.exec(text) ?? []
  if (size === undefined || (said === undefined && !/[.,]/.test(size))) return null
  const isCc = /^c|^с/i.test(said ?? 'l')
  const grouped = isCc && /^\d[.,]\d{3}$/.test(size)
  return inCc(Number(size.replace(/[,.]/, grouped ? '' : '.')), isCc ? 'cc' : 'l')
}

const inCc = (amount: number, unit: string | null) =>
  Math.round(unit !== 'cc' && amount > 0 && amount < LEAST_PLAIN ? amount * 1000 : amount)
