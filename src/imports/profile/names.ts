import { fold } from '../../listing/car.ts'
import type { DistanceUnit } from '../../listing/row.ts'
import { currencyOf } from '../cleaning/currency.ts'
import currencyTable from '../cleaning/words/currencies.json'
import hintTable from './header-hints.json'
import nameTable from './names.json'

/** What a column may be: a field of a listing, a name of brand and model together, or what is left out by its sense. */
export type Kind = keyof typeof nameTable

/** What a header says beside the name. `currency`: ISO code; `scale`: what its numbers are multiplied by. */
export type Hints = {
  unit: DistanceUnit | null
  currency: string | null
  scale: number | null
  economy: boolean
  engine: 'cc' | 'l' | null
}
/** `rank`: 0 for the most telling spelling of its kind; `exact`: whether nothing had to be taken off the name. */
export type Meaning = { kind: Kind; rank: number; exact: boolean }

const LETTERS = new Map(Object.entries({ ı: 'i', ł: 'l', ß: 'ss', ø: 'o', đ: 'd', æ: 'ae' }))
const plain = (text: string) =>
  fold(text).replace(/[ıłßøđæ]/g, (letter) => LETTERS.get(letter) ?? '')
const compact = (text: string) => plain(text).replace(/[^\p{L}\p{N}]+/gu, '')

const isKind = (name: string): name is Kind => Object.hasOwn(nameTable, name)
export const KINDS: readonly Kind[] = Object.keys(nameTable).filter(isKind)

const NAMES = new Map<string, Omit<Meaning, 'exact'>[]>()
for (const kind of KINDS) {
  const languages: string[][] = Object.values(nameTable[kind])
  for (const names of languages) {
    names.forEach((name, rank) => {
      const key = compact(name)
      const known = NAMES.get(key) ?? []
      if (!known.some((each) => each.kind === kind)) NAMES.set(key, [...known, { kind, rank }])
    })
  }
}

const UNITS = inverted(hintTable.units)
const SCALES = inverted(hintTable.scales)
const FILLER = new Set(hintTable.filler.map(compact))
const ENGINE = new Set(hintTable.engine.map(compact))
const ECONOMY = new Set(hintTable.economy.map(compact))
const CODES = new Set(Object.keys(currencyTable))
/** Currencies as words. */
const MONEY = new Map(
  Object.entries(hintTable.money).flatMap(([code, words]) => words.map((word) => [word, code])),
)
/** Codes that are words in some language. */
const WORDS_TOO = new Set(['TRY', 'MAD', 'PEN'])
const SIGN = /R\$|US\$|[A-Z]{0,2}\$|\p{Sc}|zł|kč/iu

function inverted(table: Record<string, string[]>): Map<string, string> {
  return new Map(
    Object.entries(table).flatMap(([value, words]) =>
      words.map((word) => [compact(word), value] as const),
    ),
  )
}

const wordsOf = (name: string) =>
  name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}$]+/u)
    .filter(Boolean)

/** What a header says of unit, currency and scale. */
export function hintsOf(name: string, market: string | null = null): Hints {
  const words = wordsOf(name)
  const keys = [...words.map(compact), ...pairs(words)]
  const find = (table: Map<string, string>) =>
    keys.map((key) => table.get(key)).find((found) => found !== undefined)
  const units = new Set(keys.map((key) => UNITS.get(key)))
  const scale = find(SCALES)
  return {
    unit: units.has('mi') ? 'mi' : units.has('km') ? 'km' : null,
    currency: currencyIn(name, words, market),
    scale: scale === undefined ? null : Number(scale),
    economy: keys.some((key) => ECONOMY.has(key)) || /km\s*\/\s*(l|kg)|l\s*\/\s*100/i.test(name),
    engine: keys.includes('cc') || keys.includes('ccm') ? 'cc' : litres(name) ? 'l' : null,
  }
}

const litres = (name: string) => /[([ _](l|liter|litres?|liters?|л)[)\]]?$/i.test(name)
const pairs = (words: string[]) => words.slice(1).map((word, at) => compact(`${words[at]}${word}`))

function currencyIn(name: string, words: string[], market: string | null): string | null {
  for (const word of words) {
    const code = word.toUpperCase()
    if (CODES.has(code) && (!WORDS_TOO.has(code) || word === code)) return code
    const said = MONEY.get(compact(word))
    if (said !== undefined) return said
  }
  const sign = SIGN.exec(name)?.[0]
  if (sign !== undefined) return currencyOf(sign.toLowerCase(), market)
  return /\b(tl)\b/i.test(name) ? 'TRY' : /\b(руб|rub)/i.test(name) ? 'RUB' : null
}

/** What a column may mean by its name, the most telling first. */
export function meaningsOf(name: string): Meaning[] {
  const bare = name.replace(/[([{].*?[)\]}]/g, ' ')
  const words = wordsOf(bare)
  const essential = words.filter((word) => !isHint(word))
  const telling = essential.filter((word) => !FILLER.has(compact(word)))
  const forms = [wordsOf(name), words, essential, telling]
  for (const [at, form] of forms.entries()) {
    const found = NAMES.get(compact(form.join('')))
    if (found) return found.map((each) => ({ ...each, exact: at < 2 }))
  }
  // `1000 km`, `(miles)`: nothing but a unit.
  const distance = essential.length === 0 && words.some((word) => UNITS.has(compact(word)))
  return distance ? [{ kind: 'km', rank: 0, exact: false }] : []
}

function isHint(word: string): boolean {
  const key = compact(word)
  return (
    UNITS.has(key) ||
    SCALES.has(key) ||
    ENGINE.has(key) ||
    CODES.has(word.toUpperCase()) ||
    MONEY.has(key) ||
    key === ''
  )
}

/** What makes a list one of cars. */
const MATTERS: ReadonlySet<Kind> = new Set<Kind>([
  ...(['brand', 'model', 'name', 'year', 'km', 'price', 'fuel', 'transmission'] as const),
  ...(['registered_on', 'owners', 'engine_cc', 'title'] as const),
])

/** How many different columns of a list of cars a row of cells may name. */
export function columnsIn(cells: readonly string[]): number {
  const kinds = new Set<Kind>()
  for (const cell of cells) {
    if (cell.length > 60) continue
    const kind = meaningsOf(cell).find((each) => MATTERS.has(each.kind))?.kind
    if (kind !== undefined) kinds.add(kind)
  }
  return kinds.size
}
