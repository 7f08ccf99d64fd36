import { afterAll, beforeAll, expect, test } from 'bun:test'
import readXlsx from 'read-excel-file/node'
import { extractText, getDocumentProxy } from 'unpdf'
import { type TestApp, testApp } from './support/app.ts'

/* Two applications with different currencies in one process, asked at the same time. */

let rupees: TestApp
let euros: TestApp
beforeAll(async () => {
  rupees = await testApp()
  euros = await testApp({ CURRENCY: 'EUR' })
})
afterAll(() => Promise.all([rupees.close(), euros.close()]))

const LANGUAGES = ['en', 'fr'] as const

/** What each of the two answers, in both languages, to requests that overlap. */
async function ask(path: string, read: (answer: Response) => Promise<string>) {
  const from = (app: TestApp, language: string) =>
    app.get(path, { 'accept-language': language }).then((answer) => {
      expect({ path, status: answer.status }).toEqual({ path, status: 200 })
      return read(answer)
    })
  const rounds = await Promise.all(
    LANGUAGES.flatMap((language) =>
      [1, 2].flatMap(async () => ({
        rupees: await Promise.all([from(rupees, language), from(rupees, language)]),
        euros: await Promise.all([from(euros, language), from(euros, language)]),
      })),
    ),
  )
  return {
    rupees: rounds.flatMap((round) => round.rupees),
    euros: rounds.flatMap((round) => round.euros),
  }
}

/** `€` followed or preceded by an amount; `lakh` counts rupees. */
function expectOneCurrency({ rupees, euros }: { rupees: string[]; euros: string[] }) {
  for (const text of rupees) {
    expect(text).toMatch(/₹|lakh/)
    expect(text).not.toContain('€')
  }
  for (const text of euros) {
    expect(text).toContain('€')
    expect(text).not.toMatch(/₹|lakh/)
  }
}

const text = (answer: Response) => answer.text()

test.each([
  '/',
  '/cars',
  '/cars?brand=Honda',
  '/market',
  '/reports',
  '/estimate?brand=Honda&base_model=City&year=2019&km=40000',
])('the page %s', async (path) => {
  expectOneCurrency(
    await ask(path, async (answer) => (await answer.text()).replace(/<head>.*?<\/head>/s, '')),
  )
})

test('the page of a car says its currency to machines, too', async () => {
  const { items } = (await (await rupees.get('/api/cars?limit=1')).json()) as {
    items: { id: string }[]
  }
  const answers = await ask(`/cars/${items[0]?.id}`, text)
  for (const html of answers.rupees) expect(html).toContain('"priceCurrency":"INR"')
  for (const html of answers.euros) expect(html).toContain('"priceCurrency":"EUR"')
})

test('the feeds', async () => {
  expectOneCurrency(await ask('/feeds/cars.atom', text))
  expectOneCurrency(await ask('/feeds/cars.json', text))
})

test('the PDF', async () => {
  const answers = await ask('/reports/market.pdf?brand=Honda', async (answer) => {
    const pdf = await getDocumentProxy(new Uint8Array(await answer.arrayBuffer()))
    return (await extractText(pdf, { mergePages: true })).text
  })
  expectOneCurrency(answers)
}, 60_000)

test('the workbook', async () => {
  const answers = await ask('/reports/market.xlsx?brand=Honda', async (answer) =>
    JSON.stringify(await readXlsx(Buffer.from(await answer.arrayBuffer()))),
  )
  expectOneCurrency(answers)
}, 60_000)

test('the API', async () => {
  const answers = await ask('/api/market/prices', text)
  for (const json of answers.rupees) expect(JSON.parse(json)).toMatchObject({ currency: 'INR' })
  for (const json of answers.euros) expect(JSON.parse(json)).toMatchObject({ currency: 'EUR' })
})
