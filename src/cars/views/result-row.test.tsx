import { describe, expect, test } from 'bun:test'
import { aCar } from '../../../tests/support/cars.ts'
import type { Car } from '../../listing/car.ts'
import { asRead } from '../../platform/language/reader.testing.ts'
import { INDIA, marketOf, type Reader } from '../../platform/language/reader.ts'
import { ResultRow } from './result-row.tsx'

const READERS: Reader[] = [
  { language: 'en', market: INDIA },
  { language: 'fr', market: INDIA },
  { language: 'en', market: marketOf('EUR') },
  { language: 'fr', market: marketOf('EUR') },
]
const VARIANTS = READERS.flatMap((reader) =>
  [true, false].flatMap((rated) => [1, 12].map((comparables) => ({ reader, rated, comparables }))),
)
const rowOf = (car: Car, { reader, rated, comparables }: (typeof VARIANTS)[number]): string =>
  asRead(() => ResultRow({ car, rated, comparables }), reader)

describe('the row of a car that was written before', () => {
  test('is what it would be if it were written now, for every reader', () => {
    const car = aCar()
    for (const variant of VARIANTS) rowOf(car, variant)
    for (const variant of VARIANTS) {
      expect(rowOf(car, variant)).toBe(rowOf(aCar(), variant))
    }
  })

  test('is another for every reader, with and without a rating, and for other comparables', () => {
    const car = aCar()
    const rows = VARIANTS.map((variant) => rowOf(car, variant))
    // Without a rating nothing is said of comparables.
    expect(new Set(rows).size).toBe(READERS.length * 3)
  })

  test('is not that of another car with the same id, as a newer snapshot may hold', () => {
    const [variant] = VARIANTS
    if (!variant) throw new Error('there is no variant')
    const dear = rowOf(aCar(), variant)
    expect(rowOf(aCar({ price: 1_500_000 }), variant)).not.toBe(dear)
  })
})
