import { describe, expect, test } from 'bun:test'
import { readHeader } from '../../tests/support/columns.ts'
import type { Field, Listing } from '../listing/row.ts'
import { PACKS } from '../packs/all/index.ts'
import { india } from '../packs/india/index.ts'
import { none } from '../packs/none.ts'
import type { Pack } from '../packs/pack.ts'
import type { Context } from '../packs/rule.ts'
import { inEnglish } from '../platform/language/message.ts'
import { createCleaner } from './cleaning/clean.ts'
import { explainer } from './pipeline/enrich.ts'
import { Judge } from './pipeline/judge.ts'
import { COMMON_RULES, rulesOf } from './rules/index.ts'

const GOOD = {
  brand: 'Maruti',
  model: 'Swift VXI',
  transmission: 'Manual',
  year: '2020',
  registered_on: '01-03-2020',
  fuel: 'Petrol',
  engine_cc: '1197',
  km: '30000',
  owners: '1st owner',
  price: '600000',
  emi: '11730',
  insured: 'TRUE',
  spare_key: 'No',
  registration_mark: 'KA05',
} satisfies Partial<Record<Field, string>>

function judged(different: Partial<Record<Field, string>>, pack: Pack = india) {
  const cells = { ...GOOD, ...different }
  const header = Object.keys(cells)
  const columns = readHeader('f', header)
  const fields = Object.values<string>(cells)
  const clean = createCleaner('f', columns, { pack, unit: 'km' })
  const listing = clean({ line: 2, raw: fields.join(','), fields, problem: null })
  const context = contextOf(columns, pack)
  const judge = new Judge(pack)
  const rejected = judge.rejection(listing, context)
  if (rejected) return { rejected: rejected.rule.id, reason: inEnglish(rejected.reason), flags: [] }
  const repairs = judge.repair(listing, context)
  const explained = { ...listing, ...explainer(pack)(listing) }
  return { rejected: null, reason: '', flags: [...repairs, ...judge.flags(explained, context)] }
}

function contextOf(columns: Context['columns'], { bounds }: Pack): Context {
  const engineOfTwins = (listing: Listing) => (listing.trim === 'VXI' ? 1197 : null)
  return { bounds, columns, as_of_year: 2024, latest_year: 2025, engineOfTwins }
}

test('a good listing meets no rule', () => {
  expect(judged({})).toEqual({ rejected: null, reason: '', flags: [] })
})

describe('rows that are refused, and why', () => {
  test.each([
    ['identity-blank', { brand: ' ' }, 'Blank: brand'],
    ['identity-blank', { brand: '', model: '', year: '' }, 'a row of totals'],
    ['price-missing', { price: '' }, 'Price is blank'],
    ['price-missing', { price: 'call us' }, 'Price "call us" cannot be read'],
    ['price-implausible', { price: '0' }, 'Price 0 is outside'],
    ['price-implausible', { price: '-600000' }, 'Price -600000 is outside'],
    ['price-implausible', { price: '6000000000' }, 'Price 6000000000 is outside'],
    ['year-implausible', { year: '1921' }, 'Year 1921 is outside 1980 to 2025'],
    ['year-implausible', { year: '2026' }, 'Year 2026'],
    ['year-implausible', { year: 'old' }, 'Year "old" cannot be read'],
    ['km-invalid', { km: '' }, 'Distance is blank'],
    ['km-invalid', { km: '-5' }, 'Distance -5 km is negative'],
    ['km-invalid', { km: 'few' }, 'Distance "few" cannot be read'],
  ])('%s', (rule, different, reason) => {
    const { rejected, reason: found } = judged(different)
    expect(rejected).toBe(rule)
    expect(found).toContain(reason)
  })
})

describe('rows that are repaired or flagged', () => {
  test.each([
    ['engine-from-twins', { engine_cc: '' }],
    ['engine-missing', { engine_cc: '', model: 'Swift ZXI' }],
    ['engine-not-applicable', { engine_cc: '', fuel: 'Electric' }],
    ['engine-implausible', { engine_cc: '11970' }],
    ['engine-implausible', { engine_cc: '1197', fuel: 'Electric' }],
    ['gearbox-unknown', { transmission: '' }],
    ['gearbox-unknown', { transmission: 'both' }],
    ['fuel-unknown', { fuel: '' }],
    ['fuel-unknown', { fuel: 'steam' }],
    ['owners-unknown', { owners: 'many' }],
    ['gearbox-contradicts-model', { model: 'Swift VXI AMT' }],
    ['gearbox-contradicts-model', { model: 'Swift VXI IMT', transmission: 'Automatic' }],
    ['fuel-contradicts-model', { model: 'Swift PETROL', fuel: 'CNG' }],
    ['date-unreadable', { registered_on: '31-02-2020' }],
    ['registration-before-make', { registered_on: '01-03-2019' }],
    ['km-implausible', { km: '900000' }],
    ['registration-unknown', { registration_mark: 'Q1' }],
    ['office-unknown', { registration_mark: 'KA99' }],
    ['office-unverified', { registration_mark: 'KA63' }],
    ['now-in-telangana', { registration_mark: 'AP09' }],
    ['monthly-cost-differs', { emi: '5000' }],
    ['monthly-cost-differs', { emi: 'ask' }],
    ['loan-months-differ', { emi: '53309' }],
  ])('%s', (rule, different) => {
    expect(judged(different).flags).toEqual([rule])
  })

  test('an iMT is manual, and a hybrid badge contradicts nothing', () => {
    expect(judged({ model: 'Swift VXI IMT' }).flags).toEqual([])
    expect(judged({ model: 'Swift SMART HYBRID' }).flags).toEqual([])
  })
})

test('what belongs to India is silent elsewhere', () => {
  const elsewhere = { registration_mark: 'Q1', emi: '5000', price: '9000' }
  expect(judged(elsewhere, none)).toEqual({ rejected: null, reason: '', flags: [] })
  expect(rulesOf(none)).toEqual([...COMMON_RULES])
})

test('columns that a file does not have are not missed', () => {
  const header = ['brand', 'model', 'year', 'km', 'price']
  const columns = readHeader('f', header)
  const fields = ['Maruti', 'Swift LXI', '2020', '30000', '600000']
  const clean = createCleaner('f', columns, { pack: india, unit: 'km' })
  const listing = clean({ line: 2, raw: '', fields, problem: null })
  expect(listing.title).toBe('2020 Maruti Swift LXI')
  expect(new Judge(india).flags(listing, contextOf(columns, india))).toEqual([])
})

test.each([...PACKS])('rule ids of $id are unique and say something', (pack) => {
  const rules = rulesOf(pack)
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  expect(rules.every(({ text }) => text.length > 20)).toBe(true)
})

test('the order of the rules decides which reason a row keeps', () => {
  expect(rulesOf(india).map(({ id }) => id)).toEqual([
    'row-malformed',
    'identity-blank',
    'price-missing',
    'price-implausible',
    'year-implausible',
    'km-invalid',
    'exact-duplicate',
    'engine-from-twins',
    'engine-missing',
    'engine-not-applicable',
    'engine-implausible',
    'gearbox-unknown',
    'fuel-unknown',
    'owners-unknown',
    'gearbox-contradicts-model',
    'fuel-contradicts-model',
    'date-unreadable',
    'registration-before-make',
    'km-implausible',
    'row-repaired',
    'text-damaged',
    'registration-unknown',
    'office-unknown',
    'office-unverified',
    'now-in-telangana',
    'same-car-other-price',
    'monthly-cost-differs',
    'loan-months-differ',
  ])
})

test('what is known of a listing is a value: the listing stays as it was read', () => {
  const columns = readHeader('f', Object.keys(GOOD))
  const clean = createCleaner('f', columns, { pack: india, unit: 'km' })
  const listing = clean({ line: 2, raw: '', fields: Object.values(GOOD), problem: null })
  const before = structuredClone(listing)
  const { registration, loan } = explainer(india)(listing)
  expect(registration?.state).toBe('KA')
  expect(loan?.reconciles).toBe(true)
  expect(listing).toEqual(before)
})
