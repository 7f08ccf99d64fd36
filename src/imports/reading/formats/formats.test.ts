import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { inEveryFormat } from '../../../../tests/support/list-formats.ts'
import { temporaryFolder } from '../../../../tests/support/server.ts'
import type { StoredCar } from '../../../listing/car.ts'
import { openStores } from '../../../stores.ts'
import { runImport } from '../../run/run-import.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

const HEADER = ['brand', 'model', 'make_year', 'fuel', 'km', 'price']
const ROWS = [
  ['Maruti', 'Swift "VXI", red', 2020, 'Petrol', 30_000, 600_000],
  ['Honda', 'City V MT', 2019, 'Petrol', 40_000, 700_000],
  ['Honda', null, 2018, 'Petrol', 41_000, 650_000],
  ['Škoda', 'Octavia Élégance', 2021, 'Diesel', 12_500.5, 1_800_000],
  ['Hyundai', 'i20', 2017, null, 55_000, null],
  ['Tata', 'Nexon', 2022, 'Electric', 8_000, 1_400_000],
]

async function imported(name: string, bytes: Uint8Array) {
  const path = join(folder.path, name)
  await Bun.write(path, bytes)
  const stores = await openStores('sqlite::memory:')
  const settings = { asOf: 'latest', rulePack: 'india', keep: 5, distanceUnit: 'km' } as const
  const record = await runImport(stores, { ...settings, sources: [path] })
  const snapshot = await stores.cars.current()
  const cars: StoredCar[] = []
  if (snapshot) for await (const batch of stores.archive.stored(snapshot)) cars.push(...batch)
  const { items } = await stores.imports.rejects(record.id, { offset: 0, limit: 99 })
  await stores.close()
  return {
    rows: record.rows,
    cars: cars.map(({ lineage, ...car }) => ({ ...car, line: lineage.line })),
    rejects: items.map(({ line, rule, reason }) => ({ line, rule, reason })),
  }
}
type Imported = Awaited<ReturnType<typeof imported>>

describe('the same list, whatever it is kept in', () => {
  const formats = inEveryFormat(HEADER, ROWS)
  let expected: Imported
  beforeAll(async () => {
    const [name, bytes] = formats[0] ?? ['', new Uint8Array()]
    expected = await imported(name, bytes)
    expect(expected.rows).toMatchObject({ read: 6, published: 4, rejected: 2 })
    expect(expected.rejects.map(({ line, rule }) => [line, rule])).toEqual([
      [4, 'identity-blank'],
      [6, 'price-missing'],
    ])
  })

  test.each(formats.slice(1))(
    '%s gives the cars and the rejects of its CSV',
    async (name, bytes) => {
      const found = await imported(name, bytes)
      // Of two lists each counts its own lines.
      const one = name !== 'two.zip'
      const lined = ({ cars, rejects, rows }: Imported) => ({
        rows,
        cars: cars.map(({ line, ...car }) => (one ? { ...car, line } : car)),
        rejects: rejects.map(({ line, ...reject }) => (one ? { ...reject, line } : reject)),
      })
      expect(lined(found)).toEqual(lined(expected))
    },
    30_000,
  )
})
