import { describe, expect, test } from 'bun:test'
import { asRead } from '../../platform/language/reader.testing.ts'
import { INDIA, marketOf } from '../../platform/language/reader.ts'
import { evenBins } from '../../platform/ui/charts/even-bins.ts'
import { EVIL, escapedFrom } from '../../platform/ui/markup.testing.ts'
import { priceByAge } from '../../snapshots/views/price-by-age.ts'
import { pricesLie } from '../../snapshots/views/prices-lie.ts'
import type { OverviewProps } from './overview-props.ts'
import { Overview } from './page.tsx'

const year = (group: number, count: number, median: number) => ({
  keys: [group],
  count,
  quantiles: [median - 1e5, median, median + 1e5],
})
const props: OverviewProps = {
  cars: 1000,
  brands: 15,
  baseModels: 97,
  asOf: '2024-12-31',
  price: { keys: [], count: 1000, quantiles: [435000, 594000, 814000, 1764000] },
  medianKm: 45700,
  medianAge: 6,
  byYear: [
    year(2010, 3, 200000),
    year(2012, 40, 300000),
    year(2014, 457, 378500),
    year(2021, 500, 820000),
  ],
  priceBins: [
    { from: 100000, to: 500000, count: 400 },
    { from: 500000, to: 900000, count: 340 },
    { from: 900000, to: 2487000, count: 260 },
  ],
  baseModelPrices: [
    { key: 'Wagon R', count: 127, lower: 318500, median: 374000, upper: 480500 },
    { key: 'Nexon', count: 92, lower: 800750, median: 950500, upper: 1090750 },
  ],
  baseModelLines: new Map(),
  states: [{ code: 'KA', name: 'Karnataka', count: 987, median: 626000 }],
  deals: null,
  account: {
    rows: { read: 1002, published: 1000, rejected: 1, duplicates: 1, repaired: 0, flagged: 0 },
    checksum: { expected: 1883558000, actual: 1883558000, agrees: true },
  } as OverviewProps['account'],
}
const overview = (changes: Partial<OverviewProps> = {}, market = INDIA) =>
  asRead(() => String(<Overview {...props} {...changes} />), { market })

describe('findings', () => {
  test('compare years that hold enough cars, and name those left out', () => {
    const { finding, left, pair } = asRead(() => priceByAge(props.byYear, props.cars))
    expect(finding).toBe(
      'A 2014 car asks 46% of what a 2021 car asks: ₹3,78,500 against ₹8,20,000.',
    )
    expect(left).toEqual(['2010'])
    expect(pair).toEqual([2014, 2021])
  })

  test('hold with one year, or with none that has enough', () => {
    expect(asRead(() => priceByAge([year(2020, 2, 4e5)], 2)).finding).toBe(
      'Half of the cars of 2020 ask less than ₹4,00,000.',
    )
    const few = asRead(() => priceByAge([year(2018, 3, 3e5), year(2020, 9, 5e5)], 12))
    expect(few.finding).toBe('Half of the cars of 2020 ask less than ₹5,00,000.')
    expect(asRead(() => priceByAge([], 0)).pair).toEqual([])
  })

  test('say how far most prices reach', () => {
    const price = { keys: [], count: 1000, quantiles: [1, 2, 3, 1764000] }
    expect(asRead(() => pricesLie(evenBins(props.priceBins), price)).finding).toBe(
      '74% ask less than ₹9 lakh; one in a hundred asks ₹17.64 lakh or more.',
    )
  })
})

describe('the overview', () => {
  test('says the median, and links every figure to its cars', () => {
    const html = overview()
    expect(html).toContain('Half of the used cars here ask less than ₹5.94 lakh')
    expect(html).toContain('href="/cars?price_min=435000&price_max=814000"')
    expect(html).toContain('href="/cars?year_min=2014&year_max=2014"')
    expect(html).toContain('href="/cars?base_model=Nexon"')
    expect(html).toContain('href="/cars?state=KA"')
  })

  test('puts the last bin of the histogram at its true end', () => {
    expect(overview()).toContain('href="/cars?price_min=900000"')
    expect(overview()).toContain('24,87,000, the highest')
  })

  test('gives each chart a name and its figures', () => {
    const html = overview()
    expect(
      html.match(/<svg class="plot"[^>]*role="(?:img|group)" aria-label="[^"]{40,}"/g),
    ).toHaveLength(3)
    expect(html.match(/<summary>Data table/g)).toHaveLength(3)
    expect(html).not.toMatch(/NaN|Infinity|undefined/)
  })

  test('holds with little: no car, one year, no place, no account', () => {
    expect(overview({ cars: 0, price: null })).toContain('No car has been published')
    const html = overview({
      cars: 2,
      byYear: [year(2020, 2, 4e5)],
      priceBins: [{ from: 4e5, to: 5e5, count: 2 }],
      baseModelPrices: [],
      states: [],
      medianKm: null,
      medianAge: null,
      account: null,
    })
    expect(html).not.toMatch(/NaN|Infinity|undefined/)
    expect(html).not.toContain('first registered')
  })

  test('speaks the currency of its market', () => {
    const html = overview({}, marketOf('EUR'))
    expect(html).toContain('ask less than €594K')
    expect(html).not.toMatch(/₹|lakh/)
  })

  test('escapes hostile data', () => {
    const html = overview({
      baseModelPrices: [{ key: EVIL, count: 3, lower: 1, median: 2, upper: 3 }],
      states: [{ code: EVIL, name: EVIL, count: 1, median: 1 }],
    })
    expect(escapedFrom(html)).toEqual([])
  })
})
