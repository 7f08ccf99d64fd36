import { describe, expect, test } from 'bun:test'
import * as format from './format.ts'
import { t } from './message.ts'
import { asRead, inMarket } from './reader.testing.ts'
import { INDIA, marketOf } from './reader.ts'

const CARS = '{n, plural, one {# car} other {# cars}}'

test('sizes of files are said as file managers say them', () => {
  const said = (size: number) => (language: 'en' | 'fr') =>
    asRead(() => format.fileSize(size), { language }).replace(/\s/g, ' ')
  const sizes = [0, 12, 368_681, 999_999, 1_250_000, 2_400_000_000]
  expect(sizes.map((size) => said(size)('en'))).toEqual([
    ...['0 kB', '1 kB', '369 kB', '1,000 kB', '1.3 MB', '2.4 GB'],
  ])
  expect(sizes.map((size) => said(size)('fr'))).toEqual([
    ...['0 ko', '1 ko', '369 ko', '1 000 ko', '1,3 Mo', '2,4 Go'],
  ])
})

describe('Indian figures', () => {
  test(
    'group by lakh',
    inMarket(() => {
      expect(format.money(1231000)).toBe('₹12,31,000')
      expect(format.money(0)).toBe('₹0')
      expect(format.money(1883558000)).toBe('₹1,88,35,58,000')
      expect(format.money(-90000)).toBe('−₹90,000')
      expect(format.count(2804)).toBe('2,804')
    }),
  )

  test(
    'are said in lakh and crore, and below a lakh in full',
    inMarket(() => {
      expect(format.lakh(1231000)).toBe('₹12.31 lakh')
      expect(format.lakh(800000)).toBe('₹8 lakh')
      expect(format.lakh(820000)).toBe('₹8.20 lakh')
      expect(format.lakh(99000)).toBe('₹99,000')
      expect(format.lakh(12345678)).toBe('₹1.23 crore')
    }),
  )

  test(
    'on axes carry the unit once',
    inMarket(() => {
      const write = format.moneyAxis(1_200_000)
      expect([write(0), write(200_000), write(1_200_000, true)]).toEqual(['₹0', '2', '12 lakh'])
      expect(format.moneyAxis(90_000)(40_000, true)).toBe('₹40,000')
    }),
  )

  test(
    'of a range share one unit',
    inMarket(() => {
      expect(format.lakhRange(435_000, 814_000)).toEqual({ text: '4.35–8.14', unit: 'lakh' })
      expect(format.lakhRange(95_000, 814_000).text).toBe('₹95,000–₹8.14 lakh')
    }),
  )
})

test(
  'another currency needs no lakh',
  inMarket(
    () => {
      expect(format.money(12310)).toBe('€12,310')
      expect(format.lakh(12310)).toBe('€12.3K')
      expect(format.moneyAxis(20000)(5000, true)).toBe('€5K')
      expect(format.currencySign()).toBe('€')
    },
    { market: { currency: 'EUR', locale: 'en-IE' } },
  ),
)

test(
  'differences have a sign',
  inMarket(() => {
    expect([156000, -90000, 0].map(format.difference)).toEqual([
      '+₹1,56,000',
      '−₹90,000',
      'no difference',
    ])
  }),
)

test(
  'dates are counted in UTC and written in full',
  inMarket(() => {
    expect(format.date('2026-11-20')).toBe('20 November 2026')
    expect(format.date('2026-11-20T23:59:00.000Z')).toBe('20 November 2026')
    expect(format.month('2022-07-01')).toBe('July 2022')
    expect(format.moment('2026-11-20T11:07:00Z')).toBe('20 November 2026 at 11:07 UTC')
    expect(format.date('unknown')).toBe('unknown')
  }),
)

test(
  'ordinals',
  inMarket(() => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102].map(format.ordinal)).toEqual(
      '1st 2nd 3rd 4th 11th 12th 13th 21st 102nd'.split(' '),
    )
  }),
)

test(
  'years and months',
  inMarket(() => {
    expect([7.5, 1, 0.5, 0, 7.99, 1 + 1 / 12].map(format.years)).toEqual([
      '7 years and 6 months',
      '1 year',
      '6 months',
      '0 years',
      '8 years',
      '1 year and 1 month',
    ])
  }),
)

test(
  'shares, rates, durations, plurals',
  inMarket(() => {
    expect(format.percent(0.743, 1)).toBe('74.3%')
    expect(format.rate(11)).toBe('11%')
    expect([450, 4000, 125_000].map(format.duration)).toEqual([
      '450 ms',
      '4 seconds',
      '2 minutes and 5 seconds',
    ])
    expect([0, 1, 2804].map((n) => t(CARS, { n }))).toEqual(['0 cars', '1 car', '2,804 cars'])
  }),
)

describe('in French', () => {
  /** Spaces of every width are one here: which of them Intl takes is its own affair. */
  const french = (write: () => string, market = INDIA) =>
    asRead(write, { language: 'fr', market }).replace(/[\u00a0\u202f]/g, ' ')

  test.each<[() => string, string]>([
    [() => format.money(1231000), '1 231 000 ₹'],
    [() => format.difference(-90000), '−90 000 ₹'],
    [() => format.difference(0), 'aucun écart'],
    [() => format.count(2804), '2 804'],
    [() => format.lakh(1231000), '12,31 lakh ₹'],
    [() => format.lakh(12345678), '1,23 crore ₹'],
    [() => format.lakh(99000), '99 000 ₹'],
    [() => format.moneyAxis(1_200_000)(1_200_000, true), '12 lakh'],
    [() => format.lakhRange(435_000, 814_000).text, '4,35–8,14'],
    [() => format.distance(39906), '39 906 km'],
    [() => format.percent(0.743, 1), '74,3 %'],
    [() => format.rate(11.5), '11,5 %'],
    [() => format.date('2026-11-20'), '20 novembre 2026'],
    [() => format.date('2026-08-01'), '1er août 2026'],
    [() => format.month('2022-07-01'), 'juillet 2022'],
    [() => format.moment('2026-11-20T11:07:00Z'), '20 novembre 2026 à 11:07 UTC'],
    [() => [1, 2, 11].map(format.ordinal).join(), '1er,2e,11e'],
    [() => format.list(['a', 'b', 'c']), 'a, b et c'],
    [() => format.years(7.5), '7 ans et 6 mois'],
    [() => format.duration(61_000), '1 minute et 1 seconde'],
    [() => t(CARS, { n: 0 }), '0 voiture'],
    [() => t(CARS, { n: 1 }), '1 voiture'],
    [() => t(CARS, { n: 2 }), '2 voitures'],
    [() => t(CARS, { n: 123456 }), '123 456 voitures'],
    [() => t(CARS, { n: 2_000_000 }), '2 000 000 de voitures'],
    [() => format.lakhNote(), 'Un lakh vaut 100 000 ₹.'],
  ])('%p is %s', (write, expected) => expect(french(write)).toBe(expected))

  test(
    'other currencies too',
    inMarket(() => {
      const market = marketOf('EUR')
      expect(french(() => format.money(12310), market)).toBe('12 310 €')
      expect(french(format.lakhNote, market)).toBe('')
      expect(asRead(() => format.money(12310), { market })).toBe('€12,310')
    }),
  )
})

test('a count that needs no writer says what the writer says', () => {
  for (const locale of ['en-IN', 'en-GB', 'fr-FR', 'en']) {
    const writer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
    for (let value = 0; value < 1000; value++) expect(writer.format(value)).toBe(String(value))
  }
})
