import { describe, expect, test } from 'bun:test'
import { aCar } from '../../../tests/support/cars.ts'
import { DEALS, ENGINE_STATUSES, FUELS, TRANSMISSIONS } from '../../listing/car.ts'
import { chipsOf } from '../../listing/filter-words.ts'
import {
  CarQuery,
  FILTER_KEYS,
  RANGE_FIELDS,
  SORTS,
  toSearch,
  VALUE_FACETS,
} from '../../listing/query.ts'
import { fuelWords } from '../../listing/words.ts'
import { message } from '../../platform/language/message.ts'
import { asRead } from '../../platform/language/reader.testing.ts'
import { EVIL, escapedFrom } from '../../platform/ui/markup.testing.ts'
import type { Facets } from '../../snapshots/read.ts'
import { CarPage } from './car-page.tsx'
import type { CarPageProps } from './car-props.ts'
import { CarsPage, type CarsPageProps } from './cars-page.tsx'

const STATES = new Map([['KA', 'Karnataka']])
const NONE: Facets = { total: 0, values: {}, ranges: {}, attributes: [] }

const list = (
  query: Record<string, unknown> = {},
  changes: Partial<CarsPageProps> = {},
  language: 'en' | 'fr' = 'en',
) =>
  asRead(
    () =>
      String(
        <CarsPage
          query={CarQuery.parse(query)}
          items={[aCar()]}
          total={1}
          all={9}
          first={1}
          links={{ prev: null, next: null }}
          facets={NONE}
          median={700_000}
          comparables={() => 4}
          asOf="2024-12-31"
          states={STATES}
          {...changes}
        />,
      ),
    { language },
  )

/** A value of each filter, as an address has it. */
const VALUES: Record<(typeof FILTER_KEYS)[number], string> = {
  q: 'city',
  brand: 'Honda',
  base_model: 'City',
  model: 'CITY VX',
  trim: 'VX',
  fuel: 'diesel',
  transmission: 'manual',
  owners: '2',
  state: 'KA',
  city: 'Bengaluru',
  deal: 'great',
  flag: 'engine-missing',
  attribute: 'colour:black',
  price_min: '100000',
  price_max: '900000',
  year_min: '2015',
  year_max: '2020',
  km_min: '1000',
  km_max: '90000',
  emi_min: '5000',
  emi_max: '20000',
}

describe.each(FILTER_KEYS)('the filter %s', (key) => {
  const filter = CarQuery.parse({ [key]: VALUES[key] })

  test('is one chip, which leads to the list without it', () => {
    const chips = asRead(() => chipsOf(filter, STATES, (rest) => `/cars${toSearch(rest)}`))
    expect(chips.map(({ href }) => href)).toEqual(['/cars'])
    expect(list({ [key]: VALUES[key] })).toContain('Filters, 1 active')
    const french = asRead(() => chipsOf(filter, STATES, () => ''), { language: 'fr' })
    expect(french[0]?.label).not.toBe(chips[0]?.label)
  })

  test('goes without the others, which stay', () => {
    const other = key === 'brand' ? { fuel: 'petrol' } : { brand: 'Kia' }
    const both = CarQuery.parse({ [key]: VALUES[key], ...other })
    const links = asRead(() => chipsOf(both, STATES, toSearch).map(({ href }) => href))
    expect(links.toSorted()).toEqual([toSearch(CarQuery.parse(other)), toSearch(filter)].toSorted())
  })

  test('is kept by the form, though no car is left', () => {
    const html = list({ [key]: VALUES[key] }, { items: [], total: 0, median: null, first: null })
    expect(html).toMatch(new RegExp(`<input[^>]*name="${key}"[^>]*value="[^"]+"`))
  })

  test('holds the form open on what is wrong with it', () => {
    const errors = [{ parameter: key, message: message('"{value}" is wrong', { value: EVIL }) }]
    const html = list({}, { errors, entered: { [key]: EVIL } })
    expect(html).toContain('<details class="filters" id="filters" open>')
    expect(html).toContain('is wrong')
    expect(escapedFrom(html)).toEqual([])
  })
})

describe.each(VALUE_FACETS)('the values of %s', (facet) => {
  const boxes = new RegExp(`type="checkbox" id="${facet}-`, 'g')
  const values = (size: number) =>
    Array.from({ length: size }, (_, at) => ({
      value: facet === 'owners' ? at : `v${at}`,
      count: 9,
    }))
  const form = (size: number) =>
    list({}, { facets: { ...NONE, values: { [facet]: values(size) } } })

  test('are boxes to tick, six of them unfolded', () => {
    expect(form(6).match(boxes)).toHaveLength(6)
    expect(form(6)).not.toContain(`id="more-${facet}"`)
    expect(form(8).match(boxes)).toHaveLength(8)
    expect(form(8)).toMatch(new RegExp(`id="more-${facet}"[^>]*><summary>2 more`))
  })

  test('are no more than sixty, or none where words find them better', () => {
    expect(form(100).match(boxes)?.length ?? 0).toBe(facet === 'trim' ? 0 : 60)
  })

  test('are not there where there are none', () => {
    expect(form(0)).not.toContain(`id="facet-${facet}"`)
    expect(form(1)).toContain(`id="facet-${facet}"`)
  })

  test('are text, whatever they hold', () => {
    const facets = { ...NONE, values: { [facet]: [{ value: EVIL, count: 1 }] } }
    expect(escapedFrom(list({}, { facets }))).toEqual([])
  })
})

test('deals keep their scale, whatever their counts', () => {
  const deal = DEALS.toReversed().map((value, at) => ({ value, count: 90 - at }))
  const html = list({ deal: ['fair'] }, { facets: { ...NONE, values: { deal } } })
  const shown = [...html.matchAll(/name="deal" value="(\w+)"/g)].map(([, value]) => value)
  expect(shown).toEqual([...DEALS])
})

describe.each(RANGE_FIELDS)('the range of %s', (field) => {
  const bin = (at: number) => ({ from: 2000 + at, to: 2001 + at, count: at })
  const form = (bins: number) =>
    list(
      {},
      {
        facets: {
          ...NONE,
          ranges: {
            [field]: {
              min: 2000,
              max: 2000 + bins,
              bins: Array.from({ length: bins }, (_, at) => bin(at)),
            },
          },
        },
      },
    )

  test('has two fields with labels', () => {
    for (const name of [`${field}_min`, `${field}_max`]) {
      expect(form(1)).toContain(`<label for="${name}">`)
      expect(form(1)).toContain(`id="${name}" name="${name}"`)
    }
  })

  test('is drawn from two bins on, with finite numbers', () => {
    expect(form(1)).not.toContain('class="bins"')
    expect(form(5)).toMatch(/class="bins" role="group" aria-label="[^"]{20,}"/)
    for (const bins of [0, 1, 2, 5]) expect(form(bins)).not.toMatch(/NaN|undefined|Infinity/)
  })
})

test.each(SORTS)('the order %s is chosen in the form, and told', (sort) => {
  const html = list({ sort })
  expect(html).toMatch(new RegExp(`<option value="${sort === 'price' ? '' : sort}" selected`))
  expect(html.match(/ selected/g)).toHaveLength(1)
  expect(list({ sort }, {}, 'fr')).not.toMatch(/cheapest|dearest|first</)
})

describe('a row of the list', () => {
  const OPTIONAL = ['emi', 'owners', 'transmission', 'state', 'estimate', 'deal'] as const

  test.each(OPTIONAL)('holds without %s', (field) => {
    const html = list({}, { items: [{ ...aCar(), [field]: null }] })
    expect(html).not.toMatch(/undefined|null|NaN/)
    expect(html).toContain('href="/cars/2019-honda-city-1"')
  })
})

describe("a car's page", () => {
  const props: CarPageProps = {
    states: STATES,
    car: aCar(),
    snapshot: {
      version: 2,
      as_of: '2024-12-31',
      published_at: '2026-11-20T10:00:00Z',
      estimates: true,
    },
    lineage: null,
    history: [],
    rules: [],
    comparables: 4,
    others: [],
    similar: [],
    explanation: null,
    term: null,
  }
  const page = (changes: Partial<CarPageProps['car']>, language: 'en' | 'fr' = 'en') =>
    asRead(() => String(<CarPage {...props} car={aCar(changes)} />), { language })

  test.each([
    'transmission',
    'registered_on',
    'engine_cc',
    'owners',
    'emi',
    'loan',
    'insured',
    'spare_key',
    'registration_mark',
    'state',
    'state_name',
    'office',
    'city',
    'price_per_km',
    'engine_category',
    'ownership_category',
    'price_category',
    'years_left',
    'estimate',
    'deal',
    'deal_reason',
  ] as const)('holds without %s, in both languages', (field) => {
    for (const language of ['en', 'fr'] as const) {
      expect(page({ [field]: null }, language)).not.toMatch(/undefined|null|NaN|Invalid/)
    }
  })

  test.each(FUELS)('says what it burns in the words of the reader: %s', (fuel) => {
    for (const language of ['en', 'fr'] as const) {
      const words = asRead(() => fuelWords(fuel), { language })
      expect(page({ fuel }, language)).toContain(`<span>1${language === 'en' ? ',' : '\u202f'}497`)
      expect(page({ fuel }, language)).toContain(`${words}</span>`)
    }
  })

  test.each(TRANSMISSIONS)('names the gearbox: %s', (transmission) => {
    expect(page({ transmission }).toLowerCase()).toContain(`<span>${transmission}</span>`)
  })

  test.each(ENGINE_STATUSES)('says what is known of an engine size that is %s', (status) => {
    const blank = status === 'missing' || status === 'not_applicable'
    const html = page({ engine_cc: blank ? null : 1497, engine_cc_status: status })
    expect(html.includes('1,497 cc')).toBe(!blank)
    expect(html).not.toMatch(/undefined|null|NaN/)
  })

  test.each(DEALS)('says that the deal is %s', (deal) => {
    expect(page({ deal }).toLowerCase()).toContain(deal)
    expect(page({ deal }, 'fr')).not.toMatch(/undefined|null|NaN/)
  })

  test.each(['too few comparables', 'distance in doubt', 'no estimate'])(
    'says why there is no rating: %s',
    (deal_reason) => {
      expect(page({ deal: null, deal_reason })).toContain('Not rated: ')
    },
  )
})
