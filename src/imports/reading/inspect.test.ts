import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { openSource } from '../sources/index.ts'
import { inspect, readRows } from './inspect.ts'

const HEADER = 'brand,model,make_year,km_driven,price'
const ROW = 'Citroën,C3 Élan,2021,12000,560000'
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forecourt-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function open(bytes: string | Uint8Array) {
  const path = join(folder, `${crypto.randomUUID()}.csv`)
  await Bun.write(path, bytes)
  const { files } = await openSource(path)
  const [file] = files
  if (!file) throw new Error('no file')
  return inspect(file)
}
async function rowsOf(bytes: string | Uint8Array) {
  const file = await open(bytes)
  const rows: string[][] = []
  for await (const batch of readRows(file)) rows.push(...batch.map((record) => record.fields))
  return { file, rows }
}
const EXPECTED = [ROW.split(',')]

test('UTF-8, with and without a byte order mark', async () => {
  for (const mark of ['', '\ufeff']) {
    const { file, rows } = await rowsOf(`${mark}${HEADER}\n${ROW}\n`)
    expect(rows).toEqual(EXPECTED)
    expect(file.encoding).toBe('utf-8')
  }
})

test('Windows-1252, where the bytes are no UTF-8', async () => {
  const { file, rows } = await rowsOf(Buffer.from(`${HEADER}\n${ROW}\n`, 'latin1'))
  expect(rows).toEqual(EXPECTED)
  expect(file.encoding).toBe('windows-1252')
})

test('UTF-16, as spreadsheets write it', async () => {
  const { rows } = await rowsOf(Buffer.from(`\ufeff${HEADER}\r\n${ROW}\r\n`, 'utf16le'))
  expect(rows).toEqual(EXPECTED)
})

test('gzip is known by its bytes, not by its name', async () => {
  const { rows } = await rowsOf(gzipSync(`${HEADER}\n${ROW}`))
  expect(rows).toEqual(EXPECTED)
})

test('a damaged gzip is refused by name', async () => {
  const packed = gzipSync(`${HEADER}\n${`${ROW}\n`.repeat(5_000)}`)
  await expect(open(packed.subarray(0, packed.length / 2))).rejects.toThrow(
    'damaged or incomplete gzip',
  )
})

test('a character that two chunks share comes out whole', async () => {
  const row = `${'é'.repeat(1_001)},C3,2021,12000,560000\n`
  const { rows } = await rowsOf(`${HEADER}\n${row.repeat(500)}`)
  expect(rows).toHaveLength(500)
  expect(rows.every(([brand]) => brand === 'é'.repeat(1_001))).toBe(true)
})

test('the delimiter is the one that the header uses most', async () => {
  for (const delimiter of [',', ';', '\t']) {
    const text = `${HEADER}\n${ROW}`.replaceAll(',', delimiter)
    const { file, rows } = await rowsOf(text)
    expect(file.delimiter).toBe(delimiter)
    expect(rows).toEqual(EXPECTED)
  }
})

test('comments, empty lines and sep=; may stand before the header', async () => {
  const { rows } = await rowsOf(`# exported\n\n${HEADER}\n${ROW}`)
  expect(rows).toEqual(EXPECTED)
  const text = `sep=;\r\n${`${HEADER}\r\n${ROW}`.replaceAll(',', ';')}`
  expect((await rowsOf(text)).rows).toEqual(EXPECTED)
})

test('what is no car list is refused before a row is read', async () => {
  await expect(open('')).rejects.toThrow('is empty')
  await expect(open(new Uint8Array([1, 0, 2, 0, 3, 10]))).rejects.toThrow('not a text file')
  await expect(open('name,age\nAda,36\n')).rejects.toThrow(
    'missing columns brand, model, year, km, price',
  )
})

test('a pattern opens its files by name; what is not there is unavailable', async () => {
  await Bun.write(join(folder, 'part-2.txt'), 'b')
  await Bun.write(join(folder, 'part-1.txt'), 'a')
  const { files } = await openSource(join(folder, 'part-*.txt'))
  expect(files.map(({ name }) => name)).toEqual(['part-1.txt', 'part-2.txt'])
  await expect(openSource(join(folder, 'absent.csv'))).rejects.toThrow('absent.csv does not exist')
  await expect(openSource(join(folder, 'absent/*.csv'))).rejects.toThrow('does not exist')
  await expect(openSource('ftp://127.0.0.1/cars.csv')).rejects.toThrow('download it first')
})
