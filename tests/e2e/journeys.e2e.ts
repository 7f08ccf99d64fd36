import { describe, expect, test } from 'bun:test'
import type { Page } from 'playwright'
import { type openPage, PHONE, stage } from './browser.ts'
import { counting } from './counted.ts'
import { enter, type } from './keyboard.ts'

const TOKEN = 'the-token-of-whoever-runs-it'
const site = stage({ SIMULATOR: 'off', ADMIN_TOKEN: TOKEN })

const heading = (page: Page) => page.locator('h1').textContent()
async function done(page: Awaited<ReturnType<typeof openPage>>): Promise<void> {
  expect(page.complaints).toEqual([])
  await page.context().close()
}

describe('by the keyboard alone', () => {
  test('a buyer goes from the overview to a car in twelve tabs, adds it to the comparison and judges another price for it', async () => {
    const page = await site.open()
    await page.goto(site.url)
    await enter(page, { href: /^\/cars$/ }, 12)
    await page.waitForURL('**/cars')
    const skipped = await enter(page, { says: /^Skip to the cars/ }, 12)
    await enter(page, { href: /^\/cars\/[\w-]+$/ }, 12 - skipped)
    await page.waitForURL('**/cars/*')
    const car = page.url()
    await enter(page, { says: /^Judge another price/ })
    await page.waitForURL('**/estimate?*')
    await type(page, 'asking_price', '1 lakh')
    await page.keyboard.press('Enter')
    await page.waitForURL(/asking_price=1(\+lakh|%20lakh|00000)(&|$)/)
    expect(await heading(page)).toStartWith('₹1 lakh')
    await page.goto(car)
    await enter(page, { says: /^Add to comparison/ })
    await page.waitForURL('**/compare?*')
    await done(page)
  }, 60_000)

  test('a dealer signs in, pastes a list, looks at it, and takes it back', async () => {
    const page = await site.open()
    await page.goto(`${site.url}/imports`)
    await enter(page, { says: /^Sign in to import/ })
    await page.waitForURL(/\/login/)
    await type(page, 'token', TOKEN)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/imports')
    await enter(page, { says: /^Or paste a list/ })
    await type(page, 'text', listOf(40))
    await enter(page, { says: /^Look at it first/ })
    await page.waitForURL('**/imports/*')
    await page.getByRole('button', { name: 'Publish' }).waitFor()
    await enter(page, { says: /^Publish$/ })
    await page.getByText('40 cars published').first().waitFor()
    await page.goto(`${site.url}/imports`)
    await enter(page, { says: /^Go back to snapshot 1$/ })
    await page.getByText('brought back').first().waitFor()
    await done(page)
  }, 90_000)

  test('an analyst narrows the list and takes it as a file', async () => {
    const page = await site.open({ acceptDownloads: true })
    await page.goto(`${site.url}/cars`)
    await type(page, 'price_max', '5 lakh')
    await page.keyboard.press('Enter')
    await page.waitForURL(/price_max=/)
    await page.locator('.chips').waitFor()
    const download = page.waitForEvent('download')
    await page.goto(page.url())
    await enter(page, { says: /^CSV$/ })
    expect((await download).suggestedFilename()).toEndWith('.csv')
    await done(page)
  }, 60_000)

  test('a developer opens an operation of the API and asks it', async () => {
    const page = await site.open()
    await page.goto(`${site.url}/docs`)
    await page.locator('.opblock').first().waitFor({ timeout: 45_000 })
    await enter(page, { says: /^GET.*Asking prices by year/ }, 40)
    await page.locator('.opblock.is-open').waitFor()
    await enter(page, { says: /^Execute$/ })
    await page.locator('.live-responses-table').getByText('200').first().waitFor()
    await done(page)
  }, 90_000)

  test('an operator signs in, sees what is wrong, and follows the requests to one path', async () => {
    const page = await site.open()
    await page.goto(`${site.url}/about`)
    await enter(page, { href: /^\/login/ })
    await page.waitForURL('**/login')
    await type(page, 'token', TOKEN)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${site.url}/`)
    await enter(page, { href: /^\/status$/ }, 80)
    await page.waitForURL('**/status')
    expect(await heading(page)).toBe('Status')
    await enter(page, { href: /^\/traffic$/ })
    await page.waitForURL('**/traffic')
    await enter(page, { href: /^\/traffic\?.*path=/ }, 200)
    await page.waitForURL(/path=/)
    await done(page)
  }, 60_000)
})

/** A list in rupees and kilometres, as a dealer types it. */
function listOf(cars: number): string {
  const rows = Array.from(
    { length: cars },
    (_, n) =>
      `Honda,City V ${n},${2012 + (n % 9)},${30_000 + n * 311},${300_000 + n * 7000},Petrol`,
  )
  return ['Brand,Model,Year,Km,Price,Fuel', ...rows].join('\n')
}

describe.each([
  { where: 'on a desktop', options: {} },
  { where: 'on a phone', options: { viewport: PHONE, isMobile: true, hasTouch: true } },
])('counted, with nothing to scroll for, $where:', ({ options }) => {
  const onPhone = options.viewport !== undefined

  test('from a budget a month to a car in three', async () => {
    const page = await site.open(options)
    const { done: used, click, fill } = counting(page)
    await page.goto(site.url)
    await click(page.getByRole('link', { name: 'Which price fits my budget?' }))
    await page.waitForURL('**/calculators/affordability')
    await fill(page.locator('input[name=emi]'), '12,000')
    await page.keyboard.press('Enter')
    await page.waitForURL(/emi=12/)
    await click(page.locator('a.main[href^="/cars?price_max="]'))
    await page.waitForURL('**/cars?price_max=*')
    await click(page.locator('.results tbody tr').first().getByRole('link').first())
    await page.waitForURL('**/cars/*')
    expect(used).toEqual({ clicks: 3, fields: 1 })
    await done(page)
  }, 60_000)

  test('a price judged in four fields and two clicks', async () => {
    const page = await site.open(options)
    const { done: used, click, fill, select } = counting(page)
    await page.goto(site.url)
    await click(page.getByRole('link', { name: 'Is this price fair?' }))
    await page.waitForURL('**/estimate')
    await select(page.getByLabel('Base model'), 'City')
    await fill(page.getByLabel('Make year'), '2019')
    await fill(page.getByLabel('Distance driven, km'), '40,000')
    await fill(page.getByLabel(/^Asking price/), '2 lakh')
    await click(page.getByRole('button', { name: /^Estimate/ }))
    const verdict = page.getByRole('heading', { name: '₹2 lakh is a great price' })
    await verdict.waitFor()
    expect((await verdict.boundingBox())?.y).toBeWithin(0, 300)
    expect(used).toEqual({ clicks: 2, fields: 4 })
    await done(page)
  }, 60_000)

  test('the file of a search in two', async () => {
    const page = await site.open({ ...options, acceptDownloads: true })
    const { done: used, click, fill } = counting(page)
    await page.goto(site.url)
    expect(await page.getByRole('link', { name: 'All cars as CSV' }).count()).toBe(1)
    await fill(page.locator('#site-q'), 'honda diesel')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/cars?q=*')
    const take = page.getByText('Take this list with you')
    if (onPhone) await click(take)
    const download = page.waitForEvent('download')
    await click(page.getByRole('link', { name: 'CSV' }))
    const csv = await Bun.file(await (await download).path()).text()
    const rows = csv.trim().split('\r\n').slice(1)
    expect(rows.length).toBeGreaterThan(1)
    expect(rows.filter((row) => !/honda/i.test(row) || !/diesel/i.test(row))).toEqual([])
    expect(used).toEqual({ clicks: onPhone ? 2 : 1, fields: 1 })
    await done(page)
  }, 60_000)

  test('from a rule to its cars in one', async () => {
    const page = await site.open(options)
    const { done: used, click } = counting(page)
    await page.goto(`${site.url}/quality#rules`)
    const found = page.locator('[aria-labelledby=rules] td a').first()
    const cars = Number(await found.textContent())
    await click(found)
    await page.waitForURL('**/cars?flag=*')
    expect(await heading(page)).toStartWith(`${cars} car`)
    expect(used).toEqual({ clicks: 1, fields: 0 })
    await done(page)
  }, 60_000)

  test('a list of another market in three, with one answer', async () => {
    const page = await site.open(options)
    const { done: used, click, choose, fill } = counting(page)
    await page.context().setExtraHTTPHeaders({ authorization: `Bearer ${TOKEN}` })
    await page.goto(`${site.url}/imports`)
    const name = onPhone ? 'phone' : 'desktop'
    await choose(page.locator('input[type=file]'), {
      name: `${name}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(
        listOf(30).replace('Price', `Price (EUR),Note ${name}`).replaceAll(',Petrol', ',ok,Petrol'),
      ),
    })
    await click(page.getByRole('button', { name: 'Start the import' }))
    await page.waitForURL('**/imports/*')
    await fill(page.locator('#rate'), '90')
    await click(page.getByRole('button', { name: 'Read it so and import' }))
    await page.getByText('30 cars published').first().waitFor()
    expect(used).toEqual({ clicks: 3, fields: 1 })
    await page.goto(`${site.url}/imports`)
    await page
      .getByRole('button', { name: /^Go back to snapshot/ })
      .first()
      .click()
    await page.getByText('brought back').first().waitFor()
    await done(page)
  }, 90_000)
})
