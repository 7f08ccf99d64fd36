import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { rulesOf } from '../src/imports/rules/index.ts'
import { PACKS } from '../src/packs/all/index.ts'
import locale from '../src/platform/language/locales/fr.json' with { type: 'json' }
import { typeset } from '../src/platform/language/typeset.ts'
import { type TestApp, testApp } from './support/app.ts'
import { holesOf, pluralFormsOf } from './support/icu.ts'
import { QUERIES, routesOf } from './support/routes.ts'
import {
  builtSentencesIn,
  mismatchesIn,
  sentencesIn,
  sourceFiles,
  unspokenIn,
} from './support/sentences.ts'

const files = await sourceFiles()
/** Sentences that tables elsewhere keep for their own purpose, and that pages show through `t`. */
const elsewhere = [
  ...PACKS.flatMap(rulesOf).map(({ id, text }) => ({ text, where: `the rule ${id}` })),
  ...PACKS.flatMap(({ registrationLimits }) => registrationLimits).flatMap(
    ({ id, source, status }) =>
      [source, status].map((text) => ({ text, where: `the limit ${id}` })),
  ),
]
const said = [...files.flatMap(sentencesIn), ...elsewhere]
const french = Object.entries(locale).map(([english, text]) => ({ english, text }))

test('the sentences of the interface are found', () => {
  expect(files.length).toBeGreaterThan(100)
  expect(said.length).toBeGreaterThan(400)
})

test('every sentence, of pages and of errors, has its French', () => {
  expect(said.filter(({ text }) => !Object.hasOwn(locale, text))).toEqual([])
})

test('no French is left over from a sentence that is said no more', () => {
  const used = new Set(said.map(({ text }) => text))
  expect(french.filter(({ english }) => !used.has(english))).toEqual([])
})

test('both languages are ICU MessageFormat and leave the same holes', () => {
  const differs = french.filter(
    ({ english, text }) => holesOf(english).join() !== holesOf(text).join(),
  )
  expect(differs).toEqual([])
})

test('plurals have the forms of their language, as CLDR names them', () => {
  const forms = (language: string) =>
    new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted().join()
  const incomplete = french.filter(
    ({ english, text }) =>
      pluralFormsOf(english).some((given) => given.toSorted().join() !== forms('en')) ||
      pluralFormsOf(text).some((given) => given.toSorted().join() !== forms('fr')) ||
      pluralFormsOf(english).length !== pluralFormsOf(text).length,
  )
  expect(incomplete).toEqual([])
})

test('a sentence is written out where it is said, and given exactly its values', () => {
  expect(files.flatMap(builtSentencesIn)).toEqual([])
  expect(files.flatMap((file) => mismatchesIn(file, holesOf))).toEqual([])
})

test('the sentences of the dictionary stand in order, so that two branches seldom meet', () => {
  const keys = Object.keys(locale)
  expect(keys).toEqual(keys.toSorted())
})

test('French is set as in print: no line breaks before : ; ? ! % or inside « »', () => {
  const loose = [...typeset(new Map(Object.entries(locale))).values()].filter((text) =>
    / [:;?!%»]|« |\p{L}'\p{L}|\p{L}[;?!](\s|$)/u.test(text),
  )
  expect(loose).toEqual([])
})

test('French writes decimals with a comma, and keeps no English quotation marks', () => {
  expect(french.filter(({ text }) => /\d\.\d|["“”]/.test(text))).toEqual([])
})

test('no view says anything that is not given to t', () => {
  expect(files.flatMap(unspokenIn)).toEqual([])
})

describe('in French', () => {
  let running: TestApp
  let waiting: TestApp
  beforeAll(async () => {
    // Nothing kept: a page is asked for again after its store was changed under it.
    running = await testApp({ CACHE_MB: '0' })
    waiting = await testApp({}, { empty: true })
  })
  afterAll(() => Promise.all([running.close(), waiting.close()]))

  /** English sentences without holes that would be something else in French. */
  const untouched = new Set(
    french
      .filter(({ english: key, text }) => key !== text && !key.includes('{'))
      .map(({ english: key }) => key),
  )

  test('pages hold no sentence, no common word and no decimal point of English', async () => {
    const { items } = (await (await running.get('/api/cars?limit=2')).json()) as {
      items: { id: string }[]
    }
    const [one, other] = items.map(({ id }) => id)
    const every = routesOf(running, (_, route) => (route === '/imports/:id' ? '1' : `${one}`))
      .filter(({ method, isPage }) => method === 'GET' && isPage)
      .map(({ path, route }) => (QUERIES[route] ? `${path}?${QUERIES[route]}` : path))
      .map((path) => (path === '/compare' ? `/compare?id=${one}&id=${other}` : path))
    const paths = [
      ...every,
      '/cars?brand=honda&fuel=petrol&sort=-km',
      '/cars?brand=Maruti&price_max=1000',
      '/cars?price_min=abc&colour=red',
      '/cars?q=swift+automatic+under+1+lakh',
      '/market?brand=Honda',
      '/estimate?brand=Honda&base_model=City&year=2019&km=40000&asking_price=400000&fuel=electric',
      '/calculators/emi?principal=abc',
      '/imports?limit=x',
      '/nowhere',
      '/cars/nothing',
    ]
    const found: { path: string; left: string[] }[] = []
    let read = 0
    for (const path of paths) {
      const answer = await running.get(path, { 'accept-language': 'fr', accept: 'text/html' })
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
      const html = await answer.text()
      const words = wordsOf(html)
      const left = words.filter(
        (text) => untouched.has(text) || ENGLISH.test(text.replace(NAMES, '')),
      )
      if (left.length > 0) found.push({ path, left })
      read += 1
    }
    expect(found).toEqual([])
    expect(read).toBeGreaterThan(30)
  }, 60_000)

  test('so does the page that waits for the first import', async () => {
    const html = await (await waiting.get('/', { 'accept-language': 'fr' })).text()
    expect(html).toContain('<html lang="fr">')
    expect(wordsOf(html).filter((text) => untouched.has(text))).toEqual([])
  })

  test('says why rows were refused; rows of an earlier version keep their English', async () => {
    const { imports } = running.deps
    const french = async () =>
      (await (await running.get('/quality', { 'accept-language': 'fr' })).text()).replaceAll(
        '\u00a0',
        ' ',
      )
    const { items } = await imports.rejects(1, { offset: 0, limit: 24 })
    const html = await french()
    const reasons = items.filter(({ reason }) => html.includes(reason))
    expect({ rows: items.length > 3, reasons }).toEqual({ rows: true, reasons: [] })
    const { rejects } = imports
    imports.rejects = async (id, request) => {
      const page = await rejects.call(imports, id, request)
      return { ...page, items: page.items.map(({ message: _, ...row }) => row) }
    }
    try {
      const older = await french()
      expect(items.filter(({ reason }) => !older.includes(Bun.escapeHTML(reason)))).toEqual([])
    } finally {
      imports.rejects = rejects
    }
  })

  test('numbers, money and counts are written the French way', async () => {
    const html = await (await running.get('/cars', { 'accept-language': 'fr' })).text()
    expect(html).toMatch(/\d[\u202f\u00a0]\d{3}[\u202f\u00a0]₹/)
    expect(html).not.toMatch(/₹\d/)
    expect(html).toMatch(/<h1[^>]*>[\d\u202f]+ voitures<\/h1>/)
  })

  test('the API stays in English', async () => {
    const answer = await running.get('/api/cars/nothing', { 'accept-language': 'fr' })
    expect(await answer.json()).toMatchObject({ title: 'Not found' })
    for (const path of ['/api/imports/1/rejects', '/api/imports']) {
      const { items } = await (await running.get(path, { 'accept-language': 'fr' })).json()
      expect(items.length).toBeGreaterThan(0)
      for (const item of items) expect(Object.keys(item)).not.toContain('message')
      if (path.endsWith('rejects')) {
        const { items: stored } = await running.deps.imports.rejects(1, { offset: 0, limit: 100 })
        expect(items).toEqual(stored.map(({ message: _, ...row }) => row))
      }
    }
  })
})

/** States of India that are named with English words. */
const NAMES = /Haveli and Daman/
/** Words that no French sentence and no name of a car has, and figures with a point before what is counted. */
const ENGLISH =
  /\b(the|and|with|from|which|is|are|of|this|that|has)\b|\bcars\b(?![-./])|\d\.\d+\s?(%|lakh|₹|km|ans?\b)/

/** Texts of a page, and what a screen reader says instead of them. */
function wordsOf(html: string): string[] {
  const shown = html.replace(/<(script|pre|code)\b.*?<\/\1>/gs, '')
  const texts = [...shown.matchAll(/>([^<]+)</g)].map(([, text = '']) => text)
  const spoken = [
    ...shown.matchAll(/\s(?:aria-label|placeholder)="([^"]*)"/g),
    ...shown.matchAll(/<meta name="description" content="([^"]*)"/g),
  ]
  return [...texts, ...spoken.map(([, text = '']) => text)]
    .map((text) => text.replaceAll('&#39;', "'").trim())
    .filter((text) => text !== '')
}
