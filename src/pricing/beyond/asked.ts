import type { Column } from './columns.ts'
import { attributesAsked, type Beyond } from './index.ts'

/** An attribute that a model kept, as a form asks for it: its key, how the list says it, and what can be said. */
export type AskedAttribute = {
  key: string
  name: string
  unit: string | null
  /** numbers in their order, words without case and accents in theirs */
  values: string[]
}

/** Words that a list offers; of more, those that tell the most: any other counts as usual. */
const MOST_WORDS = 60

/** What a model asks beyond the fields of a car, with the values that it tells apart. */
export const askedOf = (beyond: Beyond | null | undefined): AskedAttribute[] =>
  attributesAsked(beyond).map((column) => {
    const { name: key, listed = key, unit = null, places } = column
    return { key, name: listed, unit, values: places ? wordsOf(places) : numbersOf(column) }
  })

function wordsOf(places: Record<string, number>): string[] {
  const telling = Object.entries(places)
    .filter(([word]) => word !== '')
    .toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, MOST_WORDS)
  return telling.map(([word]) => word).toSorted((a, b) => a.localeCompare(b))
}

/** The least, and the edges at which the trees can part cars. */
const numbersOf = ({ least, edges }: Column): string[] =>
  [...(least === undefined ? [] : [least]), ...edges].map(String)
