import { expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoredCar } from '../../listing/car.ts'
import { none } from '../../packs/none.ts'
import { inspect } from '../reading/inspect.ts'
import { openSource } from '../sources/index.ts'
import { pipe } from './pipeline.ts'
import { survey } from './survey.ts'

test('rows that wait for their like give the same cars, however few may wait at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'forecourt-test-'))
  const path = join(folder, 'cars.csv')
  const rows = Array.from({ length: 60 }, (_, n) => {
    return `Maruti,Swift VXI,2020,${1_000 + (n % 20)},${600_000 + Math.floor(n / 40) * 1_000}`
  })
  await Bun.write(path, ['brand,model,year,km,price', ...rows, 'Maruti,Alto,2020,1,'].join('\n'))
  const { files } = await openSource(path)
  const inspected = await Promise.all(files.map((file) => inspect(file)))
  const settings = { pack: none, unit: 'km' } as const
  const idle = async () => {}
  const found = await survey(inspected, settings, idle)

  const results = []
  for (const most of [1_000, 7, 1]) {
    const cars: StoredCar[] = []
    const outlet = {
      cars: async (batch: StoredCar[]) => void cars.push(...batch),
      rejects: async () => {},
    }
    const asOf = { ...settings, asOf: '2024-12-31' }
    const { rows, rules } = await pipe(inspected, found, asOf, outlet, idle, most)
    results.push({ rows, rules, ids: cars.map(({ id }) => id).sort() })
  }
  expect(results[1]).toEqual(results[0])
  expect(results[2]).toEqual(results[0])
  const account = { read: 61, published: 40, rejected: 1, duplicates: 20, flagged: 40 }
  expect(results[0]?.rows).toMatchObject(account)
  expect(new Set(results[0]?.ids).size).toBe(40)
  await rm(folder, { recursive: true })
})
