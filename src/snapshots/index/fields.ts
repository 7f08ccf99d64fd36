import { choiceOf, searchedText } from '../../listing/attribute.ts'
import { type Car, dealPosition, words } from '../../listing/car.ts'
import { MEASURED_FIELDS, type Measure } from '../read.ts'

/** Raised whenever an index is made differently: one of another number is built again from its rows. */
export const INDEX_VERSION = 2

/** What `q` looks for a car's words in. */
export const searchedOf = ({ title, attributes }: Pick<Car, 'title' | 'attributes'>): string =>
  attributes.length === 0 ? title : `${title} ${searchedText(attributes)}`

type Texts = { [name: string]: (car: Car) => string | null }

/** Fields of text and codes, and what a car has there. */
export const TEXT_FIELDS = {
  brand: (car) => car.brand,
  base_model: (car) => car.base_model,
  model: (car) => car.model,
  trim: (car) => car.trim,
  city: (car) => car.city,
  fuel: (car) => car.fuel,
  transmission: (car) => car.transmission,
  state: (car) => car.state,
  deal: (car) => car.deal,
  deal_reason: (car) => car.deal_reason,
  price_category: (car) => car.price_category,
  /** sets of rules; an id has no `;` */
  flags: (car) => car.flags.join(';'),
  /** a space before each, so that ` cit` finds a word that begins so */
  words: (car) => [...new Set(words(searchedOf(car)))].map((word) => ` ${word}`).join(''),
  /** sets of what cars are chosen by, such as `colour:black` */
  attributes: ({ attributes }) =>
    attributes.length === 0 ? '' : attributes.flatMap((each) => choiceOf(each) ?? []).join(';'),
} as const satisfies Texts
export type TextField = keyof typeof TEXT_FIELDS
export const TEXT_NAMES = Object.keys(TEXT_FIELDS) as TextField[]

export const NUMBER_NAMES: readonly Measure[] = [...MEASURED_FIELDS, 'deal_position']

export function numberOf(car: Car, name: Measure): number | null {
  return name === 'deal_position' ? dealPosition(car) : car[name]
}

/** Fields that cars are listed by, under the names of their orders. */
export const ORDERED_BY = {
  price: 'price',
  year: 'year',
  km: 'km',
  emi: 'emi',
  deal: 'deal_position',
} as const satisfies { [sort: string]: Measure }
