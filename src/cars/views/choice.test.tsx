import { expect, test } from 'bun:test'
import { count } from '../../platform/language/format.ts'
import { forReader, INDIA } from '../../platform/language/reader.ts'
import { Choice, draw, withCars } from './choice.tsx'

const about = { id: 'brand-x', name: 'brand', label: 'X', checked: false }
const english = <T,>(work: () => T): T => forReader({ language: 'en', market: INDIA }, work)

test.each(['X', '"><script>', "it's & so", '\0', 'a\0b'])(
  'a box that was drawn before says the same with another count, whatever its value: %j',
  (value) => {
    english(() => {
      const box = draw({ ...about, value, label: value })
      for (const cars of [0, 7, 999, 1000, 1234567]) {
        const written = String(withCars(box, cars))
        expect(written).toBe(String(<Choice {...about} value={value} label={value} cars={cars} />))
        expect(written).toEndWith(`<span>${count(cars)}</span></label></li>`)
      }
    })
  },
)
