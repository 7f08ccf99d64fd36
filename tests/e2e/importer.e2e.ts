import { afterAll, expect, test } from 'bun:test'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright'
import { temporaryFolder } from '../support/server.ts'
import { violationsOf } from './axe.ts'
import { PHONE, stage } from './browser.ts'

const folder = temporaryFolder()
const SHOTS = process.env.SHOTS ?? ''
const site = stage({ SIMULATOR: 'off', SOURCE_DIR: join(folder.path, 'sources') })
afterAll(() => folder.remove())

/** As a dealer in Kassel has it: semicolons, German words, miles and euro. What is answered is kept by its header: each has its own. */
function listOf(cars: number, name: string): string {
  const rows = Array.from({ length: cars }, (_, n) => {
    const price = `${9 + (n % 12)}.${String(100 + n * 7)
      .padStart(3, '0')
      .slice(-3)},00`
    return `Volkswagen;Golf ${name} ${n};${2012 + (n % 9)};${30_000 + n * 311};${price};${n % 2 ? 'Diesel' : 'Benzin'};${n % 3 ? 'Schaltgetriebe' : 'Automatik'};gepflegt`
  })
  return [
    `Marke;Modell;Baujahr;Laufleistung (mi);Preis (EUR);Kraftstoff;Getriebe;Notiz ${name}`,
    ...rows,
  ].join('\r\n')
}

const said = async (page: Page, place = 'main') => (await page.locator(place).textContent()) ?? ''
const shoot = async (page: Page, name: string) => {
  if (SHOTS !== '') await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true })
}
/** Without scripts a page is asked for again, as its reader would. */
async function untilSaid(page: Page, words: RegExp, scripts: boolean): Promise<void> {
  const until = Date.now() + 30_000
  while (Date.now() < until) {
    if (words.test(await said(page))) return
    if (!scripts) await page.reload()
    await Bun.sleep(200)
  }
  throw new Error(`${words} was not said: ${(await said(page)).slice(0, 500)}`)
}
const readers = async () =>
  ((await (await fetch(`${site.url}/api/cars?limit=1`)).json()) as { total: number }).total

const READERS: [string, BrowserContextOptions, boolean][] = [
  ['with scripts', {}, true],
  ['without scripts', { javaScriptEnabled: false }, false],
  ['on a phone', { viewport: PHONE, isMobile: true, hasTouch: true }, true],
]

test.each(READERS)(
  '%s: a list is uploaded, asked about, seen, published and taken back',
  async (name, options, scripts) => {
    const before = await readers()
    const page = await site.open(options)
    await page.goto(`${site.url}/`)
    if (options.viewport === undefined)
      await page.locator('nav[aria-label="Main"] a[href="/imports"]').click()
    else await page.goto(`${site.url}/imports`)
    await page.waitForURL('**/imports')
    await shoot(page, `imports ${name}`)
    if (scripts) expect(await violationsOf(page)).toEqual([])

    await page.locator('input[type=file]').setInputFiles({
      name: `kassel ${name}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(listOf(40, name)),
    })
    await page.locator('#start ~ form button[value=on]').click()
    await page.waitForURL('**/imports/*')
    await untilSaid(page, /The prices are in EUR, but CURRENCY=INR/, scripts)
    await shoot(page, `asked ${name}`)
    if (scripts) expect(await violationsOf(page)).toEqual([])

    await page.locator('#rate').fill('90')
    await page.locator('#asked ~ form button[value=on]').click()
    await untilSaid(page, /It is to be seen first/, scripts)
    const text = await said(page)
    expect(text).toContain('Volkswagen Golf')
    expect(text).toContain('Cars today:')
    expect(await readers()).toBe(before)
    await shoot(page, `preview ${name}`)
    if (scripts) expect(await violationsOf(page)).toEqual([])

    await page.getByRole('button', { name: 'Publish' }).click()
    await untilSaid(page, /40 cars published/, scripts)
    expect(await readers()).toBe(40)
    const { items } = await (await fetch(`${site.url}/api/cars?sort=price&limit=1`)).json()
    expect(items[0]).toMatchObject({ brand: 'Volkswagen', km: Math.round(30_000 * 1.609344) })
    expect(items[0].price).toBe(9_100 * 90)

    await page.goto(`${site.url}/imports`)
    await page.locator('#snapshots ~ div button').first().click()
    await untilSaid(page, /brought back/, scripts)
    expect(await readers()).toBe(before)
    await shoot(page, `restored ${name}`)
    expect(page.complaints).toEqual([])
    await page.context().close()
  },
  90_000,
)

test('the keyboard alone reaches every step, and a wrong source is told beside its field', async () => {
  const page = await site.open()
  await page.goto(`${site.url}/imports`)
  await page.locator('#source').fill('/etc/passwd')
  await page.locator('#source').press('Enter')
  await page.locator('#source-wrong').waitFor()
  expect(await said(page, '#source-wrong')).toContain('outside of the folders')
  expect(await page.locator('#source').inputValue()).toBe('/etc/passwd')
  expect(await violationsOf(page)).toEqual([])
  await page.context().close()
}, 60_000)
