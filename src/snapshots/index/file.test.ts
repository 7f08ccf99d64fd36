import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Table, tableFromIPC } from 'apache-arrow'
import { answersOfIndex } from '../../../tests/support/answers.ts'
import { oddMarket } from '../../../tests/support/odd-market.ts'
import { randomQuery } from '../../../tests/support/queries.ts'
import type { Car } from '../../listing/car.ts'
import { createRandom } from '../../pricing/random.ts'
import { columnsOf, IndexBuilder } from './build.ts'
import { CarIndex } from './car-index.ts'
import { INDEX_VERSION } from './fields.ts'
import { IndexUnreadable, openIndex, readIndex, writeIndex } from './file.ts'

describe('the file of an index', () => {
  let folder: string
  const path = () => join(folder, 'made', 'a.arrow')
  const cars = oddMarket(createRandom(21), 400)
  const built = () => columnsOf(inBatches(cars))

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'forecourt-index-'))
    await writeIndex(path(), await built())
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('answers as the index that it was written from', async () => {
    const random = createRandom(22)
    const [from, opened] = [new CarIndex(await built()), openIndex(path())]
    expect(opened.size).toBe(400)
    for (let asked = 0; asked < 40; asked++) {
      const query = randomQuery(random, cars)
      expect(answersOfIndex(opened, query)).toEqual(answersOfIndex(from, query))
    }
  })

  test('lies in the file: nothing is copied when it is opened', async () => {
    const bytes = new Uint8Array(await Bun.file(path()).arrayBuffer())
    const { columns } = readIndex(bytes, 'bytes')
    const { ids, texts, numbers, orders } = columns
    const arrays = [
      ids.tails,
      ...Object.values(texts).flatMap((column) => [column.codes, column.texts.bytes]),
      ...Object.values(numbers).flatMap((column) => [column.codes, column.numbers]),
      ...Object.values(orders),
    ].filter((array) => array !== null && array.length > 0)
    expect(arrays.length).toBeGreaterThan(40)
    for (const array of arrays) expect(array?.buffer === bytes.buffer).toBe(true)
  })

  test('is a table that any reader of Arrow reads', async () => {
    const table: Table = tableFromIPC(await Bun.file(path()).bytes())
    expect(table.numRows).toBe(400)
    const [car] = cars
    const rows = Array.from({ length: table.numRows }, (_, row) => table.get(row)?.toJSON())
    const found = rows.filter((row) => row?.price === car?.price && row?.km === car?.km)
    expect(found).toContainEqual(
      expect.objectContaining({
        brand: car?.brand,
        city: car?.city,
        emi: car?.emi,
        owners: car?.owners,
        years_left: car?.years_left,
        deal: car?.deal,
      }),
    )
  })

  test('leaves nothing else behind, and takes the place of the one before', async () => {
    await writeIndex(path(), new IndexBuilder().finish())
    expect(openIndex(path()).count({})).toBe(0)
    await writeIndex(path(), await built())
    expect(openIndex(path()).count({})).toBe(400)
    expect(readdirSync(join(folder, 'made'))).toEqual(['a.arrow'])
  })

  test('missing, cut short, of something else or of another version: it says so', async () => {
    const bytes = await Bun.file(path()).bytes()
    const other = join(folder, 'other.arrow')
    const text = Buffer.from(bytes).toString('latin1')
    const newer = Buffer.from(
      text.replaceAll(`{"version":${INDEX_VERSION},`, '{"version":9,'),
      'latin1',
    )
    const strange = Buffer.from(text.replaceAll('forecourt', 'something'), 'latin1')
    const wrong = [
      Buffer.alloc(0),
      Buffer.from('ARROW1'),
      Buffer.from('not an index at all'),
      bytes.subarray(0, bytes.length / 2),
      bytes.subarray(0, -1),
      Buffer.concat([bytes.subarray(0, 100), bytes.subarray(5000)]),
      newer,
      strange,
    ]
    for (const content of wrong) {
      await Bun.write(other, content)
      expect(() => openIndex(other)).toThrow(IndexUnreadable)
    }
    expect(() => openIndex(join(folder, 'nowhere.arrow'))).toThrow(IndexUnreadable)
    expect(() => openIndex(folder)).toThrow(IndexUnreadable)
  })
})

async function* inBatches(cars: Car[]): AsyncIterable<Car[]> {
  for (let from = 0; from < cars.length; from += 150) yield cars.slice(from, from + 150)
}
