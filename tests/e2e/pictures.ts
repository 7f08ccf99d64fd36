/*
 * Pictures of the main pages, for people who decide whether to try the product and for whoever changes a page:
 * `bun run pictures` writes docs/pictures anew. Each is looked at before it is kept; what was changed because of one
 * stands in docs/pictures/README.md.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT, settled, startServer } from '../support/server.ts'
import { DESKTOP, openBrowser, openPage, PHONE } from './browser.ts'

const FOLDER = process.env.PICTURES ?? join(ROOT, 'docs/pictures')
const LOOKS = [
  { name: 'desktop-light-en', viewport: DESKTOP, colorScheme: 'light', locale: 'en' },
  { name: 'desktop-dark-fr', viewport: DESKTOP, colorScheme: 'dark', locale: 'fr' },
  { name: 'phone-light-fr', viewport: PHONE, colorScheme: 'light', locale: 'fr' },
  { name: 'phone-dark-en', viewport: PHONE, colorScheme: 'dark', locale: 'en' },
] as const

const server = await startServer({ SIMULATOR: 'off' })
await settled(server.url)
const { items } = (await (await fetch(`${server.url}/api/cars?sort=deal&limit=3`)).json()) as {
  items: { id: string }[]
}
const PAGES = {
  overview: '/',
  cars: '/cars?brand=Honda&sort=deal',
  car: `/cars/${items[0]?.id}`,
  compare: `/compare?${new URLSearchParams(items.map(({ id }) => ['id', id]))}`,
  market: '/market',
  estimate: '/estimate?brand=Honda&base_model=City&year=2019&km=40000&asking_price=600000',
  budget: '/calculators/affordability?emi=12000',
  quality: '/quality',
  imports: '/imports',
  docs: '/docs',
}

await mkdir(FOLDER, { recursive: true })
const browser = await openBrowser()
for (const { name, ...look } of LOOKS) {
  const page = await openPage(browser, look)
  page.setDefaultTimeout(60_000)
  for (const [about, path] of Object.entries(PAGES)) {
    await page.goto(server.url + path)
    if (path === '/docs') await page.locator('.opblock').first().waitFor()
    await page.screenshot({ path: join(FOLDER, `${about}-${name}.jpg`), type: 'jpeg', quality: 50 })
  }
  await page.context().close()
}
await browser.close()
await server.stop()
