import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { aCar } from '../../../tests/support/cars.ts'
import { FUELS, TRANSMISSIONS } from '../../listing/car.ts'
import { message } from '../../platform/language/message.ts'
import { asRead } from '../../platform/language/reader.testing.ts'
import { EVIL, escapedFrom } from '../../platform/ui/markup.testing.ts'
import type { Warning } from '../../pricing/index.ts'
import type { EstimateAnswer } from '../estimate.ts'
import { asCar, EstimateQuery, unacceptable } from '../query.ts'
import type { EstimatePageProps } from './estimate-form.tsx'
import { EstimatePage, title } from './estimate-page.tsx'
import { warningWords } from './warnings.ts'

const FIELDS = [
  'brand',
  'base_model',
  'trim',
  'fuel',
  'transmission',
  'owners',
  'year',
  'km',
  'state',
] as const

const answer: EstimateAnswer = {
  price: 700_000,
  low: 600_000,
  high: 820_000,
  coverage: 0.9,
  explanation: [],
  comparables: [{ ...aCar({ id: 'near', price: 650_000 }), distance: 1.5 }],
  comparables_count: 12,
  deal: null,
  deal_reason: 'no asking price',
  warnings: [],
  prices_of: 2024,
  steps: { base: { factor: 'median of all cars', effect: 700_000 }, items: [] },
}
const props: EstimatePageProps = {
  form: { brand: 'Honda', base_model: 'City' },
  typed: { brand: 'Honda', base_model: 'City' },
  choices: {
    models: new Map([
      ['Honda', ['City', 'Jazz']],
      ['Kia', ['Seltos']],
    ]),
    trim: ['VX'],
    fuel: [...FUELS],
    transmission: [...TRANSMISSIONS],
    attributes: [],
  },
  states: new Map([['KA', 'Karnataka']]),
  answer: null,
  dearer: 5,
  errors: [],
  pricesOf: 2024,
  share: 'http://localhost/estimate?brand=Honda',
}
const page = (changes: Partial<EstimatePageProps> = {}, language: 'en' | 'fr' = 'en') =>
  asRead(() => String(<EstimatePage {...props} {...changes} />), { language })

describe('the form', () => {
  test.each(FIELDS)('has a field with a label for %s', (field) => {
    const html = page()
    expect(html).toContain(`<label for="${field}">`)
    expect(html).toMatch(new RegExp(`<(select|input) id="${field}" name="${field}"`))
  })

  test.each(FIELDS)('says beside %s what is wrong with it, and there alone', (field) => {
    const errors = [{ parameter: field, message: message('"{value}" is wrong', { value: 'x' }) }]
    const html = page({ errors })
    expect(html).toMatch(
      new RegExp(`id="${field}" name="${field}"[^>]*aria-describedby="${field}-wrong"`),
    )
    expect(html).toContain(`id="${field}-wrong">&quot;x&quot; is wrong</span>`)
    expect(html.match(/aria-invalid/g)).toHaveLength(1)
    expect(html).toContain('This car cannot be estimated yet')
  })

  test.each(['year', 'km', 'asking_price'] as const)('keeps what was typed as %s', (field) => {
    expect(page({ typed: { [field]: '12,34 x' } })).toMatch(
      new RegExp(`name="${field}"[^>]*value="12,34 x"`),
    )
  })

  test('groups the digits of amounts and distances, and of no year', () => {
    const html = page({ typed: { year: '2019', km: '40000', asking_price: '600000' } })
    expect(html).toMatch(/name="year"[^>]*value="2019"/)
    expect(html).toMatch(/name="km"[^>]*value="40,000"/)
    expect(html).toMatch(/name="asking_price"[^>]*value="6,00,000"/)
  })

  test('keeps what is chosen, listed or not, whatever its case', () => {
    expect(page({ form: { brand: 'honda' } })).toMatch(/<option value="Honda" selected/)
    expect(page({ form: { brand: 'Tesla' } })).toMatch(/<option value="Tesla" selected/)
    expect(page({ form: {} })).not.toContain(' selected')
  })

  test('offers every model under its brand until a brand is chosen, then the models of that brand', () => {
    const all = page({ form: {} })
    expect(all).toContain('<optgroup label="Kia"><option value="Seltos">Seltos</option></optgroup>')
    expect(page()).not.toContain('Seltos')
    expect(page()).toContain('<option value="City" selected>City</option>')
  })

  test('judges a price in five fields at most, and keeps the others folded', () => {
    const [shown = ''] = page({ form: {}, typed: {} }).split('<details id="car-more">')
    expect(shown.match(/<(select|input) id=/g)).toHaveLength(5)
    expect(page({ typed: { trim: 'VX' } })).toContain('<details id="car-more" open>')
  })

  test('holds without anything to choose', () => {
    const choices = { models: new Map(), trim: [], fuel: [], transmission: [], attributes: [] }
    const html = page({ choices, states: new Map(), form: {}, typed: {} })
    expect(html).not.toMatch(/undefined|null|NaN/)
    expect(html.match(/<select/g)).toHaveLength(7)
  })

  test('asks what the model of this market kept, in the fold and by its values', () => {
    const attributes = [
      { key: 'power', name: 'powerPS', unit: 'PS', values: ['75', '116'] },
      { key: 'condition_2', name: 'Damage', unit: null, values: ['none'] },
    ]
    const choices = { ...props.choices, attributes }
    const html = page({ choices, form: {}, typed: {} })
    const [shown = '', folded = ''] = html.split('<details id="car-more">')
    expect(shown).not.toContain('name="attribute"')
    expect(folded).toContain('state; power and damage</summary>')
    expect(folded).toContain('<label for="attribute-power">Power</label>')
    expect(folded).toContain('<option value="power:116">116 PS</option>')
    expect(folded).toContain('<option value="condition_2:None">None</option>')
    const chosen = page({ choices, form: { attribute: ['power:90'] } })
    expect(chosen).toContain('<details id="car-more" open>')
    expect(chosen).toContain('<option value="power:90" selected>90 PS</option>')
  })

  test('keeps hostile words as text', () => {
    const html = page({
      form: { brand: EVIL, base_model: EVIL, trim: EVIL, state: EVIL },
      typed: { year: EVIL, km: EVIL },
      choices: {
        models: new Map([[EVIL, [EVIL]]]),
        trim: [EVIL],
        fuel: [EVIL],
        transmission: [],
        attributes: [{ key: EVIL, name: EVIL, unit: EVIL, values: [EVIL] }],
      },
      share: EVIL,
      states: new Map([[EVIL, EVIL]]),
      errors: [{ parameter: 'km', message: message('{value}', { value: EVIL }) }],
      answer: { ...answer, comparables: [{ ...aCar({ brand: EVIL, trim: EVIL }), distance: 1 }] },
    })
    expect(escapedFrom(html)).toEqual([])
  })
})

describe('the verdict on an asking price', () => {
  const form = { brand: 'Honda', base_model: 'City', year: 2019, km: 40_000, asking_price: 650_000 }
  const judged = (deal: EstimateAnswer['deal'], deal_reason: string | null = null) =>
    page({ form, answer: { ...answer, deal, deal_reason } })

  test.each([
    ['great', '₹6.50 lakh is a great price for a 2019 Honda City', 'in the 1st of the five parts'],
    ['fair', '₹6.50 lakh is a fair price for a 2019 Honda City', 'in the 3rd of the five parts'],
    ['overpriced', '₹6.50 lakh is too much for a 2019 Honda City', 'in the 5th of the five parts'],
  ] as const)(
    '%s says so in the heading, where it lies, and what it rests on',
    (deal, heading, place) => {
      const html = judged(deal)
      expect(html).toContain(`<h1>${heading}</h1>`)
      expect(html).toContain(place)
      expect(html).toContain('₹50,000 under the estimate')
      expect(html).toContain('12 cars of this model within two years are listed.')
      expect(html).toContain('5 ask more.')
      expect(html).toContain('value="http://localhost/estimate?brand=Honda"')
    },
  )

  test('is none without three comparable cars, and nothing looks like one', () => {
    const html = judged(null, 'too few comparables')
    expect(html).toContain('cannot be rated')
    expect(html).toContain('fewer than three other cars of this model within two years')
    expect(html).not.toMatch(/class="deal |c-tone/)
  })
})

describe('the answer', () => {
  const form = { brand: 'Honda', base_model: 'City', year: 2019, km: 40_000 }

  test('says the price, its interval and the nearest cars', () => {
    const html = page({ answer, form })
    expect(html).toContain('₹7,00,000')
    expect(html).toContain('90% interval from ₹6,00,000 to ₹8,20,000')
    expect(html).toContain('href="/cars/near"')
    expect(html).toContain('−₹50,000')
    expect(html).not.toMatch(/undefined|null|NaN/)
  })

  test.each([
    [500_000, 'great', '₹2,00,000 under the estimate, below the interval.'],
    [600_000, 'great', 'in the 1st of the five parts of the interval.'],
    [820_000, 'overpriced', 'in the 5th of the five parts of the interval.'],
    [900_000, 'overpriced', '₹2,00,000 over the estimate, above the interval.'],
  ] as const)('says of %i where it lies, also beyond the interval', (asking_price, deal, place) => {
    const html = page({ answer: { ...answer, deal }, form: { ...form, asking_price } })
    expect(html).toContain(place)
    expect(html.includes('five parts of the interval')).toBe(place.includes('five parts'))
  })

  test('names every fact of a step, also one that was not stated', () => {
    const factors = ['trim', 'owners', 'state', 'engine'] as const
    const items = factors.map((factor) => ({ factor, value: null, effect: 1000 }))
    const html = page({ answer: { ...answer, steps: { ...answer.steps, items } }, form })
    expect(html.match(/: not stated/g)?.length).toBe(factors.length)
  })

  test('says so where no such car is listed', () => {
    const html = page({ form, answer: { ...answer, comparables: [] } })
    expect(html).toContain('No such car is listed near it')
    expect(html).not.toContain('The nearest cars')
  })

  test('names the car in its title', () => {
    expect(asRead(() => title({ ...props, form, answer }))).toContain('2019 Honda City')
    expect(asRead(() => title(props))).toBe('Is this price fair?')
  })

  test('is in French, too', () => {
    expect(page({ answer, form }, 'fr')).not.toMatch(/The estimate|interval from|nearest cars/)
  })
})

const WARNINGS: Record<Warning['code'], true> = {
  brand_unknown: true,
  base_model_unknown: true,
  trim_missing: true,
  trim_unknown: true,
  fuel_unknown: true,
  fuel_unlisted: true,
  transmission_assumed: true,
  owners_assumed: true,
  state_assumed: true,
  attributes_assumed: true,
  engine_unusual: true,
  km_extreme: true,
  year_extreme: true,
}

test.each(Object.keys(WARNINGS) as Warning['code'][])(
  'the warning %s is a sentence in both languages, and stands beside the answer',
  (code) => {
    const warning = { code, message: 'as the API says it' }
    const [english, french] = (['en', 'fr'] as const).map((language) =>
      asRead(() => warningWords(warning), { language }),
    )
    expect(english).toMatch(/^[A-Z].+\.$/)
    expect(french).not.toBe(english)
    expect(english).not.toBe(warning.message)
    expect(page({ answer: { ...answer, warnings: [warning] } })).toContain(`<li>${english}</li>`)
  },
)

describe('what is asked', () => {
  const whole = { brand: 'Honda', base_model: 'City', year: '2019', km: '40,000' }
  const read = (changes: Record<string, string | undefined>) =>
    EstimateQuery.safeParse({ ...whole, ...changes })

  test.each(['brand', 'base_model', 'year', 'km'])('needs %s', (field) => {
    for (const value of [undefined, '', '  ']) expect(read({ [field]: value }).success).toBe(false)
  })

  test.each(['trim', 'fuel', 'transmission', 'owners', 'state', 'spare_key'])(
    'takes a blank %s for none',
    (field) => {
      expect(read({ [field]: ' ' }).data).toEqual(read({}).data)
    },
  )

  test.each([
    ...FUELS.map((fuel) => ({ fuel })),
    ...TRANSMISSIONS.map((transmission) => ({ transmission })),
  ])('knows a word in any case: %j', (given) => {
    const loud = Object.entries(given).map(([key, value]) => [key, ` ${value.toUpperCase()} `])
    expect(read(Object.fromEntries(loud)).data).toMatchObject(given)
  })

  test('takes what a form sends of attributes: blanks are none, a key without a value is wrong', () => {
    const attributes = (attribute: string | string[]) =>
      EstimateQuery.safeParse({ ...whole, attribute })
    expect(attributes('').data).toEqual(read({}).data)
    expect(attributes(['', ' ']).data).toEqual(read({}).data)
    expect(attributes(['', 'power:116', 'drive: 4x4']).data?.attribute).toEqual([
      'power:116',
      'drive: 4x4',
    ])
    for (const wrong of ['power', 'power:', 'power: ']) {
      expect(attributes(wrong).success).toBe(false)
    }
  })

  test('is no car beyond the bounds of its numbers', () => {
    const query = EstimateQuery.parse(whole)
    const wrong = (changes: Partial<EstimateQuery>) =>
      unacceptable({ ...query, ...changes }).map(({ parameter }) => parameter)
    expect(wrong({ year: 1980, km: 0, owners: 1 })).toEqual([])
    expect(wrong({ km: 2_000_000, owners: 20 })).toEqual([])
    expect(wrong({ year: 1979 })).toEqual(['year'])
    expect(wrong({ year: new Date().getUTCFullYear() + 2 })).toEqual(['year'])
    expect(wrong({ km: -1 })).toEqual(['km'])
    expect(wrong({ km: 2_000_001 })).toEqual(['km'])
    expect(wrong({ owners: 0 })).toEqual(['owners'])
    expect(wrong({ year: 0, km: -1, owners: 21 })).toEqual(['year', 'km', 'owners'])
  })

  test('is a car with what is usual where it does not say', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FUELS),
        fc.option(fc.constantFrom(...FUELS)),
        (usual, fuel) => {
          const query = EstimateQuery.parse({ ...whole, ...(fuel && { fuel }) })
          expect(asCar(query, usual)).toMatchObject({
            fuel: fuel ?? usual,
            owners: 1,
            trim: '',
            transmission: null,
            state: null,
            spare_key: null,
          })
        },
      ),
    )
  })
})
