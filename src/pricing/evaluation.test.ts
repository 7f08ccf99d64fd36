import { describe, expect, test } from 'bun:test'
import { aCar } from '../../tests/support/cars.ts'
import { hasRealFile, REAL_FILE } from '../../tests/support/real-file.ts'
import { runImport } from '../imports/run/run-import.ts'
import type { Car } from '../listing/car.ts'
import { openStores } from '../stores.ts'
import { accuracy, coverageBy, crossValidate, halfWidth } from './evaluation.ts'
import { foldsOf } from './folds.ts'
import { train } from './train.ts'

const cars = [100, 200, 400].map((price, i) =>
  aCar({ id: String(i), price, year: 2020 + (i >> 1) }),
)
const held = [
  { price: 110, low: 90, high: 130 },
  { price: 180, low: 170, high: 190 },
  { price: 400, low: 300, high: 400 },
]

test('errors are shares of the asking price', () => {
  const { r2, mape, median_ape } = accuracy(cars, held)
  expect(r2).toBeCloseTo(1 - 500 / 46_666.667, 6)
  expect(mape).toBeCloseTo(20 / 3, 9)
  expect(median_ape).toBeCloseTo(10, 9)
  expect(halfWidth(held)).toBeCloseTo(12.5, 9)
})

test('coverage counts asking prices inside the interval, its ends included', () => {
  expect([...coverageBy(cars, held, ({ year }) => String(year))]).toEqual([
    ['2020', { cars: 2, coverage: 50 }],
    ['2021', { cars: 1, coverage: 100 }],
  ])
})

test('folds are of equal size and never part a group', () => {
  const folds = foldsOf(
    Array.from({ length: 100 }, (_, row) => `${row >> 1}`),
    10,
    3,
  )
  for (let fold = 0; fold < 10; fold++) expect(folds.filter((of) => of === fold)).toHaveLength(10)
  for (let row = 0; row < 100; row += 2) expect(folds[row]).toBe(folds[row + 1] as number)
})

test('in cross-validation no car is estimated by a model or a median that knows it', () => {
  const market = Array.from({ length: 60 }, (_, i) =>
    aCar({ id: String(i), km: 20_000 + 999 * i, price: i === 7 ? 9_000_000 : 700_000 }),
  )
  const groups = market.map(({ id }) => id)
  const { model, baseline } = crossValidate(market, groups, 1)
  expect(baseline.every(({ price }) => price === 700_000)).toBe(true)
  expect(model[7]?.price).toBeWithin(600_000, 800_000)
})

const name = hasRealFile ? 'the real file' : `the real file (skipped: ${REAL_FILE} is absent)`

describe.skipIf(!hasRealFile)(name, () => {
  // One fold seed; `bun run model:report` has five, and calibrates inside each fold.
  test('has estimates of the promised accuracy and coverage', async () => {
    const { model, outOfFold } = train(await realCars(), { seed: 1 }) ?? {}
    const { r2, mape, median_ape } = accuracy(real, outOfFold ?? [])
    expect(r2).toBeGreaterThan(0.97)
    expect(mape).toBeLessThan(5.1)
    expect(median_ape).toBeLessThan(3.7)
    const covered = coverageBy(real, outOfFold ?? [], () => 'all').get('all')?.coverage
    expect(covered).toBeWithin(88, 92)
    expect(JSON.stringify(model).length).toBeLessThan(1_000_000)
  }, 30_000)
})

const real: Car[] = []
async function realCars(): Promise<Car[]> {
  const stores = await openStores('sqlite::memory:')
  const settings = { asOf: 'latest', rulePack: 'india', keep: 1, distanceUnit: 'km' } as const
  await runImport(stores, { ...settings, sources: [REAL_FILE] })
  const snapshot = await stores.cars.current()
  if (!snapshot) throw new Error('nothing was published')
  for await (const batch of stores.cars.scan(snapshot, {})) real.push(...batch)
  await stores.close()
  return real
}
