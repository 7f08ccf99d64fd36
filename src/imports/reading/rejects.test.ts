import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { csvLines, escapeFormula, unescapeFormula } from '../../platform/csv.ts'
import type { Reject } from '../../snapshots/import.ts'
import { rejectsTable } from '../web/rejects-table.ts'
import { RecordSplitter } from './records.ts'
import { ABOUT, ofRejects, restored } from './rejects.ts'

const SIGNS = [
  '=',
  '+',
  '-',
  '@',
  '＝',
  '＋',
  '－',
  '＠',
  '\t',
  "'",
  '"',
  ',',
  ';',
  '\n',
  ' ',
  'a',
  '1',
  '',
]
const cell = fc.array(fc.constantFrom(...SIGNS), { maxLength: 6 }).map((signs) => signs.join(''))

describe('what a spreadsheet would run', () => {
  test.each(['=1+1', '+Plus VX', '-a', '@SUM(A1)', '＝1+1', '＋a', "'=1", "''=1", '\t=1'])(
    '%j is made text, and comes back as it was',
    (text) => {
      expect(escapeFormula(text)).toBe(`'${text}`)
      expect(unescapeFormula(escapeFormula(text))).toBe(text)
    },
  )

  test.each(['-5', '+4,25,000', '12.5', "O'Neill", "'s", 'a=b', ''])('%j is left alone', (text) => {
    expect(escapeFormula(text)).toBe(text)
    expect(unescapeFormula(text)).toBe(text)
  })

  test('any text comes back', () => {
    fc.assert(fc.property(cell, (text) => unescapeFormula(escapeFormula(text)) === text))
  })

  test('it is so in every cell of a file, its header too', () => {
    expect(
      csvLines([
        ['=a', 'b'],
        ['＝c', 5],
      ]),
    ).toBe("'=a,b\r\n'＝c,5\r\n")
  })
})

describe('refused rows', () => {
  const files = (header: string[]) => [
    { name: 'a.csv', header, delimiter: ';', bytes: 1, sha256: '', encoding: 'utf-8', columns: 0 },
  ]
  const refusedAs = (raw: string): Reject => ({
    line: 7,
    raw,
    rule: 'row-malformed',
    reason: '=reason',
    action: 'reject',
    file: 'a.csv',
  })
  const quoted = (cells: string[]) =>
    cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(';')
  const readBack = (text: string) => {
    const splitter = new RecordSplitter(',')
    const [header, ...rows] = [...splitter.push(text), ...splitter.end()].map((row) => row.fields)
    return { header: header ?? [], rows }
  }

  test('come back cell by cell, whatever is in them, also those that were too many or too few', () => {
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 2, maxLength: 5 }),
        fc.array(cell, { minLength: 1, maxLength: 8 }),
        (header, cells) => {
          const table = rejectsTable({ files: files(header) })
          const text = csvLines([table.header, table.row(refusedAs(quoted(cells)))])
          const { header: names, rows } = readBack(text)
          expect(ofRejects(names)).toBe(true)
          expect(names.slice(0, -ABOUT.length).map(unescapeFormula)).toEqual(header)
          const back = restored(rows[0] ?? [], header.length)
          // Blank cells at the end say nothing.
          const trimmed = (all: string[]) => all.slice(0, all.findLastIndex(Boolean) + 1)
          expect(trimmed(back)).toEqual(trimmed(cells))
          if (cells.length < header.length) expect(back.length).toBe(cells.length)
        },
      ),
    )
  })

  test('a row is whole again once what was missing is filled in, or surplus cells are taken away', () => {
    const row = (cells: string[], surplus = '', missing = '') => [
      ...cells,
      'a.csv',
      '2',
      'reject',
      'row-malformed',
      '',
      surplus,
      missing,
    ]
    expect(restored(row(['a', 'b', ''], '', '1'), 3)).toEqual(['a', 'b'])
    expect(restored(row(['a', 'b', 'c'], '', '1'), 3)).toEqual(['a', 'b', 'c'])
    expect(restored(row(['a', 'b', 'c'], 'd,e'), 3)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(restored(row(['a', 'b', 'c'], ''), 3)).toEqual(['a', 'b', 'c'])
  })

  test('columns of one name, or of none, keep their cells', () => {
    const table = rejectsTable({ files: files(['', 'price', 'price', '']) })
    expect(table.header.slice(0, 4)).toEqual(['', 'price', 'price', ''])
    expect(table.row(refusedAs('1;2;3;4')).slice(0, 4)).toEqual(['1', '2', '3', '4'])
  })
})
