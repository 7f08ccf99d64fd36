import { describe, expect, test } from 'bun:test'
import type { Page } from 'playwright'
import { stage } from './browser.ts'

const site = stage({ SIMULATOR: 'off' })

type Step = (page: Page) => Promise<unknown>
type Walk = { start: string; steps: Step[] }

/** Every page that replaces a part of itself, and what a reader does on it. */
const WALKS: Record<string, Walk> = {
  'filters, order and pages of /cars': {
    start: '/cars',
    steps: [
      (page) => page.getByRole('checkbox', { name: /^Honda/ }).check(),
      (page) => page.locator('#transmission-automatic').check(),
      (page) => page.getByRole('columnheader', { name: 'Km' }).getByRole('link').click(),
      (page) => page.locator('.chips a').first().click(),
      (page) => page.getByRole('link', { name: /^Next/ }).first().click(),
    ],
  },
  'a filter that cannot be read': {
    start: '/cars?brand=Honda',
    steps: [
      async (page) => {
        await page.locator('input[name=price_max]').fill('plenty')
        await page.locator('input[name=price_max]').press('Enter')
      },
    ],
  },
  'a price that is judged twice': {
    start: '/estimate',
    steps: [
      async (page) => {
        await page.getByLabel('Brand').selectOption('Honda')
        await page.locator('#base_model:not(:has(optgroup))').waitFor()
        await page.getByLabel('Base model').selectOption('City')
        await page.getByLabel('Make year').fill('2019')
        await page.getByLabel('Distance driven, km').fill('40,000')
        await page.getByRole('button', { name: 'Estimate the price' }).click()
      },
      async (page) => {
        await page.getByLabel(/^Asking price/).fill('6.5 lakh')
        await page.getByRole('button', { name: 'Estimate again' }).click()
      },
    ],
  },
  'a calculator that is used twice': {
    start: '/calculators/emi',
    steps: [
      async (page) => {
        await page.locator('#emi input[name=principal]').fill('500000')
        await page.locator('#emi button[type=submit]').click()
      },
      async (page) => {
        await page.locator('#emi input[name=principal]').fill('600000')
        await page.locator('#emi button[type=submit]').click()
      },
    ],
  },
}

const heading = (page: Page) => page.locator('h1').textContent()
const addressOf = (page: Page) => page.url().slice(site.url.length)

/** The page says on its own what its address says when it is opened anew. */
async function expectAsOpened(page: Page, address: string): Promise<void> {
  const fresh = await site.open()
  await fresh.goto(site.url + address)
  expect(await heading(page)).toBe(await heading(fresh))
  expect(await page.locator('header .masthead').count()).toBe(1)
  const chosen = 'input:checked, option:checked[value]:not([value=""])'
  const values = (one: Page) =>
    one.locator(chosen).evaluateAll((found) => found.map((each) => each.getAttribute('value')))
  expect(await values(page)).toEqual(await values(fresh))
  await fresh.context().close()
}

describe('Back goes as often as a reader went, and Forward again:', () => {
  test.each(Object.entries(WALKS))(
    '%s',
    async (_, { start, steps }) => {
      const page = await site.open()
      await page.goto(site.url + start)
      const addresses = [start]
      for (const step of steps) {
        await step(page)
        const before = addresses.at(-1) ?? ''
        await page.waitForURL((url) => url.href.slice(site.url.length) !== before)
        await page.waitForFunction(() => document.querySelector('.htmx-request') === null)
        addresses.push(addressOf(page))
        // Fields that were left empty never reach the address.
        expect(addressOf(page)).not.toMatch(/=(&|$)/)
      }
      const turn = async (to: 'goBack' | 'goForward', address: string) => {
        const restored = page.waitForResponse(
          (response) => response.ok() || response.status() === 400,
        )
        await page[to]()
        await restored
        await page.waitForURL(site.url + address)
        await page.waitForFunction(() => document.querySelector('.htmx-request') === null)
        await page.waitForTimeout(100)
        expect(addressOf(page)).toBe(address)
        await expectAsOpened(page, address)
      }
      for (const address of addresses.slice(0, -1).reverse()) await turn('goBack', address)
      for (const address of addresses.slice(1)) await turn('goForward', address)
      await page.reload()
      await expectAsOpened(page, addresses.at(-1) ?? '')
      expect(page.complaints).toEqual([])
      await page.context().close()
    },
    60_000,
  )
})

test('choosing a brand brings its models, scolds nobody, and leaves focus and address alone', async () => {
  const page = await site.open()
  await page.goto(`${site.url}/estimate`)
  const brand = page.getByLabel('Brand')
  await brand.focus()
  await brand.selectOption('Honda')
  await page.locator('#base_model:not(:has(optgroup))').waitFor()
  expect(addressOf(page)).toBe('/estimate')
  expect(await page.locator('[aria-invalid]').count()).toBe(0)
  expect(await heading(page)).toBe('Is this price fair?')
  expect(await brand.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.context().close()
}, 30_000)
