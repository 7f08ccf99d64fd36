import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { z } from 'zod'
import { Car } from '../../src/listing/car.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { aCar, publish } from '../support/cars.ts'

/* Files are read with a plain reader of RFC 4180 and no options, as pandas, DuckDB and a spreadsheet read them. */

const PYTHON = Bun.which('python3')
const READ = `
import csv, json, sys
rows = list(csv.DictReader(sys.stdin))
print(json.dumps({"names": list(rows[0]) if rows else [], "rows": rows}))
`

/** The metadata of a table as the standard wants it (https://www.w3.org/TR/tabular-metadata/), strictly. */
const Csvw = z.strictObject({
  '@context': z.literal('http://www.w3.org/ns/csvw'),
  url: z.string().startsWith('/'),
  'dc:title': z.string().min(1),
  'dc:modified': z.iso.datetime().optional(),
  dialect: z.strictObject({
    header: z.literal(true),
    lineTerminators: z.tuple([z.literal('\r\n')]),
  }),
  tableSchema: z.strictObject({
    columns: z.array(
      z.strictObject({
        // A name is a URI template's variable: no blanks, no leading underscore.
        name: z.string().regex(/^[A-Za-z0-9][\w.]*$/),
        titles: z.string(),
        datatype: z.enum(['string', 'boolean', 'integer', 'number', 'date', 'dateTime']),
        'dc:description': z.string().optional(),
        separator: z.literal(';').optional(),
        required: z.literal(true).optional(),
      }),
    ),
    primaryKey: z.string().optional(),
  }),
  notes: z.array(z.record(z.string(), z.unknown())),
})

const FILES = [
  '/api/cars.csv',
  '/api/cars.csv?brand=Honda&q=city%2C%22',
  '/api/cars.csv?brand=Honda&fuel=petrol&year_min=2015',
  '/api/cars?format=csv&brand=Maruti+Suzuki&brand=Honda',
  '/api/calculator/emi/schedule.csv?principal=1231000&rate=11&months=72',
  '/api/calculator/emi/schedule?principal=1000&rate=0&months=3&format=csv',
  '/api/imports/1/rejects.csv',
  '/api/imports/1/rejects?format=csv',
]

let market: TestApp
let nasty: TestApp
beforeAll(async () => {
  market = await testApp()
  nasty = await testApp({}, { empty: true })
  await publish(nasty.stores, 1, [
    aCar({ id: 'a', title: 'two\nlines, a "quote" and ;', flags: ['one', 'two'] }),
    aCar({ id: 'b', title: '# not a comment', brand: 'Škoda' }),
  ])
})
afterAll(async () => {
  await market.close()
  await nasty.close()
})

type Read = { names: string[]; rows: Record<string, string>[] }

async function readByPython(text: string): Promise<Read> {
  const child = Bun.spawn([PYTHON ?? 'python3', '-c', READ], { stdin: 'pipe', stdout: 'pipe' })
  child.stdin.write(text)
  await child.stdin.end()
  return (await new Response(child.stdout).json()) as Read
}

const metadataOf = async (answer: Response) => {
  const [, address = ''] = answer.headers.get('link')?.match(/^<([^>]+)>; rel="describedby"/) ?? []
  const metadata = await market.get(address)
  expect([address, metadata.status]).toEqual([address, 200])
  expect(metadata.headers.get('content-type')).toStartWith('application/csvm+json')
  return Csvw.parse(await metadata.json())
}

describe.each(FILES)('%s', (address) => {
  test('has nothing above its header', async () => {
    const text = await (await market.get(address)).text()
    expect(text).not.toStartWith('#')
    expect(text.split('\r\n')[0]).toMatch(/^"?[a-z]\w*"?,/)
    expect(text).toEndWith('\r\n')
  })

  test.skipIf(!PYTHON)("is read by Python's csv without options", async () => {
    const answer = await market.get(address)
    const text = await answer.text()
    const { names, rows } = await readByPython(text)
    expect(rows).toHaveLength(Number(answer.headers.get('x-total-count')))
    if (rows.length > 0)
      expect(names.join()).toBe((text.split('\r\n')[0] ?? '').replaceAll('"', ''))
    for (const row of rows) expect(Object.keys(row)).toEqual(names)
  })

  test('its metadata tells its columns and its rows', async () => {
    const answer = await market.get(address)
    if (address.includes('rejects')) return expect(answer.headers.get('link')).toBeNull()
    const { tableSchema, notes, url } = await metadataOf(answer)
    const text = await answer.text()
    expect(tableSchema.columns.map(({ titles }) => titles)).toEqual(
      (text.split('\r\n')[0] ?? '').split(','),
    )
    expect(notes[0]?.rows).toBe(Number(answer.headers.get('x-total-count')))
    const file = await market.get(url)
    expect(file.headers.get('content-location')).toBe(url)
    expect(await file.text()).toBe(text)
  })
})

describe('the file of cars', () => {
  test('types and keys fit each value', async () => {
    const answer = await market.get('/api/cars.csv?brand=Honda')
    const { tableSchema, notes } = await metadataOf(answer)
    expect(tableSchema.primaryKey).toBe('id')
    expect(notes[0]).toMatchObject({ filter: { brand: ['Honda'] }, snapshot: { version: 1 } })
    const types = new Map(tableSchema.columns.map(({ name, datatype }) => [name, datatype]))
    expect(types.get('price')).toBe('integer')
    expect(types.get('price_per_km')).toBe('number')
    expect(types.get('insured')).toBe('boolean')
    expect(types.get('registered_on')).toBe('date')
    const required = tableSchema.columns.filter((column) => column.required).map(({ name }) => name)
    expect(required).toEqual(expect.arrayContaining(['year', 'price', 'km']))
    expect(required).not.toContain('trim')
  })

  test.skipIf(!PYTHON)('says the same as JSON, however hostile its text', async () => {
    const { rows } = await readByPython(await (await nasty.get('/api/cars.csv')).text())
    const { items } = (await (await nasty.get('/api/cars?sort=price')).json()) as { items: Car[] }
    expect(rows.map(({ title }) => title).sort()).toEqual(items.map(({ title }) => title).sort())
    expect(rows.find(({ id }) => id === 'a')?.flags).toBe('one;two')
    expect(rows.find(({ id }) => id === 'b')?.brand).toBe('Škoda')
    expect(Object.keys(rows[0] ?? {})).toContain('loan_rate')
    expect(Object.keys(rows[0] ?? {}).length).toBe(Object.keys(Car.shape).length + 5)
  })

  test('of nothing still has its header', async () => {
    const answer = await market.get('/api/cars.csv?brand=Nobody')
    expect(answer.headers.get('x-total-count')).toBe('0')
    expect((await answer.text()).split('\r\n')).toEqual([expect.stringMatching(/^id,title,/), ''])
  })

  test('knows no order and no pages: it holds all', async () => {
    for (const more of ['limit=1', 'sort=price', 'cursor=x', 'format=csv'])
      expect([more, (await market.get(`/api/cars.csv?${more}`)).status]).toEqual([more, 400])
  })
})
