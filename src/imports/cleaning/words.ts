import { decodeHTMLStrict } from 'entities'
import { FUELS, type Fuel, fold, type Transmission } from '../../listing/car.ts'
import values from './words/values.json'

/** Words for nothing: a cell that holds one is blank, not unreadable. */
const NOTHING = new Set(['', '-', '--', '—', '–', 'n/a', 'na', '#n/a', 'null', 'nan', 'nil', '?'])

/** NFC without characters that cannot be seen, and any run of spaces, tabs and no-break spaces as one space. */
export function cleanText(text: string): string {
  if (isTidy(text)) return text
  const written = /[&<]/.test(text) ? fromPage(text) : text
  return inAsciiDigits(written)
    .normalize('NFC')
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]+/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** Digits of other scripts, as Arabic and Hindi write numbers. */
const inAsciiDigits = (text: string) =>
  text.replace(/[٠-٩۰-۹०-९০-৯]/g, (digit) => {
    const code = digit.charCodeAt(0)
    return String((code & 15) - (code < 0x900 ? 0 : 6))
  })

/** A list that was copied from a web page keeps its marks: `&uuml;`, `&amp;amp;`, `<b>`. */
const fromPage = (text: string) =>
  decodeHTMLStrict(decodeHTMLStrict(text.includes('<') ? text.replace(TAG, ' ') : text))
const TAG = /<\/?(?:a|b|br|div|em|font|i|li|p|small|span|strong|sup|td|u)(?:\s[^<>]*)?\/?>/gi

/** Plain ASCII with single spaces between words: most cells, and nothing to clean. */
function isTidy(text: string): boolean {
  let before = 32
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 32 || code > 126 || code === 38 || code === 60 || (code === 32 && before === 32))
      return false
    before = code
  }
  return text === '' || before !== 32
}

export function isBlank(cleaned: string): boolean {
  return cleaned.length < 5 && (cleaned === '' || NOTHING.has(cleaned.toLowerCase()))
}

/** Letters and digits alone, without case and accents: how words are compared. */
export const compact = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, '')

const wordsOf = <T>(rows: Record<string, string>, meaning: (name: string) => T) =>
  new Map(
    Object.entries(rows).flatMap(([name, words]) =>
      words.split(' ').map((word) => [compact(word), meaning(name)] as const),
    ),
  )

const isFuel = (name: string): name is Fuel => (FUELS as readonly string[]).includes(name)
const FUEL_WORDS = wordsOf<Fuel>(values.fuel, (name) => (isFuel(name) ? name : 'other'))
/** Alone they mean petrol; beside a fuel they say how good it is. */
const GRADES = new Set(['premium', 'regular'])

/** null: no word of it names a fuel. Of two fuels the one that is added to the other decides: LPG, CNG, electricity. */
export function readFuel(text: string): Fuel | null {
  const whole = compact(text)
  const one = FUEL_WORDS.get(whole)
  if (one !== undefined) return one
  const said = new Set<Fuel>()
  for (const word of wordsIn(text)) {
    const fuel = FUEL_WORDS.get(word)
    if (fuel !== undefined && word.length > 1 && !GRADES.has(word)) said.add(fuel)
  }
  if (said.has('hybrid')) return 'hybrid'
  if (said.has('electric')) return said.size > 1 ? 'hybrid' : 'electric'
  const [first = null] = said
  return said.has('cng') ? 'cng' : said.has('lpg') ? 'lpg' : said.size > 1 ? 'other' : first
}

const GEARBOX_WORDS = wordsOf<Transmission>(values.transmission, (name) =>
  name === 'manual' ? 'manual' : 'automatic',
)

/** null: no word of it names a gearbox, or several that differ do. `Automated Manual` is automatic. */
export function readTransmission(text: string): Transmission | null {
  const whole = compact(text)
  const one = GEARBOX_WORDS.get(whole)
  if (one !== undefined) return one
  const said = new Set<Transmission>()
  const spoken = text.replace(/\b([am])\/t\b/gi, '$1t').replace(/(\d)(?=\p{L})/gu, '$1 ')
  for (const word of wordsIn(spoken)) {
    const gearbox = GEARBOX_WORDS.get(word)
    if (gearbox !== undefined && word.length > 1) said.add(gearbox)
  }
  const [first = null] = said
  return said.size === 1 ? first : null
}

const wordsIn = (text: string) =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .map(compact)
    .filter(Boolean)

const YES = wordsOf({ yes: values.yes }, () => true)
const NO = wordsOf({ no: values.no }, () => true)

export function readBoolean(text: string): boolean | null {
  const word = compact(text)
  return YES.has(word) ? true : NO.has(word) ? false : null
}

/** Whether a cell says yes, as those of a column a value do. */
export const isSet = (cell: string): boolean => /^(?:1(?:\.0+)?|true|yes|y)$/i.test(cell.trim())

const OWNER_WORDS = wordsOf(values.owners, Number)
/** A car that was driven has had an owner: 0 says that nobody counted. */
const known = (count: number) => (count === 0 ? null : count)

/** `1st owner` → 1, `4th & above` → 4, `Second` → 2, `2 владельца` → 2. */
export function readOwners(text: string): number | null {
  const folded = fold(text)
  const whole = OWNER_WORDS.get(compact(text))
  if (whole !== undefined) return whole
  const digits = /^(\d{1,2})(?:\.0+)?(?!\d)(?!\.\d)/.exec(folded)?.[1]
  if (digits !== undefined) return known(Number(digits))
  for (const word of wordsIn(text)) {
    const count = OWNER_WORDS.get(word)
    if (count !== undefined) return count
  }
  return null
}

const NO_PRICE = new Set(values.no_price.split('|').map(compact))

/** `Ask For Price`, `auf Anfrage`: there is none. */
export const asksForPrice = (text: string): boolean => NO_PRICE.has(compact(text))
