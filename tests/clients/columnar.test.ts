import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { tableFromIPC } from 'apache-arrow'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { Car } from '../../src/listing/car.ts'
import { columnsOf, flatFields } from '../../src/platform/csv.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { aCar, publish } from '../support/cars.ts'

/* Files with typed columns say the same as NDJSON, value by value, and what they hold. */

type Rows = Record<string, unknown>[]
type Contents = { rows: Rows; about: Map<string, string> }

const READERS: Record<'arrow' | 'parquet', (bytes: Uint8Array) => Contents | Promise<Contents>> = {
  arrow(bytes) {
    const table = tableFromIPC(bytes)
    const rows = table.toArray().map((row) => {
      const fields = Object.entries(row.toJSON() as Record<string, unknown>)
      return Object.fromEntries(fields.map(([name, value]) => [name, plain(value, name)]))
    })
    return { rows, about: table.schema.metadata }
  },
  async parquet(bytes) {
    const file = new Uint8Array(bytes).buffer
    const rows = await parquetReadObjects({ file, compressors })
    const about = parquetMetadata(file).key_value_metadata?.map(
      ({ key, value }): [string, string] => [key, value ?? ''],
    )
    return {
      rows: rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value, name)])),
      ),
      about: new Map(about),
    }
  },
}

/** A value as JSON has it. */
function plain(value: unknown, name: string): unknown {
  if (name === 'attributes' && typeof value === 'string') return JSON.parse(value)
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (name === 'registered_on' && typeof value === 'number') {
    return new Date(value).toISOString().slice(0, 10)
  }
  if (value !== null && typeof value === 'object' && Symbol.iterator in value) {
    return [...(value as Iterable<unknown>)]
  }
  return value
}

let market: TestApp
let odd: TestApp
beforeAll(async () => {
  market = await testApp()
  odd = await testApp({}, { empty: true })
  await publish(odd.stores, 1, [
    aCar({
      ...{ id: 'a', title: 'two\nlines, a "quote" and ;', flags: ['one', 'two'] },
      attributes: [{ key: 'power', name: 'PS', value: 66.5, unit: 'PS' }],
    }),
    aCar({ id: 'b', brand: 'Škoda', price: 9_007_199_254_740_000, registered_on: '1999-12-31' }),
    aCar({ id: 'c', title: '=1+1', owners: null, loan: null, emi: null, city: '' }),
  ])
})
afterAll(async () => {
  await market.close()
  await odd.close()
})

const COLUMNS = columnsOf(Car)
const FILTERS = ['', '?brand=Honda&fuel=petrol', '?flag=engine-from-twins', '?brand=Nobody']

describe.each(['arrow', 'parquet'] as const)('cars.%s', (format) => {
  const read = async (app: TestApp, filter: string) => {
    const answer = await app.get(`/api/cars.${format}${filter}`)
    expect(answer.status).toBe(200)
    return { answer, ...(await READERS[format](await answer.bytes())) }
  }
  const lines = async (app: TestApp, filter: string): Promise<Rows> => {
    const text = await (await app.get(`/api/cars.ndjson${filter}`)).text()
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const fields = new Map(flatFields(JSON.parse(line)))
        return Object.fromEntries(COLUMNS.map((name) => [name, fields.get(name) ?? null]))
      })
  }

  test.each(FILTERS)('holds what NDJSON holds: %s', async (filter) => {
    const { rows, about, answer } = await read(market, filter)
    expect(rows).toEqual(await lines(market, filter))
    expect(rows.length > 0).toBe(filter !== '?brand=Nobody')
    expect(answer.headers.get('x-total-count')).toBe(String(rows.length))
    expect(Object.fromEntries(about)).toMatchObject({
      filter: filter.slice(1),
      rows: String(rows.length),
      snapshot: '1',
      as_of: '2024-12-31',
    })
  })

  test('keeps odd text, large numbers, empty text and nothing apart', async () => {
    const { rows } = await read(odd, '')
    expect(rows).toEqual(await lines(odd, ''))
    expect(rows.map(({ flags }) => flags)).toEqual([['one', 'two'], [], []])
    expect(rows.map(({ city }) => city)).toContain('')
  })

  test('is the same under format=, named after its snapshot, and not sent twice', async () => {
    const { answer } = await read(market, '')
    const same = await market.get(`/api/cars?format=${format}`)
    expect(same.headers.get('content-type')).toBe(answer.headers.get('content-type'))
    expect(same.headers.get('content-disposition')).toBe(
      `attachment; filename="cars-snapshot-1.${format}"`,
    )
    const again = await market.get(`/api/cars.${format}`, {
      'if-none-match': answer.headers.get('etag') ?? '',
    })
    expect(again.status).toBe(304)
  })
})

test('more rows than a group of Parquet are all there', async () => {
  const many = await testApp({}, { empty: true })
  const cars = Array.from({ length: 9001 }, (_, at) => aCar({ id: `car-${at}`, km: at }))
  await publish(many.stores, 1, cars)
  const answer = await many.get('/api/cars.parquet')
  const { rows } = await READERS.parquet(await answer.bytes())
  expect(new Set(rows.map(({ km }) => km)).size).toBe(9001)
  await many.close()
})
