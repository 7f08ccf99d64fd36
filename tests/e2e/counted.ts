import { expect } from 'bun:test'
import type { Locator, Page } from 'playwright'

type File = { name: string; mimeType: string; buffer: Buffer }

/**
 * Does what a reader does, and counts it. Whatever is used has to lie in the window as its address opened: a journey
 * with something to scroll for fails.
 */
export function counting(page: Page) {
  const done = { clicks: 0, fields: 0 }
  return {
    done,
    async click(what: Locator): Promise<void> {
      await mustBeSeen(page, what)
      await what.click()
      done.clicks += 1
    },
    /** A field that takes a file opens a window to choose it in. */
    async choose(what: Locator, file: File): Promise<void> {
      await mustBeSeen(page, what)
      await what.setInputFiles(file)
      done.clicks += 1
    },
    async fill(what: Locator, text: string): Promise<void> {
      await mustBeSeen(page, what)
      await what.fill(text)
      done.fields += 1
    },
    async select(what: Locator, value: string): Promise<void> {
      await mustBeSeen(page, what)
      await what.selectOption(value)
      done.fields += 1
    },
  }
}

async function mustBeSeen(page: Page, what: Locator): Promise<void> {
  const box = await what.boundingBox()
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  // An address may lead to a part of its page.
  const scrolled = await page.evaluate(() => (location.hash === '' ? window.scrollY : 0))
  const outside =
    box === null
      ? 'not drawn'
      : box.y < 0 || box.x < 0 || box.y + box.height > height || box.x + box.width > width
        ? `at ${Math.round(box.x)}, ${Math.round(box.y)} of ${width} × ${height}`
        : null
  expect({ what: String(what), outside, scrolled }).toEqual({
    what: String(what),
    outside: null,
    scrolled: 0,
  })
}
