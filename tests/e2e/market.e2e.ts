import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { ROOT, settled, startServer } from '../support/server.ts'
import { violationsOf } from './axe.ts'
import { DESKTOP, EVERY_LOOK, PHONE, stage } from './browser.ts'
import { everyPage } from './pages.ts'

const site = stage()

const text = (locator: { textContent(): Promise<string | null> }) =>
  locator.textContent().then((found) => (found ?? '').trim())

describe.each([
  { name: 'with scripts', javaScriptEnabled: true },
  { name: 'without scripts', javaScriptEnabled: false },
])('a buyer $name', ({ javaScriptEnabled }) => {
  test('goes from the overview to a car and takes the list along', async () => {
    const page = await site.open({ javaScriptEnabled, acceptDownloads: true })
    await page.goto(site.url)
    expect(await text(page.locator('h1'))).toStartWith('Half of the used cars here ask less than')

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Cars' }).click()
    const all = await text(page.locator('h1'))

    await page.getByRole('checkbox', { name: /^Hyundai/ }).check()
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Show the cars' }).click()
    await page.waitForURL('**/cars?brand=Hyundai')
    await page.getByRole('heading', { name: /cars match/ }).waitFor()
    const hyundai = await text(page.locator('h1'))
    expect(hyundai).not.toBe(all)

    await page.locator('input[name=price_max]').fill('8,00,000')
    if (javaScriptEnabled) await page.locator('input[name=price_max]').press('Tab')
    else await page.getByRole('button', { name: 'Show the cars' }).click()
    await page.waitForURL(/price_max=8(%2C|,)?00(%2C|,)?000/)
    const chips = page.getByRole('list', { name: 'Active filters' })
    await chips.getByText('Asking price: up to ₹8,00,000').waitFor()

    await chips.getByRole('link', { name: /Brand: Hyundai/ }).click()
    await page.waitForURL(
      (url) => !url.searchParams.has('brand') && url.searchParams.has('price_max'),
    )
    await page.getByText('Brand: Hyundai').waitFor({ state: 'detached' })
    expect(await page.getByRole('checkbox', { name: /^Hyundai/ }).isChecked()).toBe(false)

    await page.getByRole('columnheader', { name: 'Km' }).getByRole('link').click()
    await page.waitForURL(/sort=-?km/)
    await page.locator('th[aria-sort]', { hasText: 'Km' }).waitFor()
    const first = await text(page.locator('.results tbody tr').first())

    await page.getByRole('link', { name: /^Next/ }).click()
    await page.waitForURL(/cursor=/)
    await page
      .getByText(/^25–48 of/)
      .first()
      .waitFor()
    expect(await text(page.locator('.results tbody tr').first())).not.toBe(first)
    await page.getByRole('link', { name: /^Previous/ }).click()
    await page
      .getByText(/^1–24 of/)
      .first()
      .waitFor()
    expect(await text(page.locator('.results tbody tr').first())).toBe(first)
    await page.goBack()
    await page
      .getByText(/^25–48 of/)
      .first()
      .waitFor()
    await page.reload()
    await page
      .getByText(/^25–48 of/)
      .first()
      .waitFor()
    expect(await page.locator('header .masthead').count()).toBe(1)

    const link = page.getByRole('link', { name: 'CSV' })
    const address = new URL((await link.getAttribute('href')) ?? '', page.url())
    const answer = await page.request.get(address.href)
    const download = page.waitForEvent('download')
    await link.click()
    const file = await (await download).path()
    const csv = await Bun.file(file).text()
    const rows = Number(answer.headers()['x-total-count'])
    expect(rows).toBeGreaterThan(1)
    expect(csv.trim().split('\r\n')).toHaveLength(rows + 1)

    const car = page.locator('.results tbody tr').first().getByRole('link').first()
    await car.click()
    await page.waitForURL('**/cars/*')
    await page.getByRole('heading', { name: 'Where each fact comes from' }).waitFor()
    const described = page.locator('script[type="application/ld+json"]')
    expect((await described.allTextContents()).join()).toContain('"@type":["Product","Car"]')
    await page.getByText('The row as it was read').click()

    // A copied address opened elsewhere is the same full page.
    const deep = await site.open({ javaScriptEnabled })
    await deep.goto(`${site.url}/cars?fuel=diesel&sort=-price`)
    expect(await text(deep.locator('h1'))).toMatch(/cars match$/)
    expect(await deep.locator('header .masthead').count()).toBe(1)
    expect([...page.complaints, ...deep.complaints]).toEqual([])
    await page.context().close()
    await deep.context().close()
  }, 60_000)

  test('is led out of a filter that finds nothing', async () => {
    const page = await site.open({ javaScriptEnabled })
    await page.goto(`${site.url}/cars?brand=Maruti&price_max=1000`)
    expect(await text(page.locator('h1'))).toBe('No car matches')
    await page.getByRole('link', { name: /Asking price up to/ }).click()
    await page.getByRole('heading', { name: /car(s)? match(es)?/ }).waitFor()
    expect(page.complaints).toEqual([])
    await page.context().close()
  }, 30_000)
})

test('focus and what was typed survive a filter', async () => {
  const page = await site.open()
  await page.goto(`${site.url}/cars`)
  const honda = page.getByRole('checkbox', { name: /^Honda/ })
  await honda.focus()
  await page.keyboard.press('Space')
  await page.waitForURL('**/cars?brand=Honda')
  await page.getByText('Brand: Honda').waitFor()
  expect(await honda.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.context().close()
})

test('an import is started in the page, watched to its end, and changes nothing the second time', async () => {
  const own = await startServer()
  await settled(own.url)
  const page = await site.open()
  await page.goto(`${own.url}/imports`)
  await page.getByLabel(/^Or an address/).fill('src/imports/sample/cars.csv')
  await page.getByRole('button', { name: 'Start the import' }).click()
  await page.waitForURL('**/imports/2')
  await page.getByText('Unchanged').first().waitFor()
  await page.goto(`${own.url}/imports`)
  await page.getByLabel(/^Or an address/).fill('package.json')
  await page.getByRole('button', { name: 'Start the import' }).click()
  await page.waitForURL('**/imports/3')
  await page.getByText('Failed').first().waitFor()
  expect((await fetch(`${own.url}/health/ready`)).status).toBe(200)
  expect(page.complaints).toEqual([])
  await page.context().close()
  await own.stop()
}, 60_000)

test('in French', async () => {
  const page = await site.open({ locale: 'en-GB' })
  await page.goto(`${site.url}/cars?brand=Honda`)
  await page.getByRole('contentinfo').getByRole('link', { name: 'Français' }).click()
  await page.getByRole('heading', { name: /voitures? correspond(ent)?$/ }).waitFor()
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/cars?brand=Honda')
  expect(await page.locator('html').getAttribute('lang')).toBe('fr')
  await page.locator('.results tbody tr').first().getByRole('link').first().click()
  await page.getByRole('heading', { name: 'D’où vient chaque donnée' }).waitFor()
  await page.getByRole('contentinfo').getByRole('link', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Where each fact comes from' }).waitFor()

  const reader = await site.open({ locale: 'fr-FR' })
  for (const path of ['/', '/cars']) {
    await reader.goto(site.url + path)
    expect(await reader.locator('html').getAttribute('lang')).toBe('fr')
    expect({ path, violations: await violationsOf(reader) }).toEqual({ path, violations: [] })
  }
  expect([...page.complaints, ...reader.complaints]).toEqual([])
  await page.context().close()
  await reader.context().close()
}, 60_000)

describe('every page', () => {
  test.each([320, 390, 820, 1440])(
    'fits %d px without scrolling sideways',
    async (width) => {
      const page = await site.open({ viewport: { width, height: 900 } })
      for (const path of await everyPage(site.url)) {
        await page.goto(site.url + path)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth)
        expect({ path, fits: wide <= width }).toEqual({ path, fits: true })
      }
      await page.context().close()
    },
    60_000,
  )

  test('weighs at most 60 kB at first sight, compressed', async () => {
    const weigh = async (path: string) => {
      const answer = await fetch(site.url + path, {
        headers: { 'accept-encoding': 'gzip' },
        decompress: false,
      })
      return new Uint8Array(await answer.arrayBuffer())
    }
    for (const path of (await everyPage(site.url)).filter((path) => path !== '/docs')) {
      const page = await weigh(path)
      const html =
        page[0] === 0x1f
          ? new TextDecoder().decode(Bun.gunzipSync(page))
          : new TextDecoder().decode(page)
      const assets = [...new Set(html.match(/\/assets\/[^"]+/g))]
      expect(assets.length).toBeGreaterThanOrEqual(3)
      const sizes = await Promise.all(assets.map(async (asset) => (await weigh(asset)).length))
      const bytes = sizes.reduce((sum, size) => sum + size, page.length)
      expect({ path, light: bytes <= 60_000, bytes }).toMatchObject({ light: true })
    }
  })

  const folder = process.env.SCREENSHOTS
  const looking = folder !== undefined || process.env.FORECOURT_LONG === '1'
  test.if(looking)(
    'looks as it should: screenshots for whoever reviews',
    async () => {
      if (process.env.FORECOURT_LONG === '1') {
        const page = await site.open()
        await page.goto(site.url)
        await page.screenshot({ path: join(ROOT, 'docs/overview.png') })
        await page.context().close()
      }
      for (const { window, locale, colorScheme } of EVERY_LOOK) {
        const viewport = window === 'phone' ? PHONE : DESKTOP
        const page = await site.open({ viewport, locale, colorScheme })
        for (const path of await everyPage(site.url)) {
          await page.goto(site.url + path)
          // What lies below the window of a phone is laid out as one comes near it.
          const height = await page.evaluate(() => document.documentElement.scrollHeight)
          await page.setViewportSize({ ...viewport, height })
          const picture = await page.screenshot({ fullPage: true })
          await page.setViewportSize(viewport)
          expect(picture.length).toBeGreaterThan(5000)
          const about = path.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'overview'
          const file = `${about}-${window}-${colorScheme}-${locale}.png`
          if (folder) await Bun.write(`${folder}/${file}`, picture)
        }
        await page.context().close()
      }
    },
    480_000,
  )
})
