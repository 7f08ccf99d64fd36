import { describe, expect, test } from 'bun:test'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Papa from 'papaparse'
import { CATALOGUE } from './catalogue.ts'
import { DIRT_KINDS } from './dirt.ts'
import { generateRows, type SampleRow } from './generate.ts'
import { HARMLESS } from './harmless.ts'
import { exp, trueMedianPrice } from './pricing.ts'
import { COLUMNS, HEADER } from './row.ts'
import { truthLine } from './write.ts'

const MANY = [...generateRows({ rows: 20_000, seed: 3 })]
const dirty = MANY.filter(({ truth }) => truth.rules.length > 0)
const spotless = MANY.filter(({ truth }) => truth.rules.length === 0 && !truth.harmless)

const cells = ({ line }: SampleRow) => Papa.parse<string[]>(line).data[0] as string[]

function record(row: SampleRow): Record<(typeof COLUMNS)[number], string> {
  const values = cells(row)
  return Object.fromEntries(COLUMNS.map((name, i) => [name, values[i] ?? ''])) as ReturnType<
    typeof record
  >
}

test('the same options make the same rows, another seed makes others', () => {
  const make = (seed: number) => [...generateRows({ rows: 500, seed })]
  expect(make(5)).toEqual(make(5))
  expect(make(5)).not.toEqual(make(6))
})

test('makes as many rows as asked, each with fifteen columns unless it is malformed', () => {
  expect(MANY).toHaveLength(20_000)
  for (const row of MANY) {
    if (!row.truth.rules.includes('row-malformed')) expect(cells(row)).toHaveLength(15)
    else expect(cells(row)).not.toHaveLength(15)
  }
})

test('a row is dirty in one way or clean, and some 3 to 4 in a hundred are dirty', () => {
  expect(dirty.every(({ truth }) => truth.rules.length === 1 && !truth.harmless)).toBe(true)
  expect(dirty.length / MANY.length).toBeWithin(0.03, 0.04)
})

test('every rule is broken and every harmless untidiness occurs', () => {
  expect([...new Set(dirty.flatMap(({ truth }) => truth.rules))].sort()).toEqual([
    'engine-from-twins',
    'engine-missing',
    'engine-not-applicable',
    'exact-duplicate',
    'fuel-contradicts-model',
    'gearbox-contradicts-model',
    'identity-blank',
    'km-implausible',
    'km-invalid',
    'loan-months-differ',
    'monthly-cost-differs',
    'now-in-telangana',
    'office-unverified',
    'price-implausible',
    'price-missing',
    'registration-before-make',
    'registration-unknown',
    'row-malformed',
    'same-car-other-price',
    'year-implausible',
  ])
  const harmless = new Set(MANY.flatMap(({ truth }) => truth.harmless ?? []))
  expect([...harmless].sort()).toEqual(Object.keys(HARMLESS).sort())
})

test.each(DIRT_KINDS)('%s follows its rate', (kind) => {
  const only = Object.fromEntries(DIRT_KINDS.map((each) => [each, each === kind ? 0.02 : 0]))
  const rows = [...generateRows({ rows: 5000, seed: 8, rates: only })]
  const caught = rows.filter(({ truth }) => truth.rules.length > 0).length - 1
  const rowsPerOccurrence = kind === 'same-car-other-price' ? 2 : 1
  expect(caught / rowsPerOccurrence).toBeWithin(85, 115)
})

test('the last row is the total of all readable prices and nothing else', () => {
  const { line, truth } = MANY.at(-1) as SampleRow
  const listings = MANY.slice(0, -1).filter(({ truth }) => !truth.rules.includes('row-malformed'))
  const sum = listings.reduce((total, row) => total + Number(digits(record(row).price)), 0)
  expect(line).toBe(`,,,,,,,,,${sum},,,,,`)
  expect(truth).toEqual({ line: truth.line, rules: ['identity-blank'], outcome: 'rejected' })
})

test('line numbers count the line breaks inside titles', () => {
  const file = [HEADER, ...MANY.map(({ line }) => line)].join('\n').split('\n')
  expect(file.length).toBeGreaterThan(MANY.length + 1)
  for (const { line, truth } of MANY) {
    expect(line.startsWith(file[truth.line - 1] as string)).toBe(true)
  }
})

test('a duplicate repeats an earlier row, and no other row repeats one', () => {
  const seen = new Set<string>()
  for (const { line, truth } of MANY) {
    expect(seen.has(line)).toBe(truth.outcome === 'duplicate')
    seen.add(line)
  }
})

describe('spotless rows', () => {
  test('hold plausible and consistent values', () => {
    const problems = spotless.filter((row) => {
      const car = record(row)
      const [year, km, price] = [car.make_year, car.km_driven, car.price].map(Number) as [
        number,
        number,
        number,
      ]
      const [day, month, registered] = (car.reg_year || '01-12-2024').split('-').map(Number)
      const yearlyKm = km / Math.max(1, 2024 - year)
      return !(
        within(year, 2010, 2024) &&
        within(yearlyKm, 2000, 30_000) &&
        within(price, 50_000, 3_500_000) &&
        price % 1000 === 0 &&
        day === 1 &&
        within(month ?? 0, 1, 12) &&
        within(registered ?? 0, year, car.reg_year ? Math.min(2024, year + 1) : 2024) &&
        /^\d{3,4}$/.test(car['engine_capacity(CC)']) &&
        /^[123](st|nd|rd) owner$/.test(car.ownership) &&
        /^[A-Z]{2}\d{1,2}C?$/.test(car.reg_number) &&
        car.title === `${car.make_year} ${car.brand} ${car.model}`
      )
    })
    expect(problems.map(({ line }) => line)).toEqual([])
  })

  test('leave the registration blank in about three of four', () => {
    const blank = spotless.filter((row) => record(row).reg_year === '').length
    expect(blank / spotless.length).toBeWithin(0.72, 0.76)
  })

  test('list an instalment by the rule of the lender, on the price before rounding', () => {
    for (const row of spotless) {
      const { fuel_type, reg_number, make_year, price, overall_cost } = record(row)
      const strict = fuel_type === 'Diesel' && /^(DL|HR|UP)/.test(reg_number)
      const cap = strict ? 10 : { Petrol: 15, Diesel: 14, CNG: 13 }[fuel_type]
      const months = 12 * Math.min(6, (cap ?? 0) - (2024 - Number(make_year)))
      const rates = [11, 12].filter((rate) => (rate === 11 ? 800_000 <= +price : +price <= 800_000))
      const agrees = rates.some((rate) => {
        const factor = rate / 1200 / (1 - (1 + rate / 1200) ** -months)
        return Math.abs(Number(overall_cost) - Number(price) * factor) <= 500 * factor + 1
      })
      if (!agrees) throw new Error(`another instalment than the lender's: ${row.line}`)
    }
  })

  test('scatter around the documented price', () => {
    const states: Record<string, string> = { TS: 'TG' }
    const ratios = spotless.map((row) => {
      const car = record(row)
      const trim = CATALOGUE.find((each) => each.brand === car.brand && each.model === car.model)
      const prefix = car.reg_number.slice(0, 2)
      const median = trueMedianPrice({
        brand: car.brand,
        base_model: trim?.base ?? '',
        trim: trim?.name ?? '',
        year: Number(car.make_year),
        km: Number(car.km_driven),
        owners: Number(car.ownership[0]),
        state: states[prefix] ?? prefix,
      })
      return Math.log(Number(car.price) / (median ?? Number.NaN))
    })
    const mean = ratios.reduce((sum, x) => sum + x, 0) / ratios.length
    const variance = ratios.reduce((sum, x) => sum + (x - mean) ** 2, 0) / ratios.length
    expect(mean).toBeWithin(-0.003, 0.003)
    expect(Math.sqrt(variance)).toBeWithin(0.067, 0.073)
  })
})

test('a clean sample has neither dirt nor a totals row', () => {
  const rows = [...generateRows({ rows: 3000, seed: 1, clean: true })]
  expect(rows).toHaveLength(3000)
  expect(rows.every(({ truth }) => truth.rules.length === 0 && !truth.harmless)).toBe(true)
})

test('rows are made only when they are asked for', () => {
  const started = performance.now()
  const first = generateRows({ rows: 900_000_000, seed: 1 }).next()
  expect(first.value?.truth.line).toBe(2)
  expect(performance.now() - started).toBeLessThan(10_000)
})

test('exp is Math.exp to twelve digits', () => {
  for (let x = -3; x <= 3; x += 0.01) expect(exp(x) / Math.exp(x)).toBeCloseTo(1, 11)
})

test('the bundled sample is what the generator makes', async () => {
  const rows = [...generateRows({ rows: 1200, seed: 7 })]
  const bundled = (name: string) =>
    readFile(join(import.meta.dir, '../../imports/sample', name), 'utf8')
  const csv = await bundled('cars.csv')
  expect(csv).toBe(`${[HEADER, ...rows.map(({ line }) => line)].join('\n')}\n`)
  expect(csv.length).toBeLessThan(250_000)
  expect(await bundled('cars.csv.truth.ndjson')).toBe(
    rows.map(({ truth }) => `${truthLine(truth)}\n`).join(''),
  )
})

const within = (x: number, low: number, high: number) => x >= low && x <= high
const digits = (text: string) => text.replaceAll(',', '')
