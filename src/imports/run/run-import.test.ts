import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Car } from '../../listing/car.ts'
import type { Stores } from '../../snapshots/stores.ts'
import { openStores } from '../../stores.ts'
import { type ImportSettings, runImport } from './run-import.ts'

const HEADER = 'brand,model,make_year,fuel,km,price'
let folder = ''
let stores: Stores
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forecourt-test-'))
})
beforeEach(async () => {
  stores = await openStores('sqlite::memory:')
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(...rows: string[]): Promise<string> {
  const path = join(folder, `${crypto.randomUUID()}.csv`)
  await Bun.write(path, [HEADER, ...rows].join('\n'))
  return path
}
function settings(sources: string[], different: Partial<ImportSettings> = {}): ImportSettings {
  const usual = { asOf: 'latest', rulePack: 'india', keep: 5, distanceUnit: 'km' } as const
  return { ...usual, sources, ...different }
}
async function cars(): Promise<Car[]> {
  const snapshot = await stores.cars.current()
  if (!snapshot) return []
  const all: Car[] = []
  for await (const batch of stores.cars.scan(snapshot, {})) all.push(...batch)
  return all
}
const SWIFT = 'Maruti,Swift VXI,2020,Petrol,30000,600000'
const CITY = 'Honda,City V MT,2019,Petrol,40000,700000'

test('the same source again changes nothing and says so', async () => {
  const path = await fileOf(SWIFT, CITY)
  const first = await runImport(stores, settings([path]))
  const again = await runImport(stores, settings([path]))
  expect([first.status, again.status]).toEqual(['published', 'unchanged'])
  expect(again).toMatchObject({ snapshot: first.snapshot, rows: first.rows, rules: first.rules })
  expect(await stores.cars.snapshots()).toHaveLength(1)
  const other = await runImport(stores, settings([path], { asOf: '2025-06-30' }))
  expect(other).toMatchObject({ status: 'published', as_of: '2025-06-30' })
})

test('an id outlives price, order, case and spaces; changes are counted', async () => {
  await runImport(stores, settings([await fileOf(SWIFT, CITY)]))
  const before = await cars()
  const later = await fileOf(
    'HONDA,city  V  mt,2019,PETROL,"40,000",650000',
    'Tata,NEXON XZ PETROL,2021,Petrol,10000,900000',
  )
  const { changes } = await runImport(stores, settings([later]))
  expect(changes).toEqual({ new: 1, gone: 1, price: 1 })
  const honda = (each: Car) => each.base_model === 'City'
  expect((await cars()).find(honda)?.id).toBe(before.find(honda)?.id ?? '')
})

test('copies are dropped, the same car at other prices is numbered by price', async () => {
  const dear = SWIFT.replace('600000', '650000')
  const record = await runImport(stores, settings([await fileOf(dear, SWIFT, CITY, SWIFT)]))
  expect(record.rows).toMatchObject({ read: 4, published: 3, duplicates: 1, flagged: 2 })
  const swifts = (await cars()).filter((car) => car.base_model === 'Swift')
  const byPrice = swifts.sort((a, b) => a.price - b.price).map(({ id }) => id)
  expect(byPrice[1]).toBe(`${byPrice[0]}-2`)
  const { items } = await stores.imports.rejects(record.id, { offset: 0, limit: 9 })
  expect(items).toMatchObject([
    { line: 5, raw: SWIFT, action: 'drop', reason: 'Same as line 3 in every column' },
  ])
})

test('several files are one market, whatever their columns', async () => {
  const other = join(folder, 'other.csv')
  await Bun.write(other, `price;year;make;model;mileage\n800000;2021;HONDA;Amaze V;12000\n`)
  const record = await runImport(stores, settings([await fileOf(CITY, CITY, SWIFT), other]))
  expect(record.rows).toMatchObject({ read: 4, published: 3, duplicates: 1 })
  expect(record.files).toHaveLength(2)
  expect((await cars()).map((car) => car.brand).sort()).toEqual(['Honda', 'Honda', 'Maruti'])
})

test('a row of totals is a checksum, not a car', async () => {
  const record = await runImport(stores, settings([await fileOf(SWIFT, CITY, ',,,,,1300001')]))
  expect(record.checksum).toEqual({ expected: 1300001, actual: 1300000, agrees: false })
  expect(record.rows).toMatchObject({ published: 2, rejected: 1 })
})

test('another market imports without noise, and miles become km', async () => {
  const path = await fileOf('Peugeot,308 Active,2020,Essence,10000,12500')
  const abroad = { rulePack: 'none', distanceUnit: 'mi' } as const
  const record = await runImport(stores, settings([path], abroad))
  expect(record.rows).toMatchObject({ published: 1, flagged: 0 })
  const expected = { km: 16093, years_left: null, price_category: null, state: null, loan: null }
  expect((await cars())[0]).toMatchObject(expected)
})

describe('an import that fails', () => {
  test('says why, and leaves the snapshot', async () => {
    await runImport(stores, settings([await fileOf(SWIFT)]))
    const bad = join(folder, 'bad.csv')
    await Bun.write(bad, 'name,age\nAda,36\n')
    for (const [source, message] of [
      [bad, 'not a car list'],
      [join(folder, 'absent.csv'), 'does not exist'],
      [await fileOf('Maruti,Swift,2020,Petrol,1,'), 'line 2: Price is blank'],
    ] as const) {
      await expect(runImport(stores, settings([source]))).rejects.toThrow(message)
      const { items } = await stores.imports.list({ limit: 1 })
      expect(items[0]?.status).toBe('failed')
      expect(items[0]?.error).toContain(message)
    }
    expect(await cars()).toHaveLength(1)
  })

  test('of which no row passes says what refuses them, and keeps them all', async () => {
    const path = await fileOf(
      'Maruti,Swift,2020,Petrol,1,',
      'Honda,,2020,Petrol,1,500000',
      'Maruti,Alto,2020,Petrol,1,nothing',
    )
    await expect(runImport(stores, settings([path]))).rejects.toThrow(
      'passes the rules: nothing was published. price-missing refuses 2 rows, first on line 2: Price is blank; ' +
        'identity-blank refuses 1 row, first on line 3: Blank: model',
    )
    const [record] = (await stores.imports.list({ limit: 1 })).items
    expect(record?.rows).toMatchObject({ read: 3, rejected: 3, published: 0 })
    const { items } = await stores.imports.rejects(record?.id ?? 0, { offset: 0, limit: 9 })
    expect(items.map(({ rule, line }) => [rule, line])).toEqual([
      ['price-missing', 2],
      ['identity-blank', 3],
      ['price-missing', 4],
    ])
  })

  test('is cancelled at its next batch', async () => {
    const path = await fileOf(SWIFT)
    const record = await runImport(stores, settings([path]), {
      onStart: ({ id }) => void stores.imports.requestCancellation(id),
    })
    expect(record.status).toBe('cancelled')
    expect(await stores.cars.current()).toBeNull()
  })

  test('is settled by the next one when it was killed', async () => {
    const published = await runImport(stores, settings([await fileOf(SWIFT)]))
    const { id: _, ...copy } = published
    const dead = await stores.imports.create({ ...copy, status: 'running', snapshot: null })
    await stores.imports.update(published.id, { status: 'running', snapshot: null })
    await runImport(stores, settings([await fileOf(CITY)]))
    expect((await stores.imports.find(dead.id))?.status).toBe('interrupted')
    expect(await stores.imports.find(published.id)).toMatchObject({
      status: 'published',
      snapshot: published.snapshot,
    })
  })
})
