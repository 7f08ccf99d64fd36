import { describe, expect, test } from 'bun:test'
import { DEALS } from '../../listing/car.ts'
import type { CarFilter } from '../../listing/query.ts'
import { asRead } from '../../platform/language/reader.testing.ts'
import { EVIL, escapedFrom } from '../../platform/ui/markup.testing.ts'
import type { Changes } from './changes.ts'
import { ChangesBlock } from './changes-block.tsx'
import { CurvesBlock } from './curves-block.tsx'
import type { Depreciation } from './depreciation.ts'
import type { Mix } from './mix.ts'
import { MixBlock } from './mix-block.tsx'
import { AgeBlock, captionOf, DistanceBlock, KindsBlock } from './price-blocks.tsx'
import type { DistanceBin, Priced, Prices } from './prices.ts'
import type { Place, Supply } from './supply.ts'
import { PlacesBlock } from './supply-blocks.tsx'
import type { OwnerDiscount, Rated } from './value.ts'
import { DealsBlock, OwnersBlock } from './value-blocks.tsx'

const FILTER: CarFilter = { brand: ['Honda'] }
const spread = { lower: 400_000, median: 500_000, upper: 700_000 }
const times = <T,>(size: number, make: (at: number) => T): T[] =>
  Array.from({ length: size }, (_, at) => make(at))

const kinds = (size: number, key: string, count = 20): Priced<string>[] =>
  times(size, (at) => ({ key: `${key}${at}`, count, ...spread, median: 500_000 + at }))
const years = (size: number, count = 20): Priced<number>[] =>
  times(size, (at) => ({ key: 2010 + at, count, ...spread }))
const bins = (size: number): DistanceBin[] =>
  times(size, (at) => ({
    from: at * 20_000,
    to: (at + 1) * 20_000,
    open: at === size - 1 && at > 0,
    count: 20,
    ...spread,
  }))
const prices = (size: number): Prices => ({
  all: size === 0 ? null : { count: size * 20, ...spread },
  by_year: years(size),
  by_km: bins(size),
  by_brand: [],
  by_base_model: [],
})
const places = (size: number, name: string): Place[] =>
  times(size, (at) => ({ key: `${name}${at}`, name: `${name}${at}`, count: 9, median: 500_000 }))
const supply = (size: number, name: string): Supply => ({
  total: size * 9 + 2,
  by_state: places(size, name),
  by_city: places(size, name),
  without_state: 1,
  without_city: 2,
})
const mix = (size: number, value: string): Mix => ({
  values: size === 0 ? [] : [{ value, count: size * 20 }],
  years: times(size, (at) => ({ year: 2010 + at, count: 20, parts: { [value]: 20 } })),
  not_stated: 1,
})
const owners = (size: number): OwnerDiscount[] =>
  times(size, (at) => ({ owners: at + 2, cars: 30, pairs: 3, relative: 0.9 - at / 10 }))
const rated = (size: number, key: string): Rated[] =>
  times(size, (at) => ({
    key: `${key}${at}`,
    rated: 30,
    deals: { great: at, good: 5, fair: 25 - at },
    position: at === 0 ? null : 0.4,
  }))
const depreciation = (size: number, name: string, index_year: number | null): Depreciation => ({
  index_year,
  curves: times(size, (at) => ({
    base_model: `${name}${at}`,
    count: 60,
    yearly_loss: 0.1,
    points: times(3, (year) => ({
      year: 2018 + year,
      count: 20,
      price: 400_000 + year * 50_000,
      index: index_year === null ? null : 0.8 + year / 10,
    })),
  })),
  left_out: [name],
  yearly: { share: 0.1, pairs: 12 },
})

type Block = {
  name: string
  /** The block of so many groups, whose names begin so */
  show: (size: number, name: string) => unknown
  /** Rows that its table has for each group */
  rows?: number
}
const BLOCKS: Block[] = [
  { name: 'age', show: (size) => <AgeBlock filter={FILTER} prices={prices(size)} /> },
  { name: 'distance', show: (size) => <DistanceBlock filter={FILTER} prices={prices(size)} /> },
  ...(['brand', 'base_model'] as const).map((kind) => ({
    name: `kinds by ${kind}`,
    show: (size: number, name: string) => (
      <KindsBlock filter={FILTER} kind={kind} rows={kinds(size, name)} />
    ),
  })),
  ...(['state', 'city'] as const).map((of) => ({
    name: `places by ${of}`,
    show: (size: number, name: string) => (
      <PlacesBlock filter={FILTER} supply={supply(size, name)} of={of} />
    ),
  })),
  ...(['fuel', 'transmission'] as const).map((of) => ({
    name: `mix of ${of}`,
    show: (size: number, name: string) => (
      <MixBlock filter={FILTER} mix={mix(size, name)} of={of} />
    ),
  })),
  { name: 'owners', show: (size) => <OwnersBlock filter={FILTER} owners={owners(size)} /> },
  ...(['segment', 'brand'] as const).map((by) => ({
    name: `deals by ${by}`,
    show: (size: number, name: string) => (
      <DealsBlock filter={FILTER} rows={rated(size, name)} by={by} bands={null} />
    ),
  })),
  ...[2019, null].map((index_year) => ({
    name: `curves held against ${index_year}`,
    rows: 3,
    show: (size: number, name: string) => (
      <CurvesBlock filter={FILTER} depreciation={depreciation(size, name, index_year)} />
    ),
  })),
]

const written = ({ show }: Block, size: number, name = 'Name', language: 'en' | 'fr' = 'en') =>
  asRead(() => String(show(size, name) ?? ''), { language })
const bodyRows = (html: string) => html.split('<tbody>')[1]?.match(/<tr>/g)?.length ?? 0
const figuresOf = (html: string): string[] =>
  [...html.matchAll(/\s(?:x|y|x1|x2|y1|y2|cx|cy|r|width|height|d)="([^"]*)"/g)].map(
    ([, value = '']) => value,
  )

describe.each(BLOCKS.map((block) => [block.name, block] as const))('the block: %s', (_, block) => {
  test('is not there without data', () => {
    expect(written(block, 0)).toBe('')
  })

  test.each([1, 2, 3, 12])('of %d has a finding, a named drawing and a table', (size) => {
    const html = written(block, size)
    expect(html).toMatch(/<p class="finding">[^<]+<\/p>/)
    expect(html).toMatch(/role="(img|group)" aria-label="[^"]{10,}"/)
    expect(bodyRows(html)).toBe(size * (block.rows ?? 1))
    expect(html).not.toMatch(/undefined|null|NaN|Infinity|\[object/)
  })

  test.each([1, 2, 30])('of %d is drawn with finite numbers', (size) => {
    const figures = figuresOf(written(block, size))
    expect(figures.length).toBeGreaterThan(5)
    expect(figures.filter((figure) => /[^\d.,%\sMLHVCZ-]/.test(figure))).toEqual([])
  })

  test('is in French, too', () => {
    const [english, french] = [written(block, 3), written(block, 3, 'Name', 'fr')]
    const findingOf = (html: string) => /<p class="finding">([^<]+)</.exec(html)?.[1] ?? ''
    expect(findingOf(french)).not.toBe('')
    expect(findingOf(french)).not.toBe(findingOf(english))
    expect(french).not.toMatch(/undefined|null|NaN|Infinity|Data table/)
  })

  test('leads to the cars behind each row, within the filter of the page', () => {
    const html = written(block, 3).replaceAll('&amp;', '&')
    const links = [...html.matchAll(/href="(\/cars[^"]*)"/g)].map(([, href = '']) => href)
    expect(links.length).toBeGreaterThanOrEqual(3)
    for (const href of links) expect(href).toContain('brand=')
  })

  test('keeps hostile names as text', () => {
    for (const size of [1, 3]) expect(escapedFrom(written(block, size, EVIL))).toEqual([])
  })
})

describe('a long table', () => {
  const html = (size: number) =>
    asRead(() => String(<KindsBlock filter={{}} kind="brand" rows={kinds(size, 'B')} />))

  test('is cut, and says so', () => {
    expect(bodyRows(html(60))).toBe(60)
    expect(html(60)).not.toContain('The table holds')
    expect(bodyRows(html(61))).toBe(60)
    expect(html(61)).toContain('The table holds the 60 with most cars.')
  })

  test('of places is cut, and says so', () => {
    const block = (size: number) =>
      asRead(() => String(<PlacesBlock filter={{}} supply={supply(size, 'S')} of="state" />))
    expect(block(40)).not.toContain('The table holds')
    expect(block(41)).toContain('The table holds the 40 with most cars.')
    expect(bodyRows(block(90))).toBe(40)
  })

  test('says how many are not drawn', () => {
    expect(html(14)).not.toContain('not drawn')
    expect(html(15)).toContain('1 with fewer cars is not drawn.')
    expect(html(20)).toContain('6 with fewer cars are not drawn.')
  })
})

test('kinds of few cars are drawn only where all have few', () => {
  const drawn = (rows: Priced<string>[]) =>
    asRead(() => String(<KindsBlock filter={{}} kind="brand" rows={rows} />)).match(/<circle/g)
      ?.length
  expect(drawn(kinds(3, 'few', 7))).toBe(3)
  expect(drawn([...kinds(2, 'many', 10), ...kinds(3, 'few', 7)])).toBe(2)
})

describe('deals by price', () => {
  const bands = { budget: 500_000, middle: 1_000_000, upper: 1_500_000 }
  const rows = ['budget', 'middle', 'upper', 'luxury'].map((key, at) => ({
    key,
    rated: 40,
    deals: Object.fromEntries(DEALS.map((deal) => [deal, at + 1])),
    position: 0.5,
  }))
  const show = (filter: CarFilter) =>
    asRead(() => String(<DealsBlock filter={filter} rows={rows} by="segment" bands={bands} />))

  test('each segment leads to its prices, whose ends touch and do not overlap', () => {
    const html = show({}).replaceAll('&amp;', '&')
    for (const href of [
      '/cars?price_max=499999',
      '/cars?price_min=500000&price_max=999999',
      '/cars?price_min=1000000&price_max=1499999',
      '/cars?price_min=1500000',
    ]) {
      expect(html).toContain(`href="${href}"`)
    }
  })

  test('a filter on the price stays the narrower', () => {
    const html = show({ price_min: 600_000, price_max: 900_000 }).replaceAll('&amp;', '&')
    expect(html).toContain('href="/cars?price_min=600000&price_max=900000"')
    expect(html).not.toContain('price_min=500000')
  })

  test('each rating leads to its cars', () => {
    const html = show({}).replaceAll('&amp;', '&')
    for (const deal of DEALS) {
      expect(html).toContain(`href="/cars?deal=${deal}&price_max=499999"`)
    }
  })
})

describe('what changed', () => {
  const none: Changes = {
    since: { version: 1, published_at: '2026-11-20T10:00:00.000Z' },
    counts: { new: 0, gone: 0, price: 0 } as Changes['counts'],
    gone_filtered: true,
    price: { cheaper: 0, dearer: 0, median_share: null },
    cuts: [],
    days_listed: { cars: 0, median: null, at_least: false },
  }
  const show = (changes: Partial<Changes>) =>
    asRead(() => String(<ChangesBlock changes={{ ...none, ...changes }} />))
  const cut: Changes['cuts'][number] = {
    version: 2,
    id: 'a-1',
    title: '2019 Honda City',
    kind: 'price',
    price_before: 500_000,
    price_after: 400_000,
    published_at: '2026-11-21T10:00:00.000Z',
    share: -0.2,
  }

  test('before a second snapshot there is nothing to say, and it says so', () => {
    for (const changes of [{ since: null }, { counts: null }]) {
      expect(show(changes)).toContain('This is the first snapshot.')
      expect(show(changes)).toContain('href="/imports"')
    }
  })

  test('may be nothing', () => {
    expect(show({})).toContain('No car is new, none is gone, and no price moved.')
    expect(show({})).not.toMatch(/The largest cuts|Days listed|undefined|null|NaN/)
  })

  test('is told from when, if that is known', () => {
    expect(show({})).toMatch(/Compared with snapshot 1 of [^.]*2026/)
    expect(show({ since: { version: 7, published_at: null } })).toContain(
      'Compared with snapshot 7.',
    )
    expect(show({ gone_filtered: false })).toContain('no longer kept')
  })

  test('says how long those that are gone stood', () => {
    const days = (at_least: boolean) => show({ days_listed: { cars: 1, median: 12.4, at_least } })
    expect(days(false)).toContain('<span>12</span>')
    expect(days(true)).toContain('12 or more')
    expect(days(true)).toContain('median of 1 car')
  })

  test('lists the largest cuts, with hostile titles as text', () => {
    const html = show({ cuts: [cut] })
    expect(html).toContain('href="/cars/a-1"')
    expect(html).toContain('₹4,00,000')
    expect(html).toContain('−₹1,00,000')
    expect(escapedFrom(show({ cuts: [{ ...cut, title: EVIL, id: EVIL }] }))).toEqual([])
  })
})

test('a caption leaves blank sentences out', () => {
  expect(captionOf('One.', '', 'Two.')).toBe('One. Two.')
  expect(captionOf('', '')).toBe('')
})
