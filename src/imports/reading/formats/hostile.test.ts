import { afterAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { inEveryFormat, workbookParts } from '../../../../tests/support/list-formats.ts'
import { temporaryFolder } from '../../../../tests/support/server.ts'
import { openSource } from '../../sources/index.ts'
import { inspect, readRows } from '../inspect.ts'
import { type Element, ListSplitter } from './json-values.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
const HEADER = ['brand', 'model', 'year', 'km', 'price']
const ROW = ['Maruti', 'Swift', 2020, 30_000, 600_000]
const CSV = strToU8(`${HEADER}\n${ROW}\n`)
const RECORD = JSON.stringify(Object.fromEntries(HEADER.map((name, at) => [name, ROW[at]])))
const good = new Map(inEveryFormat(HEADER, Array(2_000).fill(ROW)))
const bytesOf = (name: string) => good.get(name) ?? new Uint8Array()

async function read(name: string, bytes: Uint8Array | string) {
  const path = join(folder.path, name)
  await Bun.write(path, bytes)
  const rows = []
  for (const file of (await openSource(path)).files) {
    for await (const batch of readRows(await inspect(file))) rows.push(...batch)
  }
  return rows
}

/** Sets fields of a zip's directory: what it says of its first member need not be so. */
function lying(zip: Uint8Array, set: (entry: Buffer) => void): Uint8Array {
  const bytes = Buffer.from(zip)
  set(bytes.subarray(bytes.indexOf('PK\x01\x02')))
  return bytes
}
const bomb = new Uint8Array(100 * 1024 * 1024)
const xmlOf = (begin: string, part: string, times: number) => strToU8(begin + part.repeat(times))
const half = (name: string) => bytesOf(name).subarray(0, bytesOf(name).length / 2)
const broken = (name: string) => {
  const bytes = Buffer.from(bytesOf(name))
  return bytes.fill(0xff, 8, Math.floor(bytes.length * 0.3))
}
const sheet = (name: string) => `xl/worksheets/${name}.xml`
const workbook = (parts: Record<string, Uint8Array>) =>
  zipSync({ ...workbookParts({ Cars: [HEADER, ROW] }), ...parts })

const REFUSED: [string, () => Uint8Array | string, string][] = [
  [
    'bomb.zip',
    () => zipSync({ 'a.csv': bomb }),
    'bomb.zip/a.csv cannot be read to its end: it expands to more than 250 times',
  ],
  [
    'small.zip',
    () => lying(zipSync({ 'a.csv': CSV }), (entry) => entry.writeUInt32LE(3, 24)),
    'small.zip/a.csv cannot be read to its end: this part of the zip is damaged',
  ],
  [
    'crc.zip',
    () => lying(zipSync({ 'a.csv': CSV }), (entry) => entry.writeUInt32LE(3, 16)),
    'this part of the zip is damaged',
  ],
  [
    'password.zip',
    () => lying(zipSync({ 'a.csv': CSV }), (entry) => entry.writeUInt16LE(1, 8)),
    'password.zip cannot be read to its end: a.csv in the zip is protected by a password',
  ],
  [
    'method.zip',
    () => lying(zipSync({ 'a.csv': CSV }), (entry) => entry.writeUInt16LE(14, 10)),
    'packed in a way that is not read',
  ],
  [
    'far.zip',
    () => lying(zipSync({ 'a.csv': CSV }), (entry) => entry.writeUInt32LE(99_999, 42)),
    'a damaged or incomplete spreadsheet or zip',
  ],
  ['up.zip', () => zipSync({ '../x.csv': CSV }), 'a name in it that leads out of it: ../x.csv'],
  ['root.zip', () => zipSync({ '/etc/x.csv': CSV }), 'a name in it that leads out of it'],
  ['drive.zip', () => zipSync({ 'C:\\x.csv': CSV }), 'a name in it that leads out of it'],
  ['twice.zip', () => overlapping(), 'damaged or incomplete'],
  ['empty.zip', () => zipSync({}), 'nothing is in the zip'],
  [
    'half.zip',
    () => half('one.zip'),
    'half.zip cannot be read to its end: it is a damaged or incomplete spreadsheet or zip',
  ],
  [
    'inner.zip',
    () => zipSync({ 'a.xlsx': bytesOf('cars.xlsx') }),
    'inside of another file is not read',
  ],
  [
    'half.xlsx',
    () => half('cars.xlsx'),
    'half.xlsx cannot be read to its end: it is a damaged or incomplete spreadsheet or zip',
  ],
  [
    'bomb.xlsx',
    () => workbook({ 'xl/sharedStrings.xml': xmlOf('<sst><si><t>', 'a', 100 * 1024 ** 2) }),
    'the texts of the workbook are longer than 48 MB',
  ],
  [
    'entity.xlsx',
    () => workbook({ 'xl/workbook.xml': strToU8('<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;') }),
    'the workbook is damaged',
  ],
  [
    'broken.xlsx',
    () => workbook({ 'xl/workbook.xml': strToU8('<workbook') }),
    'the workbook is damaged',
  ],
  [
    'wide.xlsx',
    () =>
      workbook({
        [sheet('sheet1')]: strToU8(
          '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
        ),
      }),
    'spreads over more than',
  ],
  [
    'old.xls',
    () => Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    'an old workbook (.xls) or one with a password',
  ],
  ['object.json', () => '{\n"brand": "Maruti"\n}', 'it is JSON without a list of objects'],
  ['numbers.json', () => '[1, 2, 3]', 'it is JSON without a list of objects'],
  ['lists.json', () => `[[${'"a",'.repeat(9)}"b"]]`, 'it is JSON without a list of objects'],
  [
    'mixed.json',
    () => `[${RECORD}, 5, ${RECORD}]`,
    'the JSON is damaged or incomplete after object 1',
  ],
  [
    'half.json',
    () => half('cars.json'),
    'half.json cannot be read to its end: the JSON is damaged or incomplete after object',
  ],
  [
    'tail.json',
    () => `[${RECORD}] [${RECORD}]`,
    'the JSON is damaged or incomplete after object 1',
  ],
  ['bad.json', () => `[${RECORD}, {"brand": Maruti}]`, 'object 2 of the JSON is damaged'],
  [
    'long.json',
    () => `[{"brand": "${'x'.repeat(2_000_000)}"}]`,
    'an object of the JSON is longer than 1 MB',
  ],
  ['deep.json', () => '['.repeat(1_000_000), 'damaged or incomplete'],
  [
    'names.json',
    () =>
      `[${JSON.stringify(Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`c${n}`, n])))}]`,
    'more than 2000 columns',
  ],
  ['half.parquet', () => half('cars.parquet'), 'the Parquet file is damaged'],
  ['broken.parquet', () => broken('cars.parquet'), 'the Parquet file is damaged'],
  ['halfstream.arrow', () => half('stream.arrow'), 'the Arrow file is damaged'],
]

function overlapping(): Uint8Array {
  const zip = Buffer.from(zipSync({ 'a.csv': CSV, 'b.csv': CSV }))
  const first = zip.indexOf('PK\x01\x02')
  const second = zip.indexOf('PK\x01\x02', first + 4)
  zip.writeUInt32LE(zip.readUInt32LE(first + 42), second + 42)
  return zip
}

describe('what cannot be read is refused in a line that names it', () => {
  test.each(REFUSED)(
    '%s',
    async (name, bytes, words) => {
      const failure = await read(name, bytes()).then(
        () => null,
        (error) => error,
      )
      expect(failure?.message).toContain(words.toString())
      expect(failure.message).not.toMatch(/\n|\/tmp/)
    },
    30_000,
  )
})

test('a line that is no JSON costs itself alone', async () => {
  const rows = await read(
    'cars.ndjson',
    `${RECORD}\n${RECORD}\n{"brand": Maruti}\n\n[1]\n${RECORD}`,
  )
  expect(rows.map(({ line, fields }) => [line, fields.length])).toEqual([
    [2, 5],
    [3, 5],
    [4, 1],
    [6, 1],
    [7, 5],
  ])
  const long = await read('long.ndjson', `${RECORD}\n{"brand":"${'x'.repeat(900_000)}"}\n${RECORD}`)
  expect(long.map(({ problem }) => problem === null)).toEqual([true, false, true])
})

test('columns that only later objects have, and objects within, keep their cells', async () => {
  const later = RECORD.replace(
    '}',
    ',"seller":{"city":"Pune","tags":["a","b"]},"note":"two\\nlines"}',
  )
  const [first, second] = await read(
    'later.json',
    `{"filters":[{"x":1}],"cars":[${RECORD},${later}]}`,
  )
  expect(first?.fields.slice(5)).toEqual(['', '', ''])
  expect(second?.fields.slice(5)).toEqual(['Pune', 'a;b', 'two lines'])
})

test('a list is cut the same however its text is chunked', () => {
  const text = `{"a [": "\\"]{", "cars": [{"x": "}]\\\\"}, {"y": {"z": [1, {}]}}], "more": {"cars": [{}]}}`
  const cut = (size: number) => {
    const splitter = new ListSplitter()
    const found: Element[] = []
    for (let at = 0; at < text.length; at += size)
      found.push(...splitter.push(text.slice(at, at + size)))
    splitter.end()
    return found
  }
  expect(cut(1_000)).toEqual([
    { path: 'cars', text: '{"x": "}]\\\\"}' },
    { path: 'cars', text: '{"y": {"z": [1, {}]}}' },
    { path: 'more.cars', text: '{}' },
  ])
  for (let size = 1; size < 20; size += 1) expect(cut(size)).toEqual(cut(1_000))
})
