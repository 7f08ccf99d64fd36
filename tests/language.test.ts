import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { DICTIONARIES } from '../src/french.ts'
import { rulesOf } from '../src/imports/rules/index.ts'
import { PACKS } from '../src/packs/all/index.ts'
import { TITLES } from '../src/platform/http/errors.ts'
import { inLanguage, t } from '../src/platform/ui/language.ts'
import { type TestApp, testApp } from './support/app.ts'
import { sentencesIn, sourceFiles, unspokenIn } from './support/sentences.ts'

const files = await sourceFiles()
/** Sentences that tables elsewhere keep for their own purpose, and that pages show through `t`. */
const elsewhere = [
  ...PACKS.flatMap(rulesOf).map(({ id, text }) => ({ text, where: `the rule ${id}` })),
  ...Object.values(TITLES).map((text) => ({ text, where: 'TITLES' })),
  ...PACKS.flatMap(({ registrationLimits }) => registrationLimits).flatMap(
    ({ id, source, status }) =>
      [source, status].map((text) => ({ text, where: `the limit ${id}` })),
  ),
]
const said = [...files.flatMap(sentencesIn), ...elsewhere]
const french = Object.entries(DICTIONARIES).flatMap(([feature, words]) =>
  Object.entries(words).map(([english, text]) => ({ feature, english, text })),
)
const holesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort()

test('the sentences of the interface are found', () => {
  expect(files.length).toBeGreaterThan(100)
  expect(said.length).toBeGreaterThan(400)
})

test('every sentence has its French', () => {
  const known = new Set(french.map(({ english }) => english))
  expect(said.filter(({ text }) => !known.has(text))).toEqual([])
})

test('no French is left over from a sentence that is said no more', () => {
  const used = new Set(said.map(({ text }) => text))
  expect(french.filter(({ english }) => !used.has(english))).toEqual([])
})

test('both languages leave the same holes', () => {
  const differs = french.filter(
    ({ english, text }) => holesOf(english).join() !== holesOf(text).join(),
  )
  expect(differs).toEqual([])
})

test('a sentence is put into French in one way', () => {
  const ways = Map.groupBy(french, ({ english }) => english)
  const several = [...ways.values()].filter(
    (group) => new Set(group.map(({ text }) => text)).size > 1,
  )
  expect(several).toEqual([])
})

test('French is set as in print: no line breaks before : ; ? ! % or inside « »', () => {
  const loose = french
    .map(({ english }) => inLanguage('fr', () => t(english)))
    .filter((text) => / [:;?!%»]|« |\p{L}'\p{L}|\p{L}[;?!](\s|$)/u.test(text))
  expect(loose).toEqual([])
})

test('no view says anything that is not given to t', () => {
  expect(files.flatMap(unspokenIn)).toEqual([])
})

describe('in French', () => {
  let running: TestApp
  let waiting: TestApp
  beforeAll(async () => {
    running = await testApp()
    waiting = await testApp({}, { empty: true })
  })
  afterAll(() => Promise.all([running.close(), waiting.close()]))

  /** English sentences without holes that would be something else in French. */
  const untouched = new Set(
    french
      .filter(({ english: key, text }) => key !== text && !key.includes('{'))
      .map(({ english: key }) => key),
  )

  test('pages hold no sentence of English', async () => {
    const { items } = (await (await running.get('/api/cars?limit=1')).json()) as {
      items: { id: string }[]
    }
    const paths = [
      '/',
      '/cars',
      '/cars?brand=honda&fuel=petrol&sort=-km',
      '/cars?brand=Maruti&price_max=1000',
      '/cars?price_min=abc&colour=red',
      `/cars/${items[0]?.id}`,
      '/quality',
      '/imports',
      '/imports/1',
      '/imports?limit=x',
      '/about',
      '/docs',
      '/nowhere',
      '/cars/nothing',
    ]
    for (const path of paths) {
      const answer = await running.get(path, { 'accept-language': 'fr', accept: 'text/html' })
      expect(answer.headers.get('content-language')).toBe('fr')
      const html = await answer.text()
      expect(html).toContain('<html lang="fr">')
      expect({ path, left: wordsOf(html).filter((text) => untouched.has(text)) }).toEqual({
        path,
        left: [],
      })
    }
  })

  test('so does the page that waits for the first import', async () => {
    const html = await (await waiting.get('/', { 'accept-language': 'fr' })).text()
    expect(html).toContain('<html lang="fr">')
    expect(wordsOf(html).filter((text) => untouched.has(text))).toEqual([])
  })

  test('numbers, money and counts are written the French way', async () => {
    const html = await (await running.get('/cars', { 'accept-language': 'fr' })).text()
    expect(html).toMatch(/\d[\u202f\u00a0]\d{3}[\u202f\u00a0]₹/)
    expect(html).not.toMatch(/₹\d/)
    expect(html).toMatch(/<h1>[\d\u202f]+ voitures<\/h1>/)
  })

  test('the API stays in English', async () => {
    const answer = await running.get('/api/cars/nothing', { 'accept-language': 'fr' })
    expect(await answer.json()).toMatchObject({ title: 'Not found' })
  })
})

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
