import { detached, Memo } from './memo.ts'
import { readDigits, readNumber } from './numbers.ts'
import { cleanText, isBlank, readDate } from './words.ts'

/** A cell: its value, or the text that could not be read, or neither when it is blank. */
export type Cell<T> = { value: T | null; unreadable: string | null; blank: boolean }
export type CellReader<T> = (text: string) => Cell<T>

const KM_PER_MILE = 1.609344
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
function numeric(parse: (text: string) => number | null, plain: boolean): CellReader<number> {
  const slow = plain ? reader(parse) : remembered(parse, isZero)
  return (cell) => {
    const digits = readDigits(cell)
    if (digits < 0 || (digits < LEAST_PLAIN && !plain)) return slow(cell)
    NUMBER.value = digits
    return NUMBER
  }
}

const whole = (text: string): number | null => {
  const number = readNumber(text)
  return number === null ? null : Math.round(number)
}

export const quantity = numeric(whole, true)
export const wording = reader<string>((text) => text)
export const year = numeric(readYear, true)
export const distanceInMiles = reader((text) => {
  const miles = readNumber(text)
  return miles === null ? null : Math.round(miles * KM_PER_MILE)
})
export const engineReader = (): CellReader<number> => numeric(readEngine, false)

function readYear(text: string): number | null {
  const number = readNumber(text)
  if (number !== null && Number.isInteger(number)) return number
  const date = readDate(text)
  return date === null ? null : Number(date.slice(0, 4))
}

/** Below it an engine size may be nothing (0) or litres. */
const LEAST_PLAIN = 10
const isZero = (text: string) => isBlank(text) || /^0+(?:\.0*)?$/.test(text)

/** cc; a number below 10 was meant in litres. */
function readEngine(text: string): number | null {
  const number = readNumber(text.replace(/\s*l(?:itres?|iters?)?$/i, ''))
  if (number === null) return null
  return Math.round(number > 0 && number < 10 ? number * 1000 : number)
}
