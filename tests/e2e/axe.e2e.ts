import { describe, expect, test } from 'bun:test'
import type { Page } from 'playwright'
import { isLong } from '../support/tools.ts'
import { violationsOf } from './axe.ts'
import { DESKTOP, EVERY_LOOK, type Look, PHONE, stage } from './browser.ts'
import { everyPage, unfold } from './pages.ts'

const site = stage({ SIMULATOR: 'off' })

/** Each window, scheme and language once, and pages in turn; the long form takes them all together. */
const SHORT: Look[] = [
  { window: 'desktop', colorScheme: 'light', locale: 'en' },
  { window: 'phone', colorScheme: 'dark', locale: 'fr' },
]
const looks = isLong() ? EVERY_LOOK : SHORT
describe.each(looks.map((look, turn) => ({ ...look, turn })))(
  'on a $window, $colorScheme, in $locale',
  ({ window, turn, ...look }) => {
    test('no page has an accessibility violation, with everything on it unfolded', async () => {
      const page = await site.open({
        viewport: window === 'phone' ? PHONE : DESKTOP,
        ...look,
      })
      const paths = await everyPage(site.url)
      for (const path of isLong() ? paths : paths.filter((_, at) => at % 2 === turn)) {
        await page.goto(site.url + path)
        if (path === '/docs') await page.locator('.opblock').first().waitFor({ timeout: 60_000 })
        // What lies behind an open sheet is looked at while it is closed.
        const before = window === 'phone' && path === '/cars' ? await violationsOf(page) : []
        await unfold(page)
        const violations = [...before, ...(await violationsOf(page))]
        expect({ path, violations }).toEqual({ path, violations: [] })
      }
      expect(page.complaints).toEqual([])
      await page.context().close()
    }, 240_000)
  },
)

/** Fills and strokes of what is drawn that are not the reader's two colours. */
const otherColours = (page: Page) =>
  page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'))
    const colourOf = (name: string) => {
      probe.style.setProperty('color', name)
      return getComputedStyle(probe).color
    }
    const own = ['Canvas', 'CanvasText', 'LinkText', 'ButtonText'].map(colourOf)
    const allowed = new Set([...own, 'none', 'rgba(0, 0, 0, 0)'])
    const shapes = document.querySelectorAll('main svg :is(rect, path, line, circle, text)')
    return [...shapes].flatMap((shape) => {
      const { fill, stroke } = getComputedStyle(shape)
      return [fill, stroke]
        .filter((colour) => !allowed.has(colour))
        .map((colour) => `${shape.tagName}.${shape.getAttribute('class')}: ${colour}`)
    })
  })

test.each(isLong() ? (['light', 'dark'] as const) : (['dark'] as const))(
  'with forced colours, %s, drawings use the two colours of the reader, and marks stand out from bands',
  async (colorScheme) => {
    const page = await site.open({ forcedColors: 'active', colorScheme })
    const drawn = (await everyPage(site.url)).filter((path) => !/^\/(docs|login)/.test(path))
    for (const path of drawn) {
      await page.goto(site.url + path)
      await unfold(page)
      expect({ path, other: [...new Set(await otherColours(page))] }).toEqual({ path, other: [] })
    }
    await page.goto(`${site.url}/cars`)
    const colours = await page
      .locator('.interval')
      .first()
      .evaluate((bar) =>
        ['.f-band', '.f-ink', '.c-tone'].map(
          (part) => getComputedStyle(bar.querySelector(part) ?? bar).fill,
        ),
      )
    expect(colours[1]).not.toBe(colours[0])
    expect(colours[2]).not.toBe(colours[0])
    expect(page.complaints).toEqual([])
    await page.context().close()
  },
  60_000,
)
