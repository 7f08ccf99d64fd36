import { describe, expect, test } from 'bun:test'
import type { Car } from '../../listing/car.ts'
import { chipsOf } from '../../listing/filter-words.ts'
import { CarQuery, toSearch } from '../../listing/query.ts'
import { message } from '../../platform/language/message.ts'
import { asRead } from '../../platform/language/reader.testing.ts'
import { INDIA, marketOf } from '../../platform/language/reader.ts'
import { EVIL, escapedFrom } from '../../platform/ui/markup.testing.ts'
import { CarPage } from './car-page.tsx'
import type { CarPageProps } from './car-props.ts'
import { CarsPage, type CarsPageProps } from './cars-page.tsx'
import { relaxationWords } from './relaxation-words.ts'

const car: Car = {
  id: 'a-b-1',
  title: '2022 Kia SELTOS GTX',
  brand: 'Kia',
  model: 'SELTOS GTX',
  base_model: 'Seltos',
  trim: 'GTX',
  transmission: 'automatic',
  fuel: 'diesel',
  year: 2022,
  registered_on: '2022-07-01',
  engine_cc: 1493,
  engine_cc_status: 'repaired',
  km: 39906,
  owners: 1,
  price: 1608000,
  emi: 30607,
  loan: { rate: 11, months: 72, total_interest: 595704, reconciles: true },
  insured: true,
  spare_key: false,
  registration_mark: 'DL12',
  state: 'DL',
  state_name: 'Delhi',
  office: 'Vasant Vihar',
  city: 'Delhi',
  age_years: 2,
  km_per_year: 19953,
  price_per_km: 40.3,
  engine_category: 'medium',
  usage_category: 'high',
  ownership_category: 'first',
  price_category: 'luxury',
  years_left: 7.5,
  estimate: { price: 1700000, low: 1433000, high: 1982000 },
  deal: 'good',
  deal_reason: null,
  flags: ['engine-from-twins'],
  attributes: [],
}

const list = (search: string, changes: Partial<CarsPageProps> = {}): string => {
  const raw: Record<string, string[]> = {}
  for (const [key, value] of new URLSearchParams(search)) raw[key] = [...(raw[key] ?? []), value]
  const single = Object.entries(raw).map(([key, values]) => [
    key,
    values.length > 1 ? values : values[0],
  ])
  return asRead(() =>
    String(
      <CarsPage
        query={CarQuery.parse(Object.fromEntries(single))}
        items={[car]}
        total={160}
        all={2804}
        first={1}
        links={{ prev: null, next: '/cars?cursor=n' }}
        facets={{
          attributes: [],
          total: 160,
          values: {
            brand: ['Kia', 'Honda', 'Tata', 'Ford', 'Skoda', 'Jeep', 'Nissan', 'Fiat'].map(
              (value, at) => ({ value, count: 80 - at }),
            ),
            state: [{ value: 'DL', count: 3 }],
          },
          ranges: {
            price: {
              min: 244000,
              max: 1889000,
              bins: [
                { from: 200000, to: 300000, count: 3 },
                { from: 300000, to: 1889000, count: 9 },
              ],
            },
          },
        }}
        median={725500}
        comparables={() => 4}
        asOf="2024-12-31"
        states={new Map([['DL', 'Delhi']])}
        {...changes}
      />,
    ),
  )
}

describe('the list', () => {
  test('says how many and what they ask', () => {
    expect(list('')).toContain('>160 cars</h1>')
    const html = list('brand=Kia')
    expect(html).toContain('>160 cars match</h1>')
    expect(html).toContain('Half of them ask less than ₹7.26 lakh.')
    expect(html).toContain('1–1 of 160, cheapest first')
  })

  test('names each filter in a chip that removes it and keeps the rest', () => {
    const html = list('brand=kia&brand=Honda&price_min=500000&sort=-km')
    expect(html).toContain('<span>Brand: Kia</span>')
    expect(html).toContain('href="/cars?brand=Honda&price_min=500000&sort=-km"')
    expect(html).toContain('Asking price: from ₹5,00,000')
    expect(html).toContain('Filters, 3 active')
    expect(html).toContain('href="/cars?sort=-km"')
  })

  test('sorts by links that say the present order', () => {
    const price = list('sort=-price')
    expect(price).toMatch(
      /<th[^>]*aria-sort="descending"><a id="sort-price" href="\/cars\?sort=price|<th[^>]*aria-sort="descending"><a id="sort-price" href="\/cars"/,
    )
    expect(price.match(/aria-sort/g)).toHaveLength(1)
    expect(list('')).toMatch(/aria-sort="ascending"><a id="sort-price" href="\/cars\?sort=-price"/)
    expect(list('')).toMatch(/<a id="sort-year" href="\/cars\?sort=-year"/)
  })

  test('shows six values, the rest folded, and what is ticked before all', () => {
    const html = list('brand=Fiat')
    expect(html).toContain('2 more')
    const [shown = ''] = html.split('2 more')
    expect(shown).toMatch(/id="brand-fiat" name="brand" value="Fiat" checked/)
    expect(shown).not.toContain('id="brand-nissan"')
  })

  test('keeps a ticked value that no car has any more', () => {
    expect(list('brand=Tesla')).toMatch(/value="Tesla" checked\/> Tesla <span>0</)
  })

  test('hints at the exact extent and keeps what was typed', () => {
    const html = list('price_max=1000000')
    expect(html).toContain('placeholder="2,44,000"')
    expect(html).toMatch(/name="price_max"[^>]*value="10,00,000"/)
  })

  test('puts an error beside its field, with the words as typed', () => {
    const html = list('', {
      errors: [
        {
          parameter: 'price_max',
          message: message('"{value}" is not a whole number', { value: 'cheap' }),
        },
      ],
      entered: { price_max: 'cheap' },
    })
    expect(html).toMatch(/value="cheap"[^>]*aria-invalid="true" aria-describedby="price_max-wrong"/)
    expect(html).toContain('id="price_max-wrong">&quot;cheap&quot; is not a whole number</p>')
    expect(html).toContain('<details class="filters" id="filters" open>')
  })

  test('offers ways out of an empty result', () => {
    const html = list('brand=Kia&price_max=1', {
      items: [],
      total: 0,
      comparables: () => 4,
      median: null,
      first: null,
      links: { prev: null, next: null },
      relaxations: [{ label: 'Any brand', href: '/cars?price_max=1', count: 14 }],
    })
    expect(html).toContain('No car matches')
    expect(html).toContain('None of the 2,804 cars meets all of these filters.')
    expect(html).toMatch(
      /href="\/cars\?price_max=1"[^>]*>Any brand<\/a> <span class="soft">14 cars/,
    )
    expect(html).not.toContain('<table')
  })

  test('exports the filter, not the page', () => {
    const html = list('brand=Kia&sort=-km')
    expect(html).toContain('href="/api/cars?brand=Kia&format=csv"')
    expect(html).toContain('href="/api/cars?brand=Kia&format=ndjson"')
    expect(html).toContain('href="/api/cars?brand=Kia&format=parquet"')
  })

  test('escapes hostile data', () => {
    const html = list(`q=${encodeURIComponent(EVIL)}&city=${encodeURIComponent(EVIL)}`, {
      items: [{ ...car, id: EVIL, brand: EVIL, base_model: EVIL, trim: EVIL, state: EVIL }],
      errors: [
        { parameter: 'price_min', message: message('"{value}" is not a number', { value: EVIL }) },
      ],
      entered: { price_min: EVIL, q: EVIL },
      facets: {
        total: 1,
        values: { brand: [{ value: EVIL, count: 1 }] },
        ranges: {},
        attributes: [{ key: EVIL, values: [{ value: EVIL, count: 1 }] }],
      },
      relaxations: [{ label: EVIL, href: `/cars?q=${EVIL}`, count: 1 }],
    })
    expect(escapedFrom(html)).toEqual([])
  })
})

test('a range is one chip, whatever its ends', () => {
  const label = (filter: Parameters<typeof chipsOf>[0]) =>
    asRead(() => chipsOf(filter, new Map(), toSearch)[0]?.label)
  expect(label({ year_min: 2019, year_max: 2019 })).toBe('Make year: 2019')
  expect(label({ km_max: 30000 })).toBe('Distance driven: up to 30,000 km')
  expect(label({ owners: [2] })).toBe('Owners: 2nd owner')
  expect(label({ fuel: ['cng'] })).toBe('Fuel: CNG')
})

test('a way out says what it changes', () => {
  const moved = { key: 'price_max', from: 1, to: 693000 } as const
  expect(asRead(() => relaxationWords({ moved }))).toBe('Asking price up to ₹6,93,000')
  expect(asRead(() => relaxationWords({ dropped: 'brand' }))).toBe('Any brand')
})

describe('a car', () => {
  const term = {
    from: '2022-07-01',
    until: '2032-07-01',
    text: 'A diesel car may run for 10 years.',
    source: 'Tribunal',
    status: 'in force',
    status_on: '2025-08-12',
    today: '2026-11-26',
    left_today: 3.5,
  }
  const props: CarPageProps = {
    states: new Map([['DL', 'Delhi']]),
    car,
    snapshot: {
      version: 2,
      as_of: '2024-12-31',
      published_at: '2026-11-20T10:00:00Z',
      estimates: false,
    },
    lineage: { file: 'cars.csv', line: 639, raw: 'Kia,SELTOS' },
    history: [],
    rules: [{ id: 'engine-from-twins', text: 'identical cars agree' }],
    comparables: 4,
    others: [],
    similar: [{ car: { ...car, id: 'other', price: 1764000 }, distance: 1.4 }],
    explanation: null,
    term,
  }
  const page = (changes: Partial<CarPageProps> = {}, market = INDIA) =>
    asRead(() => String(<CarPage {...props} {...changes} />), { market })
  const without = (changes: Partial<Car>) => page({ car: { ...car, ...changes } })

  test('shows the offer in the currency of the market', () => {
    const html = page()
    expect(html).toContain('<h1>2022 Kia Seltos</h1>')
    expect(html).toContain('₹16,08,000')
    const euro = page({}, marketOf('EUR'))
    expect(euro).toContain('€1,608,000')
    expect(euro).not.toContain('₹')
  })

  test('takes the monthly cost apart', () => {
    expect(page()).toContain('₹22,03,704')
    expect(page()).toContain('₹5,95,704')
    expect(without({ loan: null, emi: null })).toContain('No monthly cost is listed')
    const none = { rate: null, months: null, total_interest: null, reconciles: false }
    expect(without({ loan: none })).toContain('does not add up')
  })

  test('tells the four conditions of an engine size apart', () => {
    expect(page()).toContain('size repaired, see below')
    expect(without({ engine_cc: null, engine_cc_status: 'missing' })).toContain('size not known')
    expect(without({ engine_cc: null, engine_cc_status: 'not_applicable' })).toContain(
      'Electric, no engine size',
    )
    expect(without({ engine_cc_status: 'listed' })).not.toContain('repaired')
  })

  test('holds without anything that may be null', () => {
    const html = page({
      car: {
        ...car,
        transmission: null,
        registered_on: null,
        engine_cc: null,
        engine_cc_status: 'missing',
        owners: null,
        emi: null,
        loan: null,
        insured: null,
        spare_key: null,
        registration_mark: null,
        state: null,
        state_name: null,
        office: null,
        city: null,
        years_left: null,
        trim: '',
        flags: [],
      },
      lineage: null,
      rules: [],
      comparables: 4,
      similar: [],
      term: null,
    })
    expect(html).not.toMatch(/null|undefined|NaN/)
  })

  test('says of a car that went and came back when it was not there, and never that it always was', () => {
    const event = (version: number, kind: 'new' | 'gone') => ({
      version,
      id: car.id,
      title: car.title,
      kind,
      price_before: null,
      price_after: null,
      published_at: '2026-11-20T10:00:00Z',
    })
    const snapshot = { ...props.snapshot, version: 7 }
    const html = page({ snapshot, history: [event(3, 'gone'), event(5, 'new')] })
    expect(html).toContain('Listed since the first snapshot. Not listed in the snapshots 3 to 4.')
    expect(html).not.toContain('in every snapshot')
    const once = page({ snapshot, history: [event(2, 'new'), event(4, 'gone'), event(5, 'new')] })
    expect(once).toContain('Listed since snapshot 2')
    expect(once).toContain('Not listed in snapshot 4.')
    expect(page({ snapshot })).not.toContain('Not listed')
  })

  test('counts the term of registration to today, and says what it was at the date of the prices', () => {
    const left = page({ term: { ...term, left_today: 1.25 } })
    expect(left).toContain('1 year and 3 months left today')
    expect(left).toContain('When these prices were asked, on 31 December 2024')
    const ended = page({ term: { ...term, left_today: 0 } })
    expect(ended).toContain('The term of the rule has ended')
  })

  test('shows no rating where there is none: neither tone nor diamond', () => {
    const estimate = { price: 1_700_000, low: 1_500_000, high: 1_900_000 }
    const unrated = { ...car, estimate, deal: null, deal_reason: 'too few comparables' }
    const snapshot = { ...props.snapshot, estimates: true }
    const html = page({ car: unrated, comparables: 2, snapshot })
    expect(html).toContain('Not rated: only 2 other cars of this model within two years')
    expect(html.slice(0, html.indexOf('similar'))).not.toMatch(/c-tone|asks ₹/)
  })

  test('lists price changes, newest first', () => {
    const change = (version: number, before: number, after: number) => ({
      version,
      id: car.id,
      title: car.title,
      kind: 'price' as const,
      price_before: before,
      price_after: after,
      published_at: '2026-11-20T10:00:00Z',
    })
    const html = page({ history: [change(2, 1800000, 1700000), change(3, 1700000, 1608000)] })
    expect(html).toContain('₹1,92,000 less than at first')
    expect(html.indexOf('−₹92,000')).toBeLessThan(html.indexOf('−₹1,00,000'))
  })

  test('escapes hostile data', () => {
    const evil = { ...car, title: EVIL, brand: EVIL, base_model: EVIL, model: EVIL, trim: EVIL }
    const html = page({
      car: { ...evil, registration_mark: EVIL, state_name: EVIL, office: EVIL, id: EVIL },
      lineage: { file: EVIL, line: 1, raw: EVIL },
      rules: [{ id: `engine-${EVIL}`, text: EVIL }],
      comparables: 4,
      similar: [{ car: evil, distance: 0 }],
      term: { ...term, text: EVIL, source: EVIL, status: EVIL },
    })
    expect(escapedFrom(html)).toEqual([])
  })
})
