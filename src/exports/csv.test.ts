import { expect, test } from 'bun:test'
import { tableFromIPC } from 'apache-arrow'
import { parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import Papa from 'papaparse'
import { z } from 'zod'
import { temporaryFolder } from '../../tests/support/server.ts'
import { columnsOf, countCsvRows, csvHeader, csvRows } from '../platform/csv.ts'
import { openStores } from '../stores.ts'
import { readText } from './gzip-file.ts'
import { extracted, fill, HOSTILE } from './market.testing.ts'
import { readRows } from './ndjson.ts'

async function* pieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

test('columns are the fields of a schema, those of nested objects flat', () => {
  const inner = z.object({ rate: z.number().nullable(), months: z.int() })
  const schema = z.object({ id: z.string(), loan: inner.nullable(), flags: z.array(z.string()) })
  expect(columnsOf(schema)).toEqual(['id', 'loan_rate', 'loan_months', 'flags'])
  const columns = columnsOf(schema)
  expect(csvRows(columns, [{ id: 'a', loan: { rate: null, months: 3 }, flags: ['x', 'y'] }])).toBe(
    'a,,3,x;y\r\n',
  )
  expect(csvRows(columns, [{ id: 'b', loan: null, flags: [] }])).toBe('b,,,\r\n')
})

test.each([1, 7, 1000])('rows are counted whatever is in them (pieces of %i)', async (size) => {
  const rows = [HOSTILE, '', '"', 'a\r\nb', '=1', ','].map((a) => ({ a, b: a }))
  const text = csvHeader(['a', 'b']) + csvRows(['a', 'b'], rows)
  expect(await countCsvRows(pieces(text, size))).toBe(rows.length)
})

test('a hostile value comes back as it was from NDJSON, and runs in no spreadsheet from CSV', async () => {
  const folder = temporaryFolder()
  const stores = await openStores('sqlite::memory:')
  await fill(stores, 20)
  const { path } = await extracted(stores, folder.path)
  const titles: string[] = []
  for await (const batch of readRows<{ title: string }>(`${path}/cars-3.ndjson.gz`)) {
    titles.push(...batch.map(({ title }) => title))
  }
  expect(titles).toContain(HOSTILE)
  let text = ''
  for await (const piece of readText(`${path}/cars-3.csv.gz`)) text += piece
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
  expect(data.map(({ title }) => title)).toContain(`'${HOSTILE}`)
  expect(data.length).toBe(titles.length)
  const cells = data.flatMap((row) => Object.values(row))
  expect(cells.filter((cell) => /^[=+@\t\r]/.test(cell))).toEqual([])
  const arrow = tableFromIPC(Bun.mmap(`${path}/cars-3.arrow`)).getChild('title')
  expect([...(arrow ?? [])]).toEqual(titles)
  const file = new Uint8Array(await Bun.file(`${path}/cars-3.parquet`).bytes()).buffer
  const parquet = await parquetReadObjects({ file, compressors, columns: ['title'] })
  expect(parquet.map(({ title }) => title)).toEqual(titles)
  folder.remove()
})
