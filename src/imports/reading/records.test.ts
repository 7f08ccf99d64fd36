import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { RawRecord } from '../../listing/row.ts'
import { RecordSplitter } from './records.ts'

function split(text: string, delimiter = ',', chunk = text.length, width: number | null = null) {
  const splitter = new RecordSplitter(delimiter, width)
  const records: RawRecord[] = []
  for (let at = 0; at < text.length; at += chunk) {
    records.push(...splitter.push(text.slice(at, at + chunk)))
  }
  return [...records, ...splitter.end()]
}
const fields = (records: RawRecord[]) => records.map((record) => record.fields)
const lines = (records: RawRecord[]) => records.map((record) => record.line)

test('a record keeps its exact text and the line on which it begins', () => {
  const records = split('a,b\r\n1,"two\r\nlines"\r\n\r\n3,4')
  expect(records.map(({ line, raw }) => ({ line, raw }))).toEqual([
    { line: 1, raw: 'a,b' },
    { line: 2, raw: '1,"two\r\nlines"' },
    { line: 5, raw: '3,4' },
  ])
  expect(fields(records)[1]).toEqual(['1', 'two\r\nlines'])
})

test('quotation marks are doubled inside a quotation, and literal inside a word', () => {
  expect(fields(split('"a ""b"" c",16" alloy,"x,y"\n'))).toEqual([['a "b" c', '16" alloy', 'x,y']])
})

test('a row of blanks is a row, an empty line is not', () => {
  expect(lines(split('a,b\n\n  \n,\n'))).toEqual([1, 4])
  expect(lines(split('a\tb\n\t\n', '\t'))).toEqual([1, 2])
})

test('a delimiter may be a semicolon or a tab', () => {
  expect(fields(split('a;"b;c"\n', ';'))).toEqual([['a', 'b;c']])
  expect(fields(split('a\t"b\tc"\n', '\t'))).toEqual([['a', 'b\tc']])
})

describe('a quotation mark that never closes', () => {
  test('costs its own line at the end of the file', () => {
    const records = split('a,b\n1,"x\n3,4\n5,6')
    expect(lines(records)).toEqual([1, 2, 3, 4])
    expect(records[1]?.problem?.sentence).toContain('never closes')
    expect(fields(records)[2]).toEqual(['3', '4'])
  })

  test('costs its own line in a long file, whatever the chunks', () => {
    const text = `a,b\n1,"x\n${'3,4\n'.repeat(40_000)}`
    for (const chunk of [1_000, 70_000, text.length]) {
      const records = split(text, ',', chunk)
      expect(records).toHaveLength(40_002)
      expect(records.filter((record) => record.problem !== null)).toHaveLength(1)
      expect(records.at(-1)?.line).toBe(40_002)
    }
  })

  test('does not reach for the quotation mark of a later row', () => {
    const records = split('1,"x\n3,4\n5,"six"\n7,8\n', ',', 1_000, 2)
    expect(lines(records)).toEqual([1, 2, 3, 4])
    expect(fields(records).slice(1)).toEqual([
      ['3', '4'],
      ['5', 'six'],
      ['7', '8'],
    ])
  })
})

test('what was written is read, however it is cut', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', ' ', '7') })
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      (rows, chunk) => {
        const text = rows.map((row) => row.map(quote).join(',')).join('\n')
        expect(fields(split(text, ',', chunk, 3))).toEqual(rows)
      },
    ),
  )
})
