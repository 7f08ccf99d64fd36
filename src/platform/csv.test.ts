import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import Papa from 'papaparse'
import { z } from 'zod'
import {
  columnsOf,
  countCsvRows,
  csvHeader,
  csvLines,
  csvRows,
  escapeFormula,
  flatRow,
  unescapeFormula,
} from './csv.ts'
import { CsvMetadata, csvMetadata, describeColumns, metadataLink } from './csvw.ts'

const schema = z.object({
  id: z.string().meta({ description: 'Names the row' }),
  price: z.int(),
  share: z.number().nullable(),
  day: z.iso.date().optional(),
  at: z.iso.datetime(),
  good: z.boolean(),
  loan: z.object({ rate: z.number().nullable(), months: z.int() }).nullable(),
  flags: z.array(z.string()),
  kind: z.enum(['a', 'b']),
})

const parsed = (text: string) => Papa.parse<string[]>(text.replace(/\r\n$/, '')).data
const text = fc.string({ unit: 'grapheme' })
/** Text that likes to look like a formula. */
const risky = fc
  .tuple(fc.constantFrom('', '=', '+', '-', '@', "'", "''", "'=", '\t', '\r', '＝', '＠'), text)
  .map(([start, rest]) => start + rest)

describe('a cell', () => {
  test.each([
    '=1+1',
    '+cmd',
    '-x',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '=',
    "'=1",
  ])('%j gets an apostrophe', (cell) => expect(escapeFormula(cell)).toBe(`'${cell}`))

  test.each(['', 'Honda', '-5', '+5', '-1.5', '-1,5', '+1.234,5', '1=1', ' =1', "'", "'a", 'a-b'])(
    '%j stays as it is',
    (cell) => expect(escapeFormula(cell)).toBe(cell),
  )

  test('comes back as it was, and is none that a spreadsheet would run', () => {
    fc.assert(
      fc.property(risky, (cell) => {
        const safe = escapeFormula(cell)
        expect(unescapeFormula(safe)).toBe(cell)
        if (!/^[+-]?\d+([.,]\d+)*$/.test(cell)) expect(safe).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
      }),
    )
  })
})

describe('the lines of a table', () => {
  test('are read again as they were, whatever stands in a cell', () => {
    const rows = fc.array(fc.array(risky, { minLength: 2, maxLength: 4 }), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(rows, (given) => {
        const width = Math.min(...given.map(({ length }) => length))
        const cells = given.map((row) => ['x', ...row.slice(0, width)])
        const written = csvLines(cells)
        expect(written.endsWith('\r\n')).toBe(true)
        const read = Papa.parse<string[]>(written, { newline: '\r\n', skipEmptyLines: true }).data
        expect(read.map((row) => row.map(unescapeFormula))).toEqual(cells)
      }),
    )
  })

  test('have a column for each field, those of nested ones flat', () => {
    const columns = columnsOf(schema)
    expect(columns).toEqual([
      'id',
      'price',
      'share',
      'day',
      'at',
      'good',
      'loan_rate',
      'loan_months',
      'flags',
      'kind',
    ])
    expect(csvHeader(columns)).toBe(`${columns.join(',')}\r\n`)
  })

  test('have the values of a row under their columns, nothing for what is missing', () => {
    const columns = ['b', 'a', 'loan_rate', 'flags', 'none']
    const row = { a: 0, b: '=1', loan: { rate: null }, flags: ['x', 'y'], surplus: 1 }
    expect(parsed(csvRows(columns, [row]))).toEqual([["'=1", '0', '', 'x;y', '']])
    expect(csvRows(columns, [])).toBe('')
  })

  test('keep lists of values as text, and lists of objects as JSON', () => {
    expect(flatRow({ a: [], b: [1, 2], c: [{ d: 1 }], e: { f: { g: true } }, h: null })).toEqual({
      a: '',
      b: '1;2',
      c: '[{"d":1}]',
      e_f_g: true,
      h: null,
    })
  })

  test('are counted without those inside quotes, however the text is cut', async () => {
    async function* pieces(whole: string, size: number) {
      for (let at = 0; at < whole.length; at += size) yield whole.slice(at, at + size)
    }
    const cells = ['plain', 'two\nlines', 'a "quoted"\n one', '', 'with, comma\r\n']
    const whole = csvLines([['title'], ...cells.map((cell) => [`x${cell}`])])
    for (let size = 1; size <= whole.length; size++) {
      expect(await countCsvRows(pieces(whole, size))).toBe(cells.length)
    }
    expect(await countCsvRows(pieces('title\r\n', 3))).toBe(0)
  })
})

describe('the description of a table', () => {
  const described = describeColumns(schema)

  test('has the columns of the table in their order', () => {
    expect(described.map(({ name }) => name)).toEqual(columnsOf(schema))
    for (const { name, titles } of described) expect(titles).toBe(name)
  })

  test('has the datatype of each', () => {
    expect(described.map(({ datatype }) => datatype)).toEqual([
      'string',
      'integer',
      'number',
      'date',
      'dateTime',
      'boolean',
      'number',
      'integer',
      'string',
      'string',
    ])
  })

  test('requires what is in every row, never text, lists or what may be missing', () => {
    const required = described.filter(({ required }) => required).map(({ name }) => name)
    for (const name of ['price', 'good', 'kind']) expect(required).toContain(name)
    for (const name of ['id', 'share', 'day', 'loan_rate', 'loan_months', 'flags']) {
      expect(required).not.toContain(name)
    }
  })

  test('says what parts a list, and what a column means', () => {
    expect(described.find(({ name }) => name === 'flags')?.separator).toBe(';')
    expect(described[0]?.['dc:description']).toBe('Names the row')
    expect(described[1]).not.toHaveProperty('dc:description')
  })

  test('fits to its own schema, with and without what may be left out', () => {
    const least = { url: '/a.csv', title: 'A', columns: described, notes: [] }
    for (const given of [least, { ...least, modified: '2024-12-31', primaryKey: 'id' }]) {
      const written = csvMetadata(given)
      expect(CsvMetadata.parse(JSON.parse(JSON.stringify(written)))).toEqual(written)
    }
    expect(csvMetadata(least)).not.toHaveProperty('dc:modified')
    expect(csvMetadata(least).tableSchema).not.toHaveProperty('primaryKey')
  })

  test.each([
    ['/cars.csv', '/cars.csv-metadata.json'],
    ['/cars.csv?brand=Kia&sort=km', '/cars.csv-metadata.json?brand=Kia&sort=km'],
    ['/cars.csv?', '/cars.csv-metadata.json'],
  ])('of %s stands at %s', (file, address) => {
    expect(metadataLink(file)).toStartWith(`<${address}>; rel="describedby"`)
  })
})
