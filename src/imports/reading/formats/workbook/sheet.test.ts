import { afterAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import readXlsx from 'read-excel-file/node'
import { workbookParts } from '../../../../../tests/support/list-formats.ts'
import { temporaryFolder } from '../../../../../tests/support/server.ts'
import { cellOf } from '../cells.ts'
import { xlsx } from '../xlsx.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

const HEADER = ['brand', 'model', 'year', 'km', 'price']
async function fileOf(
  parts: Record<string, string>,
  sheets: Parameters<typeof workbookParts>[0] = { Cars: [HEADER] },
) {
  const path = join(folder.path, `${crypto.randomUUID()}.xlsx`)
  const own = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]))
  await Bun.write(path, zipSync({ ...workbookParts(sheets), ...own }))
  return path
}
async function rowsOf(path: string) {
  const table = await xlsx.open({ name: 'a.xlsx', path, bytes: 1 })
  const rows: (string | null)[][] = []
  for await (const row of table.rows()) rows.push(row)
  return { rows, sheet: table.sheet }
}
const SHEET = 'xl/worksheets/sheet1.xml'
const inSheet = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`
const STYLES =
  '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0 &quot;km driven&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'

describe('a sheet', () => {
  test.each([
    [
      'numbers as they are kept',
      '<row r="1"><c r="A1"><v>0.30000000000000004</v></c></row>',
      ['0.3'],
    ],
    [
      'dates by their styles',
      '<row r="1"><c r="A1" s="1"><v>45322</v></c><c s="2"><v>45322.5</v></c></row>',
      ['2024-01-31', '2024-01-31T12:00:00Z'],
    ],
    [
      'numbers beside words that hold the letters of dates',
      '<row r="1"><c r="A1" s="3"><v>45322</v></c></row>',
      ['45322'],
    ],
    [
      'texts that are shared, in runs, without readings',
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c t="s"><v>1</v></c></row>',
      ['Fiat 500', 'トヨタ'],
    ],
    [
      'texts of its own, answers and results of formulas',
      '<row r="1"><c t="inlineStr"><is><t>a</t></is></c><c t="b"><v>1</v></c><c t="str"><f>A1</f><v>b</v></c></row>',
      ['a', 'true', 'b'],
    ],
    [
      'cells that leave places between',
      '<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>2</v></c></row>',
      ['1', null, null, '2'],
    ],
    ['names with a prefix', '<x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>', ['7']],
  ])('gives %s', async (_, row, wanted) => {
    const path = await fileOf({
      [SHEET]: inSheet(row),
      'xl/styles.xml': STYLES,
      'xl/sharedStrings.xml':
        '<sst><si><r><t>Fiat </t></r><r><t>500</t></r></si><si><t>トヨタ</t><rPh sb="0" eb="3"><t>とよた</t></rPh></si></sst>',
    })
    expect((await rowsOf(path)).rows).toEqual([wanted])
  })

  test('keeps the numbers of its rows where some between are blank', async () => {
    const row = (n: number) => `<row r="${n}"><c r="A${n}"><v>${n}</v></c></row>`
    const path = await fileOf({ [SHEET]: inSheet(row(2) + row(5)) })
    expect((await rowsOf(path)).rows).toEqual([[], ['2'], [], [], ['5']])
  })

  test('counts days from 1904 where its workbook says so', async () => {
    const parts = workbookParts({ Cars: [HEADER] })
    const book = new TextDecoder().decode(parts['xl/workbook.xml'])
    const path = await fileOf({
      'xl/workbook.xml': book.replace('<sheets>', '<workbookPr date1904="1"/><sheets>'),
      'xl/styles.xml': STYLES,
      [SHEET]: inSheet('<row><c s="1"><v>43860</v></c></row>'),
    })
    expect((await rowsOf(path)).rows).toEqual([['2024-01-31']])
  })

  test('is the one that names the columns of a car, which the table says', async () => {
    const sheets = {
      Notes: [['Stock'], ['of May']],
      Cars: [['May'], HEADER, ['Fiat']],
      More: [['a']],
    }
    expect(await rowsOf(await fileOf({}, sheets))).toEqual({
      rows: [['May'], HEADER, ['Fiat', null, null, null, null]],
      sheet: 'Cars',
    })
    expect((await rowsOf(await fileOf({}))).sheet).toBeUndefined()
  })

  test.each([
    ['more rows than a sheet can have', '<row/>', 1_100_000],
    ['more cells than anybody needs', '<row><c r="BXX1"><v>1</v></c></row>', 26_000],
    ['a row twice', '<row r="7"/>', 2],
  ])('is refused with %s', async (_, row, times) => {
    const path = await fileOf({ [SHEET]: inSheet(row.repeat(times)) })
    expect(rowsOf(path)).rejects.toThrow('spreads over more than')
  })

  test('is read as another reader of workbooks reads it', async () => {
    const rows = Array.from({ length: 400 }, (_, n) => [
      'Fiat',
      `"Panda" & <${n}>`,
      2000 + (n % 24),
      n * 0.1,
      n === 1 ? null : n,
    ])
    const path = await fileOf({}, { Cars: [HEADER, ...rows] })
    const [other] = await readXlsx(path)
    const told = (other?.data ?? []).map((row) => row.map((cell) => cellOf(cell)))
    expect((await rowsOf(path)).rows.map((row) => [...row])).toEqual(told)
  })
})
