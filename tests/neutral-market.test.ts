import { afterAll, beforeAll, expect, test } from 'bun:test'
import { join } from 'node:path'
import { type TestApp, testApp } from './support/app.ts'
import { ROOT, temporaryFolder } from './support/server.ts'

/** Words of one market: its country, its states, its money, its law and its lenders. */
const INDIAN =
  /\b(indian?|delhi|haryana|telangana|andhra|karnataka|maharashtra|rupees?|lakhs?|crores?|RTO|INR|NOC|IRDAI?|GST|hypothecation|motor vehicles act|green tribunal)\b|₹/gi
const SEEDS = ['/', '/cars', '/market', '/market/model', '/estimate', '/calculators', '/quality']
const MORE = ['/imports', '/reports', '/compare', '/about', '/feeds/cars.atom', '/feeds/cars.json']
const MOST = 120

const folder = temporaryFolder()
let market: TestApp
beforeAll(async () => {
  const path = join(folder.path, 'cars.csv')
  const brands = ['Peugeot 208', 'Peugeot 308', 'Renault Clio', 'Renault Megane', 'Fiat Panda']
  const rows = Array.from({ length: 240 }, (_, n) => {
    const [brand, model] = (brands[n % brands.length] ?? '').split(' ')
    const year = 2012 + (n % 11)
    const price = 4_000 + (n % 11) * 900 + (n % brands.length) * 700 + ((n * 37) % 500)
    const fuel = n % 3 === 0 ? 'diesel' : 'petrol'
    return [
      brand,
      `${model} Active`,
      year,
      fuel,
      20_000 + ((n * 7_919) % 90_000),
      'KA05',
      210,
      price,
    ]
  })
  const header = 'brand,model,year,fuel,km,reg_number,emi,price'
  await Bun.write(
    path,
    `${header}\n${rows.map((row) => row.join(',')).join('\n')}\n,,2019,,,,,5000\n`,
  )
  market = await testApp(
    { RULE_PACK: 'none', CURRENCY: 'EUR', IMPORT_FOLDERS: folder.path },
    { empty: true },
  )
  await market.deps.importer.start([path], { confined: true })
  for (let tries = 0; (await market.get('/health/ready')).status !== 200 && tries < 500; tries += 1)
    await Bun.sleep(10)
}, 30_000)
afterAll(async () => {
  await market.deps.importer.stop()
  await market.close()
  folder.remove()
})

/** What people read of a page: its text and what its attributes say. */
const readable = (html: string) =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/\s(?:href|src|action|class|id|for|name|value|hx-[\w:-]+|data-[\w-]+)="[^"]*"/g, '')

const localLinks = (html: string) =>
  [...html.matchAll(/\shref="(\/[^"#]*)/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))
    .filter((href) => !/^\/(assets|docs|openapi|language|api\/imports)/.test(href))

test('a market of which nothing is known has no word of another on any page', async () => {
  const open = [...SEEDS, ...MORE]
  const seen = new Set(open)
  const kinds = new Map<string, number>()
  const found: string[] = []
  for (let path = open.shift(); path !== undefined && kinds.size < MOST; path = open.shift()) {
    const answer = await market.get(path)
    const type = answer.headers.get('content-type') ?? ''
    if (answer.status !== 200 || !/html|json|xml|csv/.test(type)) continue
    const text = await answer.text()
    const words = [...new Set(readable(text).match(INDIAN))]
    if (words.length > 0) found.push(`${path}: ${words.join(', ')}`)
    if (!type.includes('html')) continue
    for (const href of localLinks(text)) {
      // Of each kind of address some are looked at: all pages of cars are made alike.
      const kind = href.replace(/\/cars\/[^?]+/, '/cars/:id').replace(/=[^&]*/g, '=')
      const times = kinds.get(kind) ?? 0
      if (seen.has(href) || times >= 2) continue
      kinds.set(kind, times + 1)
      seen.add(href)
      open.push(href)
    }
  }
  expect(seen.size).toBeGreaterThan(40)
  expect([...seen].filter((path) => path.startsWith('/cars/')).length).toBeGreaterThan(0)
  expect(found).toEqual([])
}, 60_000)

test('its cars have no state, no loan, no limit and no category of another market', async () => {
  const { items } = (await (await market.get('/api/cars?limit=50')).json()) as {
    items: Record<string, unknown>[]
  }
  expect(items.length).toBe(50)
  for (const car of items) {
    expect(car).toMatchObject({
      registration_mark: 'KA05',
      state: null,
      state_name: null,
      office: null,
      city: null,
      loan: null,
      years_left: null,
      price_category: null,
    })
  }
})

test('its quality page has the rules of every market and no other', async () => {
  const html = await (await market.get('/quality')).text()
  expect(html).toContain('id="rule-price-missing"')
  expect(html).not.toContain('id="rule-now-in-telangana"')
  expect(html).not.toContain('id="rule-loan-months-differ"')
})

test('nobody outside of packs/ asks which market it is', async () => {
  const found: string[] = []
  for await (const file of new Bun.Glob('src/**/*.{ts,tsx}').scan(ROOT)) {
    if (file.startsWith('src/packs/') || /\.test\.tsx?$|\/fr\.ts$|-fr\.ts$/.test(file)) continue
    const text = await Bun.file(join(ROOT, file)).text()
    if (/packs\/india|['"]india['"]|rulePack\s*[!=]==/.test(text)) found.push(file)
  }
  expect(found).toEqual([])
})
