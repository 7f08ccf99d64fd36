import { describe, expect, test } from 'bun:test'
import { aCar } from '../../tests/support/cars.ts'
import { Car, DEALS } from '../listing/car.ts'
import { columnsOf } from '../platform/csv.ts'
import { t } from '../platform/language/message.ts'
import { asRead } from '../platform/language/reader.testing.ts'
import { CAR_COLUMNS, cellsOf } from './columns.ts'
import type { Report } from './report.ts'
import { dealsSentence, placeWords } from './words.ts'

const cell = (car: Car, name: string) =>
  cellsOf(car)[CAR_COLUMNS.findIndex((column) => column.name === name)]

describe('the sheet of all cars', () => {
  test('has the columns of the CSV file, each once, and the place of the price', () => {
    const names = CAR_COLUMNS.map(({ name }) => name)
    expect(names).toEqual([...columnsOf(Car), 'deal_position'])
    expect(new Set(names).size).toBe(names.length)
  })

  test.each(CAR_COLUMNS.map((column) => [column.name, column] as const))(
    'explains %s in both languages, and is wide enough for its name',
    (name, { note, width }) => {
      const [english, french] = (['en', 'fr'] as const).map((language) =>
        asRead(() => t(note), { language }),
      )
      expect(english).not.toBe('')
      expect(french).not.toBe(english)
      expect(width).toBeGreaterThanOrEqual(name.length)
    },
  )

  test.each(['emi', 'loan', 'owners', 'registered_on', 'estimate', 'deal', 'state'] as const)(
    'has a cell under each column for a car without %s',
    (field) => {
      const cells = cellsOf({ ...aCar(), [field]: null })
      expect(cells).toHaveLength(CAR_COLUMNS.length)
      expect(cells).not.toContain(undefined)
      for (const value of cells) expect(String(value)).not.toMatch(/NaN|undefined|Invalid/)
    },
  )

  test('keeps numbers, dates and truths what they are', () => {
    const car = aCar({ registered_on: '2019-07-01', insured: true })
    expect(cell(car, 'price')).toBe(700_000)
    expect(cell(car, 'registered_on')).toEqual(new Date('2019-07-01'))
    expect(cell(car, 'insured')).toBe(true)
    expect(cell(aCar({ registered_on: null }), 'registered_on')).toBeNull()
  })
})

describe('the place of a price', () => {
  const estimate = { price: 500_000, low: 400_000, high: 600_000 }
  test.each([
    [400_000, '0%'],
    [500_000, '50%'],
    [600_000, '100%'],
    [380_000, '−10%'],
    [700_000, '150%'],
  ])('of %d is %s', (price, place) => {
    expect(asRead(() => placeWords(aCar({ price, estimate })))).toBe(place)
  })
})

describe('the sentence about deals', () => {
  const said = (counts: (number | null)[]) =>
    asRead(() =>
      dealsSentence({
        deals: counts.map((count, at) => ({ deal: DEALS[at] ?? null, count: count ?? 0 })),
      } as Pick<Report, 'deals'> as Report),
    )

  test('is blank without estimates, and says where nothing is rated', () => {
    expect(said([])).toBe('')
    expect(said([0, 0, 0, 0, 0, 9])).toContain('No car of this filter is rated')
  })

  test('counts great and good ones among those that are rated', () => {
    expect(said([1, 0, 3, 0, 0, 6])).toBe('1 of 4 rated cars is a great or good deal: 25%.')
    expect(said([1, 2, 3, 0, 0, 6])).toBe('3 of 6 rated cars are a great or good deal: 50%.')
  })
})
