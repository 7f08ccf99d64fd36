import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type TestApp, testApp } from '../../../tests/support/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const brands = ['Honda', 'Hyundai', 'Maruti', 'Tata', 'Ford', 'Toyota', 'Renault', 'Mahindra']

/** How often somebody else is answered until `work` is done, with the loop left to others between two questions. */
async function answeredDuring(work: Promise<unknown>): Promise<number> {
  let done = false
  work.finally(() => {
    done = true
  })
  let answered = 0
  while (!done) {
    expect((await app.get('/health/live')).status).toBe(200)
    answered += 1
    await Bun.sleep(1)
  }
  return answered
}

describe.each(['pdf', 'png', 'xlsx'])('a .%s', (form) => {
  const ask = (brand: string) => app.get(`/reports/market.${form}?brand=${brand}`)

  test('is made while others are answered', async () => {
    await (await ask('Kia')).body?.cancel()
    const files = Promise.all(brands.map(ask))
    // A file that is made on the loop answers nobody until it is finished: eight of them, at most eight answers.
    expect(await answeredDuring(files)).toBeGreaterThan(40)
    for (const file of await files) {
      expect(file.status).toBe(200)
      await file.body?.cancel()
    }
  })

  test('beyond the queue is a 503 that says when to ask again, and the others are made', async () => {
    const filters = Array.from({ length: 24 }, (_, at) => `Honda&year_min=${2000 + at}`)
    const answers = await Promise.all(filters.map(ask))
    for (const { body } of answers) await body?.cancel()
    const refused = answers.filter(({ status }) => status === 503)
    expect(refused.length).toBeGreaterThan(0)
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(16)
    for (const { headers } of refused) {
      expect(headers.get('retry-after')).toBe('10')
      expect(headers.get('content-type')).toStartWith('application/problem+json')
    }
  })
})

test('a workbook that nobody reads to its end leaves no file and holds nobody up', async () => {
  const left = await app.get('/reports/market.xlsx')
  await left.body?.cancel()
  const next = await app.get('/reports/market.xlsx')
  expect((await next.bytes()).length).toBeGreaterThan(10_000)
})
