import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import Papa from 'papaparse'
import readXlsx from 'read-excel-file/node'
import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import { aCar, publish } from '../../tests/support/cars.ts'
import { escapedFrom } from '../platform/ui/markup.testing.ts'
import { CAR_COLUMNS } from './columns.ts'

let sample: TestApp
let hostile: TestApp
let empty: TestApp

/** As the reader gives them; its own type says `typeof Date`. */
type Cell = string | number | boolean | Date | null

const EVIL = '<script>alert(1)</script>'
const NASTY = [
  aCar({ id: 'formula', title: '=1+1|cmd', brand: '=HYPERLINK("http://x")', price: 300_000 }),
  aCar({ id: 'script', title: `2019 ${EVIL} & "quoted"`, brand: EVIL, price: 400_000 }),
  aCar({ id: 'lines', title: 'two\nlines\tand a tab', brand: '+Plus', price: 500_000 }),
  aCar({
    id: 'signs',
    title: '₹ Škoda Citroën “é” _x0041_ \u0001',
    brand: 'Škoda',
    price: 600_000,
  }),
]

beforeAll(async () => {
  sample = await testApp()
  hostile = await testApp({}, { empty: true })
  empty = await testApp({}, { empty: true })
  await publish(hostile.stores, 1, NASTY)
})
afterAll(() => Promise.all([sample, hostile, empty].map((app) => app.close())))

async function total(app: TestApp, search: string): Promise<number> {
  const answer = await app.get(`/api/cars${search}`)
  return ((await answer.json()) as { total: number }).total
}

async function pdfOf(app: TestApp, search: string, language = 'en') {
  const answer = await app.get(`/reports/market.pdf${search}`, { 'accept-language': language })
  expect(answer.status).toBe(200)
  const pdf = await getDocumentProxy(await answer.bytes())
  const { text: pages } = await extractText(pdf, { mergePages: false })
  const { info } = await getMeta(pdf)
  const spaced = pages.map((page) => page.replace(/\s+/g, ' '))
  return { answer, pages: spaced, text: spaced.join(' '), info }
}

async function sheetsOf(app: TestApp, search: string, language = 'en') {
  const answer = await app.get(`/reports/market.xlsx${search}`, { 'accept-language': language })
  expect(answer.status).toBe(200)
  const sheets = await readXlsx(Buffer.from(await answer.arrayBuffer()))
  return {
    answer,
    sheets: sheets.map(({ sheet, data }) => ({ name: sheet, rows: data as unknown as Cell[][] })),
  }
}

describe('the page', () => {
  test('states the filter, the rows, the snapshot and where the other forms are', async () => {
    const answer = await sample.get('/reports?brand=Honda&year_min=2016')
    const html = (await answer.text()).replaceAll('&amp;', '&')
    const found = await total(sample, '?brand=Honda&year_min=2016')
    expect(html).toContain('Brand: Honda · Make year: from 2016')
    expect(html).toContain(`${found} of 1,188`)
    for (const href of [
      '/reports/market.pdf?brand=Honda&year_min=2016',
      '/reports/market.xlsx?brand=Honda&year_min=2016',
      '/api/cars?brand=Honda&year_min=2016&format=csv',
      '/api/cars?brand=Honda&year_min=2016&format=ndjson',
      '/feeds/cars.atom?brand=Honda&year_min=2016',
    ]) {
      expect(html).toContain(`href="${href}"`)
    }
    expect(html).toContain('<option value="Honda" selected')
  })

  test('says the same again as 304', async () => {
    const etag = (await sample.get('/reports')).headers.get('etag') ?? ''
    expect((await sample.get('/reports', { 'if-none-match': etag })).status).toBe(304)
  })

  test('leads away from fields that a form sent empty', async () => {
    const answer = await sample.get('/reports?brand=Honda&fuel=&year_min=')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/reports?brand=Honda'])
  })

  test('a wrong field is a 400 with its words, and the other fields count', async () => {
    const answer = await sample.get('/reports?price_min=abc&brand=Honda')
    const html = await answer.text()
    expect(answer.status).toBe(400)
    expect(html).toContain('is not a whole number')
    expect(html).toContain('value="abc"')
    expect(html).toContain('Brand: Honda')
  })

  test('nothing found is said; what the form has no field for stays', async () => {
    const html = await (await sample.get('/reports?brand=Nobody&state=KA')).text()
    expect(html).toContain('No car matches this filter.')
    expect(html).toContain('<input type="hidden" name="state" value="KA"')
  })

  test('hostile names are text', async () => {
    const html = await (await hostile.get('/reports')).text()
    expect(escapedFrom(html)).toEqual([])
    expect(html).toContain('&lt;script')
  })

  test('is in French', async () => {
    const html = await (await sample.get('/reports', { 'accept-language': 'fr' })).text()
    expect(html).toContain('Rapport sur le marché')
    expect(html).not.toMatch(/Market report|Best deals|Key figures/)
  })
})

describe('the PDF', () => {
  test('is real text that states what it covers', async () => {
    const { answer, text, pages, info } = await pdfOf(sample, '?brand=Honda')
    const found = await total(sample, '?brand=Honda')
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toContain('market-snapshot-1.pdf')
    expect(text).toContain('Filter Brand: Honda')
    expect(text).toContain(`${found} of 1,188`)
    expect(text).toContain('₹')
    expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`)
    expect(info).toMatchObject({
      Title: 'Forecourt · Market report',
      Author: 'Forecourt',
      Language: 'en',
    })
  })

  test('repeats the head of a table, and says where the cars are that it does not list', async () => {
    const { pages, text } = await pdfOf(sample, '')
    const lists = pages.filter((page) => page.includes('Car Fuel Gearbox Km Price Deal'))
    expect(lists.length).toBeGreaterThan(3)
    expect(text).toContain('The 200 cheapest are listed. 988 more are in the workbook')
    expect(pages.length).toBeLessThan(12)
  })

  test('is in French, with its numbers', async () => {
    const { text, info, answer } = await pdfOf(sample, '?brand=Honda', 'fr')
    expect(answer.headers.get('content-language')).toBe('fr')
    expect(info.Language).toBe('fr')
    for (const words of [
      'Rapport sur le marché',
      'Marque : Honda',
      'Page 1 sur',
      'D’où viennent',
    ]) {
      expect(text).toContain(words)
    }
    expect(text).toMatch(/\d{3} \d{3} ₹/)
    expect(text).not.toMatch(/Best deals|Key figures|Market report/)
  })

  test('the same report is the same bytes, and a 304 for who has it', async () => {
    const [one, two] = await Promise.all([
      sample.get('/reports/market.pdf?fuel=diesel'),
      sample.get('/reports/market.pdf?fuel=diesel'),
    ])
    expect(await one.text()).toBe(await two.text())
    const etag = one.headers.get('etag') ?? ''
    const again = await sample.get('/reports/market.pdf?fuel=diesel', { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const french = { 'if-none-match': etag, 'accept-language': 'fr' }
    expect((await sample.get('/reports/market.pdf?fuel=diesel', french)).status).toBe(200)
  })

  test('hostile names stand as they are; an empty filter is a report, too', async () => {
    const { text } = await pdfOf(hostile, '')
    for (const words of ['=1+1|cmd', EVIL, 'two lines and a tab', 'Škoda Citroën “é”']) {
      expect(text).toContain(words)
    }
    expect((await pdfOf(sample, '?brand=Nobody')).text).toContain('No car matches this filter.')
  })
})

describe('the workbook', () => {
  test('holds all cars of the filter, numbers as numbers and dates as dates', async () => {
    const { answer, sheets } = await sheetsOf(sample, '?brand=Honda')
    const found = await total(sample, '?brand=Honda')
    expect(answer.headers.get('content-disposition')).toContain('market-snapshot-1.xlsx')
    expect(sheets.map(({ name }) => name)).toEqual(['About', 'Summary', 'By brand', 'Cars'])
    const [about, , , cars] = sheets
    expect(about?.rows).toContainEqual(['Filter', 'Brand: Honda'])
    expect(about?.rows).toContainEqual(['Cars', found])
    expect(about?.rows).toContainEqual(['Ages counted to', new Date('2024-12-31')])
    expect(cars?.rows[0]).toEqual(CAR_COLUMNS.map(({ name }) => name))
    expect(cars?.rows).toHaveLength(found + 1)
    const [head = [], ...rows] = cars?.rows ?? []
    const values = (name: string) => rows.map((row) => row[head.indexOf(name)])
    expect(values('price').every((price) => typeof price === 'number')).toBe(true)
    expect(values('registered_on').some((day) => day instanceof Date)).toBe(true)
    expect(new Set(values('id')).size).toBe(found)
  })

  test('has all columns of the CSV file, with the same values', async () => {
    const { sheets } = await sheetsOf(sample, '?brand=Honda')
    const [head = [], ...rows] = sheets[3]?.rows ?? []
    const csv = await (await sample.get('/api/cars.csv?brand=Honda')).text()
    const { data } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true })
    expect(head).toEqual([...Object.keys(data[0] ?? {}), 'deal_position'])
    expect(rows).toHaveLength(data.length)
    const said = (cell: Cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell)
    for (const [at, row] of rows.entries()) {
      const cells = head.map((name, column) => [name, String(said(row[column] ?? null) ?? '')])
      const { deal_position: _, ...same } = Object.fromEntries(cells)
      expect(same).toEqual(data[at] ?? {})
    }
    const explained = new Set(sheets[0]?.rows.map(([name]) => name))
    expect(head.filter((name) => !explained.has(name))).toEqual([])
  })

  test('text stays text', async () => {
    const { sheets } = await sheetsOf(hostile, '')
    const titles = sheets[3]?.rows.slice(1).map((row) => row[1])
    expect(titles).toContain('=1+1|cmd')
    expect(titles).toContain(`2019 ${EVIL} & "quoted"`)
    expect(titles).toContain('two\nlines\tand a tab')
    const answer = await hostile.get('/reports/market.xlsx')
    const raw = Buffer.from(await answer.arrayBuffer()).toString('latin1')
    expect(raw).not.toContain('<f>')
  })

  test('is in French where people read; the columns keep their names', async () => {
    const { sheets } = await sheetsOf(sample, '?brand=Honda', 'fr')
    expect(sheets.map(({ name }) => name)).toEqual(['À propos', 'Résumé', 'Par marque', 'Voitures'])
    expect(sheets[0]?.rows).toContainEqual(['Filtre', 'Marque\u00a0: Honda'])
    expect(sheets[3]?.rows[0]?.slice(0, 3)).toEqual(['id', 'title', 'brand'])
  })

  test('is never cut: more than a sheet holds is a 422 with the way out', async () => {
    const { cars } = sample.deps
    const count = cars.count.bind(cars)
    cars.count = async () => 1_048_576
    const answer = await sample.get('/reports/market.xlsx?brand=Honda')
    cars.count = count
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({
      detail: expect.stringContaining('/api/cars?brand=Honda&format=csv'),
    })
  })
})

describe.each(['pdf', 'xlsx'])('what goes wrong with a .%s', (form) => {
  test('is problem+json', async () => {
    const wrong = await sample.get(`/reports/market.${form}?colour=red`)
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ])
    expect(await wrong.json()).toMatchObject({ errors: [{ parameter: 'colour' }] })
    const early = await empty.get(`/reports/market.${form}`)
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '2'])
  })
})
