import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { runImport } from '../src/imports/run/run-import.ts'
import { ended, type TestApp, testApp } from './support/app.ts'
import { aCar } from './support/cars.ts'

/* Every error that a page can show, on a French page (B7): none of its English may be left. */

let running: TestApp
let waiting: TestApp
let guarded: TestApp
let unrated: TestApp
beforeAll(async () => {
  running = await testApp()
  waiting = await testApp({}, { empty: true })
  unrated = await testApp({}, { empty: true })
  const draft = await unrated.stores.snapshots.draft(1)
  await draft.write([aCar({ id: 'a' })])
  await draft.publish({ as_of: '2024-12-31', content_hash: 'few', keep: 1, model: null })
  guarded = await testApp({ ADMIN_TOKEN: 'a-long-admin-token-of-some-length' })
})
afterAll(() => Promise.all([running, waiting, guarded, unrated].map((app) => app.close())))

type Parameter = { name: string; in: string }
type Document = { paths: Record<string, { get?: { parameters?: Parameter[] } }> }
type Asked = { path: string; names: string[] }

/** Pages that take no part of their path, with the names of their parameters. */
function pages(): Asked[] {
  return running.app.routes.flatMap(({ method, path, hooks }) => {
    const names = (hooks as { detail?: { 'x-query'?: string[] } }).detail?.['x-query']
    return method === 'GET' && names && !path.includes(':') ? [{ path, names }] : []
  })
}

async function operations(): Promise<Asked[]> {
  const document = (await (await running.get('/openapi.json')).json()) as Document
  return Object.entries(document.paths).flatMap(([path, { get }]) => {
    if (!get || path.includes('{')) return []
    const parameters = (get.parameters ?? []).filter((each) => each.in === 'query')
    return [{ path, names: parameters.map(({ name }) => name) }]
  })
}

/** Something wrong for any kind of parameter: no number and no word of a list, too small, too large, too long. */
const WRONG = ['zzz?', '-1', '99999999999', 'a'.repeat(3000)]

const questions = (asked: Asked[]): string[] =>
  asked.flatMap(({ path, names }) => [
    `${path}?colour=red&brnad=Honda`,
    ...names.flatMap((name) => [
      ...WRONG.map((value) => `${path}?${name}=${encodeURIComponent(value)}`),
      `${path}?${name}=1&${name}=2`,
      `${path}?${`${name}=1&`.repeat(60)}`,
    ]),
  ])

/** What a page says is wrong: beside fields, in a notice, or as the lede of an error page. */
function problemsIn(html: string): string[] {
  const found = [
    ...html.matchAll(/<(p|span) class="(?:wrong|notice warn)"[^>]*>(.*?)<\/\1>/gs),
    ...html.matchAll(/<(p) class="lede"[^>]*>(.*?)<\/\1>/gs),
  ]
  return found
    .map(([, , text = '']) => text.replace(/<[^>]*>/g, '').trim())
    .filter((text) => /\p{L}/u.test(text))
}

type Answer = { status: number; problems: string[] }

async function inBoth(ask: (headers: Record<string, string>) => Promise<Response>) {
  const read = async (language: string): Promise<Answer> => {
    const answer = await ask({ accept: 'text/html', 'accept-language': language })
    return { status: answer.status, problems: problemsIn(await ended(answer).text()) }
  }
  return { english: await read('en'), french: await read('fr') }
}

function expectTranslated(where: string, { english, french }: { english: Answer; french: Answer }) {
  expect({ where, status: french.status }).toEqual({ where, status: english.status })
  expect({ where, said: french.problems.length }).toEqual({ where, said: english.problems.length })
  expect({ where, said: english.problems.length > 0 }).toEqual({ where, said: true })
  const left = french.problems.filter((text) => english.problems.includes(text))
  expect({ where, left }).toEqual({ where, left: [] })
}

test('every page refuses wrong parameters in the language of its reader', async () => {
  let refused = 0
  for (const path of questions(pages())) {
    const answers = await inBoth((headers) => running.get(path, headers))
    if (answers.english.status < 400) continue
    refused += 1
    expectTranslated(path.slice(0, 120), answers)
  }
  expect(refused).toBeGreaterThan(100)
}, 120_000)

test('the API says them in our words, never in those of the schema library', async () => {
  let refused = 0
  for (const path of questions(await operations())) {
    const answer = await running.get(path, { 'accept-language': 'fr' })
    const body = await ended(answer).text()
    if (answer.status < 400) continue
    refused += 1
    const { detail, errors } = JSON.parse(body)
    const texts = [detail, ...errors.map(({ message }: { message: string }) => message)]
    const foreign = texts.filter((text) =>
      /invalid|expected|received|too (big|small)|[{}]/i.test(text),
    )
    expect({ path: path.slice(0, 120), foreign }).toEqual({ path: path.slice(0, 120), foreign: [] })
  }
  expect(refused).toBeGreaterThan(150)
}, 120_000)

describe('an error page speaks French', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const elsewhere = { 'sec-fetch-site': 'cross-site' }
  test.each<[string, number, (headers: Record<string, string>) => Promise<Response>]>([
    ['an unknown address', 404, (headers) => running.get('/nowhere', headers)],
    ['an unknown car', 404, (headers) => running.get('/cars/no-{car}', headers)],
    ['an unknown import', 404, (headers) => running.get('/imports/999', headers)],
    ['an unknown language', 404, (headers) => running.get('/language/xx', headers)],
    ['a wrong method', 405, (headers) => running.post('/cars', '', headers)],
    [
      'another site',
      403,
      (headers) => running.post('/imports', 'source=x', { ...headers, ...elsewhere }),
    ],
    ['no token', 401, (headers) => guarded.post('/imports', 'source=x', headers)],
    [
      'a wrong token',
      401,
      (headers) =>
        guarded.post('/imports', 'source=x', { ...headers, authorization: 'Bearer wrong' }),
    ],
    [
      'an import that is over',
      409,
      (headers) => running.post('/imports/1/cancellation', '', headers),
    ],
    [
      'an import of nothing',
      422,
      (headers) => running.post('/imports', 'source=', { ...headers, ...form }),
    ],
    [
      'a failure of ours',
      500,
      async (headers) => {
        const { cars } = running.deps
        const { page } = cars
        cars.page = () => Promise.reject(new Error('secret'))
        try {
          return await running.get('/cars', headers)
        } finally {
          cars.page = page
        }
      },
    ],
    ['deals without estimates', 400, (headers) => unrated.get('/cars?deal=great', headers)],
    ['no snapshot yet', 503, (headers) => waiting.get('/cars', headers)],
  ])('%s', async (where, status, ask) => {
    const answers = await inBoth(ask)
    expect(answers.french.status).toBe(status)
    expectTranslated(where, answers)
  })
})

test.each([
  ['/nowhere/at all.csv', 'n’existe pas'],
  ['src/imports/rules/index.ts', 'n’est pas une liste de voitures'],
  ['gs://bucket/{key}.csv', 'seules les adresses http, https, s3 et kaggle sont lues'],
])('the page of an import of %s that failed says why in French', async (source, words) => {
  const { deps, stores } = running
  const settings = { ...deps.config, sources: [source], keep: 1 }
  const failure = await runImport(stores, settings).catch((error: Error) => error.message)
  const [run] = (await deps.imports.list({ limit: 1 })).items
  expect(run).toMatchObject({ status: 'failed', error: failure })
  const page = (language: string) =>
    running.get(`/imports/${run?.id}`, { 'accept-language': language })
  expect(await (await page('en')).text()).toContain(Bun.escapeHTML(String(failure)))
  const french = await (await page('fr')).text()
  expect(french).toContain(words)
  expect(french).not.toContain(Bun.escapeHTML(String(failure)))
})
