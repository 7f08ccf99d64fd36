import { type AttributeKind, kindOf } from '../../listing/attribute.ts'
import { type Car, fold } from '../../listing/car.ts'
import type { EstimateCar } from '../estimate-car.ts'

type Attributes = Car['attributes']

/** Kinds that say what a car is. What is written about it, and where, is never offered. */
const TEACHING: ReadonlySet<string> = new Set<AttributeKind>([
  ...(['body', 'colour', 'doors', 'seats', 'power', 'torque', 'drive'] as const),
  ...(['condition', 'economy', 'place', 'seller'] as const),
])

/** A column of another price, of an instalment or of a duty on the price is the price in disguise. */
const OF_MONEY =
  /price|cost|msrp|\bemi\b|instal|financ|loan|levy|invoice|amount|prix|preis|pre[cç]o|precio|prezzo|prijs|cena|fiyat|цена|стоимость/iu

/** What of it a model may learn from. */
export const teaching = (attributes: Attributes): Attributes =>
  attributes.filter(({ key, name }) => TEACHING.has(kindOf(key)) && !OF_MONEY.test(name))

/** What a car says of itself under a key: a number, or words without case and accents; null: nothing. */
export function saidOf({ attributes = [] }: EstimateCar, key: string): string | number | null {
  for (const each of attributes) {
    if (each.key === key) return typeof each.value === 'number' ? each.value : fold(each.value)
  }
  return null
}
