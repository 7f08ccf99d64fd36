import { beforeAll, describe, expect, test } from 'bun:test'
import { hasRealFile, REAL_FILE } from '../../tests/support/real-file.ts'
import type { Car } from '../listing/car.ts'
import type { Import } from '../snapshots/import.ts'
import { openStores } from '../stores.ts'
import { runImport } from './run/run-import.ts'

const name = hasRealFile ? 'the real file' : `the real file (skipped: ${REAL_FILE} is absent)`

describe.skipIf(!hasRealFile)(name, () => {
  let record: Import
  const cars: Car[] = []
  const count = (id: string) => record.rules.find((rule) => rule.id === id)?.count

  beforeAll(async () => {
    const stores = await openStores('sqlite::memory:')
    const settings = { asOf: 'latest', rulePack: 'india', keep: 5, distanceUnit: 'km' } as const
    record = await runImport(stores, { ...settings, sources: [REAL_FILE] })
    const snapshot = await stores.cars.current()
    if (!snapshot) throw new Error('nothing was published')
    for await (const batch of stores.cars.scan(snapshot, {})) cars.push(...batch)
    await stores.close()
  })

  test('every row is accounted for, and the totals row agrees', () => {
    expect(record.rows).toMatchObject({ read: 2806, published: 2804, rejected: 1, duplicates: 1 })
    const total = 1_883_558_000
    expect(record.checksum).toEqual({ expected: total, actual: total, agrees: true })
    expect(record.as_of).toBe('2024-12-31')
    expect(cars).toHaveLength(2804)
  })

  test('the rules find what was measured by hand, and nothing else', () => {
    expect(record.engine).toEqual({
      not_applicable: 4,
      missing_in_source: 113,
      repaired: 74,
      missing: 39,
    })
    const found = record.rules.filter((rule) => rule.count > 0).map(({ id }) => [id, count(id)])
    expect(Object.fromEntries(found)).toEqual({
      'identity-blank': 1,
      'exact-duplicate': 1,
      'engine-from-twins': 74,
      'engine-missing': 39,
      'engine-not-applicable': 4,
      'fuel-contradicts-model': 4,
      'office-unverified': 23,
      'now-in-telangana': 40,
      'loan-months-differ': 55,
    })
    expect(record.blanks).toContainEqual({ column: 'reg_year', count: 2085 })
  })

  test('spellings meet in 99 base models of 15 brands', () => {
    expect(new Set(cars.map((car) => `${car.brand} ${car.base_model}`)).size).toBe(99)
    expect(new Set(cars.map((car) => car.brand)).size).toBe(15)
    expect(new Set(cars.map((car) => car.id)).size).toBe(2804)
  })

  test('every monthly cost is explained', () => {
    expect(cars.every((car) => car.loan?.reconciles)).toBe(true)
  })
})
