import { fold } from '../../listing/car.ts'
import type { CarFilter } from '../../listing/query.ts'
import { readAmount } from '../../platform/http/numbers.ts'

type Bounds = Pick<
  CarFilter,
  'price_min' | 'price_max' | 'year_min' | 'year_max' | 'km_min' | 'km_max' | 'owners'
>
type Bound = 'min' | 'max'

const NUMBER = String.raw`(?:₹|rs\.?|inr)?\s*(\d[\d,]*(?:\.\d+)?)`
const UNIT = String.raw`(?:\s*(lakhs?|lacs?|l|crores?|cr|k|kms?|kilometres?|kilometers?)\b)?`
const MOST = `(?:under|below|up ?to|less than|at most|max(?:imum)?|within|before|<=?|moins de|sous|jusqu'?a|avant)`
const LEAST = `(?:over|above|more than|at least|min(?:imum)?|from|after|since|>=?|plus de|a partir de|depuis|apres)`
const TO = String.raw`\s*(?:-|–|to|and|a|et)\s*`

const RANGE = new RegExp(`(?:between|entre|de)?\\s*${NUMBER}${UNIT}${TO}${NUMBER}${UNIT}`, 'u')
const UPPER = new RegExp(`${MOST}\\s*${NUMBER}${UNIT}`, 'u')
const LOWER = new RegExp(`${LEAST}\\s*${NUMBER}${UNIT}`, 'u')
const BARE = new RegExp(`${NUMBER}\\s*(lakhs?|lacs?|l|crores?|cr|kms?)\\b`, 'u')
const YEAR = /\b(19[89]\d|20[0-4]\d)\b/
const OWNERS =
  /\b(1st|first|single|one|2nd|second|two|3rd|third|three|4th|fourth|\d|premiere?|deuxieme|seconde?|troisieme)[\s-]+(?:owners?|main|proprietaires?)\b/

const ORDINALS = new Map([
  ...['1st', 'first', 'single', 'one', 'premier', 'premiere'].map((word) => [word, 1] as const),
  ...['2nd', 'second', 'seconde', 'two', 'deuxieme'].map((word) => [word, 2] as const),
  ...['3rd', 'third', 'three', 'troisieme'].map((word) => [word, 3] as const),
  ...['4th', 'fourth'].map((word) => [word, 4] as const),
])

/** Amounts below are no price of a car, and no distance that anybody would bound a search with. */
const LEAST_PRICE = 20_000

/** The bounds that are said in words: "under 6 lakh", "after 2018", "2nd owner". `rest` is what is left of the text. */
export function boundsSaid(text: string): { bounds: Bounds; rest: string } {
  const bounds: Bounds = {}
  let rest = ` ${fold(text)} `
  const take = (pattern: RegExp, read: (found: RegExpMatchArray) => boolean) => {
    const found = rest.match(pattern)
    if (!found || !read(found)) return
    rest = rest.replace(found[0], ' ')
  }
  take(OWNERS, ([, word = '']) => {
    bounds.owners = [ORDINALS.get(word) ?? Number(word)]
    return true
  })
  take(RANGE, ([, from = '', fromUnit, to = '', toUnit]) => {
    const most = amountIn(to, toUnit)
    const least = most && amountIn(from, fromUnit ?? toUnit)
    if (!least || !most || least.of !== most.of || least.value > most.value) return false
    bind(bounds, 'min', least)
    bind(bounds, 'max', most)
    return true
  })
  take(UPPER, ([all, number = '', unit]) => {
    const found = amountIn(number, unit)
    // Before a year is not in it.
    if (found?.of === 'year' && /before|avant/.test(all)) found.value -= 1
    return bind(bounds, 'max', found)
  })
  take(LOWER, ([all, number = '', unit]) => {
    const found = amountIn(number, unit)
    if (found?.of === 'year' && /after|apres/.test(all)) found.value += 1
    return bind(bounds, 'min', found)
  })
  take(BARE, ([, number = '', unit]) => bind(bounds, 'max', amountIn(number, unit)))
  take(YEAR, ([, year = '']) => {
    bounds.year_min ??= Number(year)
    bounds.year_max ??= Number(year)
    return bounds.year_min <= bounds.year_max
  })
  return { bounds, rest: rest.trim() }
}

type Value = { of: 'price' | 'year' | 'km'; value: number }

function amountIn(number: string, unit = ''): Value | null {
  if (unit.startsWith('km') || unit.startsWith('kilo')) {
    return { of: 'km', value: Math.round(Number(number.replaceAll(',', ''))) }
  }
  if (unit === '' && YEAR.test(number) && number.length === 4) {
    return { of: 'year', value: Number(number) }
  }
  const value = readAmount(number + unit)
  return typeof value === 'number' && value >= LEAST_PRICE ? { of: 'price', value } : null
}

function bind(bounds: Bounds, bound: Bound, found: Value | null): boolean {
  if (!found) return false
  bounds[`${found.of}_${bound}`] = found.value
  return true
}
