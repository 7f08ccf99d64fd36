import { beforeAll, describe, expect, test } from 'bun:test'
import type { Page } from 'playwright'
import { isLong } from '../support/tools.ts'
import { stage } from './browser.ts'

const site = stage({ SIMULATOR: 'off' })
let car: string
let pair: string
beforeAll(async () => {
  const { items } = (await (await fetch(`${site.url}/api/cars?sort=deal&limit=4`)).json()) as {
    items: { id: string }[]
  }
  car = `/cars/${items[0]?.id}`
  pair = `/compare?${new URLSearchParams(items.map(({ id }) => ['id', id]))}`
})

/** The long form measures the widths between as well. */
const WIDTHS = isLong() ? [320, 360, 390, 768, 1280] : [320, 390, 1280]
const pages = () => [
  '/',
  '/cars',
  car,
  pair,
  '/market',
  '/market?brand=Honda',
  '/market/model',
  '/estimate?brand=Honda&base_model=City&year=2019&km=40000&asking_price=400000',
  '/calculators',
  '/calculators/emi',
  '/calculators/ownership',
  '/reports',
  '/quality',
  '/imports',
  '/about',
  '/live',
]

/** Labels of drawings that lie on each other, on a bar, or beyond the edge of the window; more than one main button. */
const collisions = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = []
    for (const drawing of document.querySelectorAll('svg.plot')) {
      const boxes = [...drawing.querySelectorAll('text')].flatMap((text) => {
        const box = text.getBoundingClientRect()
        const seen = getComputedStyle(text).visibility !== 'hidden' && box.width > 0
        return seen ? [{ said: text.textContent ?? '', box }] : []
      })
      for (const [at, { said, box }] of boxes.entries()) {
        if (box.left < -1 || box.right > innerWidth + 1) found.push(`${said} leaves the window`)
        for (const other of boxes.slice(at + 1)) {
          const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
          const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
          if (across > 1 && down > 4) found.push(`${said} lies on ${other.said}`)
        }
      }
    }
    for (const drawing of document.querySelectorAll('svg.plot:not(.tiles)')) {
      const bars = [...drawing.querySelectorAll('rect')].map((bar) => bar.getBoundingClientRect())
      for (const name of drawing.querySelectorAll('text.name:not([class*=" "])')) {
        const box = name.getBoundingClientRect()
        const covered = bars.some(
          (bar) =>
            box.right - bar.left > 1 &&
            bar.right - box.left > 1 &&
            Math.min(box.bottom, bar.bottom) - Math.max(box.top, bar.top) > 4,
        )
        if (covered) found.push(`${name.textContent} lies on a bar`)
      }
    }
    const main = [...document.querySelectorAll('.button.main')].filter((button) =>
      button.checkVisibility(),
    )
    if (main.length > 1) found.push(`${main.length} main buttons`)
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page is too wide')
    return found
  })

describe.each(['en', 'fr'])('in %s', (locale) => {
  test.each(WIDTHS)(
    'no labels collide on any page %i px wide',
    async (width) => {
      const page = await site.open({ locale, viewport: { width, height: 800 } })
      const found: [string, string[]][] = []
      for (const path of pages()) {
        await page.goto(site.url + path)
        const here = await collisions(page)
        if (here.length > 0) found.push([path, here])
      }
      expect(found).toEqual([])
      await page.context().close()
    },
    60_000,
  )
})

test('on a phone the first car is above the fold, and the filters are a sheet that says how many cars it leaves', async () => {
  const page = await site.open({ viewport: { width: 360, height: 740 } })
  await page.goto(`${site.url}/cars`)
  const row = await page.locator('.results tbody tr').first().boundingBox()
  expect((row?.y ?? 999) + (row?.height ?? 999)).toBeLessThan(740)
  const nav = await page.locator('.masthead').boundingBox()
  expect(nav?.height).toBeLessThan(110)

  await page.locator('#filters > summary').click()
  const sheet = await page.locator('#filters').boundingBox()
  expect(sheet).toEqual({ x: 0, y: 0, width: 360, height: 740 })
  await page.getByRole('checkbox', { name: /^Honda/ }).check()
  await page.waitForURL('**/cars?brand=Honda')
  const { total } = (await (await fetch(`${site.url}/api/cars?brand=Honda`)).json()) as {
    total: number
  }
  const show = page.getByRole('link', { name: `Show ${total} cars` })
  expect((await show.boundingBox())?.y).toBeGreaterThan(660)
  await show.click()
  await page.locator('#filters:not([open])').waitFor()
  expect(await page.getByRole('combobox', { name: 'Sort by' }).count()).toBe(0)
  await page.context().close()
}, 30_000)

describe.each([true, false])('with scripts: %p', (javaScriptEnabled) => {
  test('ticked cars are compared, with what was ticked on another page where scripts keep it', async () => {
    const page = await site.open({ javaScriptEnabled })
    await page.goto(`${site.url}/cars`)
    await page.waitForLoadState('networkidle')
    const tick = async (row: number) => {
      await page.locator('.results tbody tr').nth(row).getByRole('checkbox').check()
      if (javaScriptEnabled) await page.locator('#tray a.main').waitFor()
    }
    await tick(0)
    if (javaScriptEnabled) {
      await page.getByRole('link', { name: /^Next/ }).click()
      await page.waitForURL(/cursor=/)
    }
    await tick(1)
    if (javaScriptEnabled) await page.getByRole('link', { name: 'Compare 2 cars' }).click()
    else await page.getByRole('button', { name: 'Compare the ticked cars' }).click()
    await page.waitForURL(/\/compare\?id=.+&id=/)
    expect(await page.locator('thead th a[href^="/cars/"]').count()).toBe(2)
    expect(await page.locator('td.best').count()).toBeGreaterThan(0)
    expect(page.complaints).toEqual([])
    await page.context().close()
  }, 30_000)
})

describe('by the keyboard alone', () => {
  const focused = (page: Page) =>
    page.evaluate(
      () => document.activeElement?.getAttribute('id') ?? document.activeElement?.tagName,
    )

  test('the first car is at most twelve tabs away, in a list of two lines a car', async () => {
    const page = await site.open()
    await page.goto(`${site.url}/cars`)
    const rows = await page.locator('.results tbody tr').all()
    const heights = await Promise.all(rows.map(async (row) => (await row.boundingBox())?.height))
    // Two lines a row, but for the longest names.
    expect(heights.filter((height) => (height ?? 99) > 62).length).toBeLessThan(6)
    for (let tabs = 1; tabs <= 12; tabs++) {
      await page.keyboard.press('Tab')
      const href = await page.evaluate(() => document.activeElement?.getAttribute('href') ?? '')
      if (href.startsWith('/cars/')) return await page.context().close()
      if (href.startsWith('#')) await page.keyboard.press('Enter')
    }
    throw new Error('twelve tabs lead to no car')
  }, 30_000)

  test('the focus stays with the next page, and goes from a chip that is removed to what takes its place', async () => {
    const page = await site.open()
    await page.goto(`${site.url}/cars?brand=Honda&fuel=petrol`)
    await page.locator('#page-next').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/cursor=/)
    await page
      .getByText(/^25–48 of/)
      .first()
      .waitFor()
    expect(await focused(page)).toBe('page-next')

    for (const [chip, then] of [
      ['chip-0', 'chip-0'],
      ['chip-0', 'chip-0'],
    ] as const) {
      const before = page.url()
      await page.locator(`#${chip}`).focus()
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.href !== before)
      await page.waitForFunction(() => document.querySelector('.htmx-request') === null)
      expect(await focused(page)).toBe(then)
    }
    expect(await page.locator('h1#chip-0').count()).toBe(1)
    await page.context().close()
  }, 30_000)
})
