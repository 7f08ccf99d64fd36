import { expect, test } from 'bun:test'
import type { Page } from 'playwright'
import { violationsOf } from './axe.ts'
import { stage } from './browser.ts'
import { unfold } from './pages.ts'

const site = stage()

const SIDES = ['min', 'max'] as const
const thumb = (page: Page, name: string) => page.locator(`#${name}-thumb`)

test('each range is narrowed by keys and by dragging, and let go again at its ends', async () => {
  const page = await site.open()
  await page.goto(`${site.url}/cars`)
  const total = () => page.locator('h1').textContent()
  const whole = await total()
  for (const field of ['price', 'year', 'km', 'emi']) {
    for (const side of SIDES) {
      const name = `${field}_${side}`
      await unfold(page)
      await thumb(page, name).focus()
      await page.keyboard.press(side === 'min' ? 'ArrowRight' : 'ArrowLeft')
      await page.waitForURL(new RegExp(`[?&]${name}=\\d+$`))
      const value = await page.locator(`[name="${name}"]`).inputValue()
      expect(value).toMatch(/\d/)
      expect(await thumb(page, name).getAttribute('aria-valuetext')).toContain(value)
      await page.keyboard.press(side === 'min' ? 'Home' : 'End')
      await page.waitForURL(`${site.url}/cars`)
      expect(await page.locator(`[name="${name}"]`).inputValue()).toBe('')
    }
  }
  await page.waitForFunction((text) => document.querySelector('h1')?.textContent === text, whole)

  await thumb(page, 'price_max').scrollIntoViewIfNeeded()
  const box = await thumb(page, 'price_max').boundingBox()
  if (!box) throw new Error('the thumb is not drawn')
  const middle = box.y + box.height / 2
  await page.mouse.move(box.x + box.width - 12, middle)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 3, middle, { steps: 4 })
  await page.mouse.up()
  await page.waitForURL(/\?price_max=\d+$/)
  expect(await total()).not.toBe(whole)
  expect(await violationsOf(page)).toEqual([])

  // What is typed moves the thumb, also one that was dragged; going back does too.
  const left = Number(await thumb(page, 'price_max').inputValue())
  const field = page.locator('[name="price_max"]')
  await field.fill('')
  await field.press('Tab')
  await page.waitForURL(`${site.url}/cars`)
  const end = await thumb(page, 'price_max').getAttribute('max')
  await page.waitForFunction(
    (end) => document.querySelector<HTMLInputElement>('#price_max-thumb')?.value === end,
    end,
  )
  await page.goBack()
  await page.waitForURL(/price_max=/)
  await page.waitForFunction(
    (left) => Number(document.querySelector<HTMLInputElement>('#price_max-thumb')?.value) === left,
    left,
  )
  expect(page.complaints).toEqual([])
  await page.context().close()
}, 90_000)

test('thumbs never cross, in both languages', async () => {
  for (const locale of ['en', 'fr']) {
    const page = await site.open({ locale })
    await page.goto(`${site.url}/cars`)
    await thumb(page, 'price_min').focus()
    await page.keyboard.press('End')
    await page.waitForURL(/price_min=\d+$/)
    const [least, most] = await Promise.all(
      SIDES.map(async (side) => Number(await thumb(page, `price_${side}`).inputValue())),
    )
    expect(least).toBeLessThan(most ?? 0)
    await page.context().close()
  }
}, 60_000)

test('without scripts there are the fields and the bars, and no thumb', async () => {
  const page = await site.open({ javaScriptEnabled: false })
  await page.goto(`${site.url}/cars`)
  expect(await thumb(page, 'price_min').isVisible()).toBe(false)
  await page.locator('[name="price_max"]').fill('5,00,000')
  await page.locator('.apply .still').click()
  await page.waitForURL(/price_max=/)
  expect(await page.locator('.bins a').count()).toBeGreaterThan(10)
  await page.context().close()
}, 60_000)
