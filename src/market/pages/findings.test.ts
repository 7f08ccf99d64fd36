import { describe, expect, test } from 'bun:test'
import { asRead, inMarket } from '../../platform/language/reader.testing.ts'
import { marketOf } from '../../platform/language/reader.ts'
import { spreadLabels } from '../../platform/ui/charts/spread-labels.ts'
import { changesFinding } from './changes-block.tsx'
import { depreciationOf } from './depreciation.ts'
import {
  dealsFinding,
  depreciationFinding,
  distanceFinding,
  headline,
  kindsFinding,
  mixFinding,
  ownersFinding,
  placesFinding,
  within,
} from './findings.ts'
import { mixOf } from './mix.ts'
import { wilson } from './model-card.ts'
import { distanceBins } from './prices.ts'
import { ownersDiscount } from './value.ts'

const row = (model: string, year: number, price: number, count = 10) => ({
  model,
  year,
  price,
  count,
})
const counted = (...keys: (string | number | null)[]) => ({ keys, count: 10, quantiles: [] })

describe('depreciation', () => {
  const rows = [
    row('City', 2018, 400_000),
    row('City', 2019, 500_000),
    row('City', 2020, 800_000),
    row('Kwid', 2017, 300_000),
    row('Kwid', 2018, 360_000),
    row('Kwid', 2019, 400_000),
    row('Kwid', 2020, 400_000),
    row('Kwid', 2021, 450_000, 2),
    row('Rare', 2020, 1_000_000, 50),
  ]

  test(
    'is held against the youngest make year that all curves have',
    inMarket(() => {
      const found = depreciationOf(rows)
      expect(found.index_year).toBe(2020)
      expect(found.left_out).toEqual(['Rare'])
      expect(found.curves.map(({ base_model }) => base_model)).toEqual(['Kwid', 'City'])
      expect(found.curves[1]?.points[0]).toEqual({
        year: 2018,
        count: 10,
        price: 400_000,
        index: 0.5,
      })
      // A point of two cars is none.
      expect(found.curves[0]?.points.at(-1)?.year).toBe(2020)
      expect(found.curves.map(({ yearly_loss }) => yearly_loss)).toEqual([
        expect.closeTo(0.0924, 3),
        expect.closeTo(0.2929, 3),
      ])
      expect(depreciationFinding(found)).toEqual({
        finding: 'The Kwid loses least with age, 9% a year; the City most, 29%.',
        named: ['Kwid', 'City'],
      })
    }),
  )

  test(
    'says what a year takes off: the median of neighbouring years of one model',
    inMarket(() => {
      const { yearly } = depreciationOf(rows)
      expect(yearly?.pairs).toBe(5)
      expect(yearly?.share).toBeCloseTo(1 - 300 / 360, 6)
      expect(headline({ all: null }, depreciationOf(rows))).toBe(
        'A year older, the same model asks 17% less',
      )
    }),
  )

  test(
    'holds with no common year, with one model, with one year, with none',
    inMarket(() => {
      const apart = depreciationOf([
        ...[2010, 2011, 2012].map((year) => row('Old', year, 1000 * (year - 2000))),
        ...[2020, 2021, 2022].map((year) => row('New', year, 50_000)),
      ])
      expect(apart.index_year).toBeNull()
      expect(depreciationFinding(apart).finding).toBe(
        'The New loses least with age, 0% a year; the Old most, 9%.',
      )
      const one = depreciationOf(rows.filter(({ model }) => model === 'City'))
      expect(depreciationFinding(one).named).toEqual(['City'])
      const none = depreciationOf([row('City', 2020, 5)])
      expect(none).toEqual({ index_year: null, curves: [], left_out: [], yearly: null })
      expect(headline({ all: { count: 1, lower: 5e5, median: 5e5, upper: 5e5 } }, none)).toBe(
        'Half of these cars ask less than ₹5 lakh',
      )
    }),
  )
})

describe('distance', () => {
  test(
    'bins are even; the last one is open',
    inMarket(() => {
      const bins = distanceBins([450, 98_000, 140_000])
      expect(bins).toHaveLength(10)
      expect(bins[0]).toEqual({ from: 0, to: 10_000, open: false })
      expect(bins.at(-1)).toEqual({ from: 90_000, to: 100_000, open: true })
      expect(distanceBins([500, 500, 500])).toEqual([{ from: 500, to: 501, open: false }])
      expect(distanceBins([0, 0, 0])).toHaveLength(1)
    }),
  )

  test(
    'the sentence compares bins that hold enough',
    inMarket(() => {
      const bin = (from: number, count: number, median: number) => ({
        from,
        to: from + 10_000,
        open: false,
        count,
        lower: median,
        median,
        upper: median,
      })
      expect(distanceFinding([bin(0, 3, 9e5), bin(10_000, 50, 8e5), bin(20_000, 30, 6e5)])).toEqual(
        {
          finding:
            'Cars driven 20,000 to 30,000 km ask 25% less than cars driven 10,000 to 20,000 km.',
          pair: [1, 2],
        },
      )
      expect(distanceFinding([bin(0, 1, 9e5)]).finding).toBe(
        'Half of these cars ask less than ₹9 lakh.',
      )
      expect(distanceFinding([]).pair).toEqual([])
    }),
  )
})

test(
  'owners are compared within a base model and make year, weighed by the later cars',
  inMarket(() => {
    const cell = (model: string, owners: number | null, price: number, count = 2) => ({
      keys: [model, 2020, owners],
      count,
      quantiles: [price],
    })
    const found = ownersDiscount([
      cell('City', 1, 100),
      cell('City', 2, 90, 5),
      cell('Kwid', 1, 200),
      cell('Kwid', 2, 100),
      cell('Kwid', 3, 10, 1),
      cell('Rare', 2, 1),
      cell('City', null, 1),
    ])
    expect(found).toEqual([{ owners: 2, cars: 7, pairs: 2, relative: 0.9 }])
    expect(ownersFinding(found)).toBe(
      'With a 2nd owner the same model of the same year asks 10% less than with a first.',
    )
    expect(ownersFinding(ownersDiscount([]))).toBe('')
  }),
)

test(
  'the mix names what moved most, and leaves small years out',
  inMarket(() => {
    const part = (year: number, fuel: string | null, count: number) => ({
      ...counted(year, fuel),
      count,
    })
    const mix = mixOf([
      part(2012, 'petrol', 1),
      part(2014, 'diesel', 40),
      part(2014, 'petrol', 60),
      part(2022, 'diesel', 10),
      part(2022, 'petrol', 90),
      part(2022, null, 7),
    ])
    expect(mix.not_stated).toBe(7)
    expect(mix.values.map(({ value }) => value)).toEqual(['petrol', 'diesel'])
    expect(mixFinding(mix, (value) => value)).toBe(
      '90% of the cars of 2022 are petrol, up from 60% of those of 2014.',
    )
    expect(mixFinding(mixOf([part(2020, 'petrol', 2)]), (value) => value)).toBe(
      '100% of these cars are petrol.',
    )
    expect(mixFinding(mixOf([]), String)).toBe('')
  }),
)

test(
  'kinds, places and deals say their ends',
  inMarket(() => {
    const kind = (key: string, median: number) => ({ key, count: 10, lower: 1, median, upper: 9 })
    const words = { one: '{dearest} {high}', many: '{n} {dearest} {cheapest}' }
    expect(kindsFinding([kind('A', 5), kind('B', 7)], words)).toBe('B ₹7')
    expect(kindsFinding([kind('A', 5)], words)).toBe('Half of the A cars ask less than ₹5.')
    expect(kindsFinding([], words)).toBe('')

    const place = (name: string, count: number) => ({ key: name, name, count, median: 1 })
    expect(
      placesFinding([place('Delhi', 6), place('Goa', 2), place('Pune', 1), place('X', 1)]),
    ).toBe('60% were first registered in Delhi; it and the next two hold 90%.')
    expect(placesFinding([place('Delhi', 6)])).toBe('100% were first registered in Delhi.')

    const rated = (key: string, great: number) => ({
      key,
      rated: 10,
      deals: { great, good: 1 },
      position: 0.5,
    })
    expect(dealsFinding([rated('Kia', 1), rated('Tata', 4)], String)).toBe(
      'Tata: 50% of the rated cars are great or good deals; Kia: 20%.',
    )
    expect(dealsFinding([], String)).toBe('')
  }),
)

test(
  'fewer than ten cars are told of, and compared with nothing',
  inMarket(() => {
    const spread = { lower: 1, median: 5, upper: 9 }
    const bins = [3, 12, 2].map((count, at) => ({
      ...{ from: at * 10_000, to: (at + 1) * 10_000, open: false, count },
      ...spread,
    }))
    expect(distanceFinding(bins)).toEqual({
      finding: 'Half of the cars driven 10,000 to 20,000 km ask less than ₹5.',
      pair: [1],
    })
    const few = [9, 40, 1].map((count, at) => ({ key: `M${at}`, count, ...spread }))
    const words = { one: '{dearest}', many: '{n} {dearest}' }
    expect(kindsFinding(few, words)).toBe('Half of the M1 cars ask less than ₹5.')
    const years = [
      { ...counted(2014, 'diesel'), count: 3 },
      { ...counted(2022, 'petrol'), count: 9 },
    ]
    expect(mixFinding(mixOf(years), String)).toBe('75% of these cars are petrol.')
    const rated = [9, 30, 2].map((rated, at) => ({
      key: `B${at}`,
      rated,
      deals: { great: at },
      position: 0.5,
    }))
    expect(dealsFinding(rated, String)).toBe('B1: 3% of the rated cars are great or good deals.')
  }),
)

test(
  'changes say what moved, and when nothing did',
  inMarket(() => {
    const none = {
      since: { version: 1, published_at: null },
      counts: { new: 0, gone: 0, price: 0 },
      gone_filtered: true,
      price: { cheaper: 0, dearer: 0, median_share: null },
      cuts: [],
      days_listed: { cars: 0, median: null, at_least: false },
    }
    expect(changesFinding(none)).toBe('No car is new, none is gone, and no price moved.')
    expect(
      changesFinding({
        ...none,
        counts: { new: 2, gone: 1, price: 3 },
        price: { cheaper: 2, dearer: 1, median_share: -0.051 },
      }),
    ).toBe('3 prices moved, half of them down by 5.1% or more.')
  }),
)

test(
  'a narrower range never leaves the filter',
  inMarket(() => {
    expect(within({ price_max: 700 }, 'price', 400, 800)).toEqual({
      price_min: 400,
      price_max: 700,
    })
    expect(within({}, 'km', undefined, 5)).toEqual({ km_max: 5 })
  }),
)

test(
  'another currency is written its own way',
  inMarket(() => {
    const all = { count: 1, lower: 9000, median: 12_000, upper: 15_000 }
    const said = asRead(() => headline({ all }, depreciationOf([])), { market: marketOf('EUR') })
    expect(said).toBe('Half of these cars ask less than €12K')
  }),
)

test(
  'labels keep their distance and stay on the plot',
  inMarket(() => {
    expect(spreadLabels([10, 11, 12], 5, 100)).toEqual([10, 15, 20])
    expect(spreadLabels([98, 99], 10, 100)).toEqual([90, 100])
  }),
)

test(
  'the interval of a share is Wilson’s',
  inMarket(() => {
    const { low, high } = wilson(9, 10)
    expect(low).toBeCloseTo(0.5958, 3)
    expect(high).toBeCloseTo(0.9821, 3)
    expect(wilson(10, 10).high).toBeCloseTo(1, 9)
  }),
)
