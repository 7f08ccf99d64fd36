import type { Page } from 'playwright'

type Wanted = { href?: RegExp; says?: RegExp; name?: string }

/**
 * Presses Tab until the element in focus is the one that is wanted, and takes the skip link on the way.
 * @returns how many tabs it took
 */
export async function tabTo(page: Page, wanted: Wanted, most = 60): Promise<number> {
  for (let tabs = 1; tabs <= most; tabs++) {
    await page.keyboard.press('Tab')
    const at = await inFocus(page)
    if (fits(at, wanted)) return tabs
    if (at.href === '#main') await skip(page)
  }
  throw new Error(`${most} tabs lead to no ${Object.values(wanted).join(' ')}`)
}

async function skip(page: Page): Promise<void> {
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement?.id === 'main')
}

/** Goes there and presses Enter, as one would click. */
export async function enter(page: Page, wanted: Wanted, most?: number): Promise<number> {
  const tabs = await tabTo(page, wanted, most)
  await page.keyboard.press('Enter')
  return tabs
}

/** Types into the field of this name, whatever stands there. */
export async function type(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, { name })
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

type Focus = { href: string; says: string; name: string; seen: boolean }

const inFocus = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const at = document.activeElement
    const box = at?.getBoundingClientRect()
    return {
      href: at?.getAttribute('href') ?? '',
      says: (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim(),
      name: at?.getAttribute('name') ?? '',
      seen: box !== undefined && box.width > 0 && box.height > 0,
    }
  })

function fits({ href, says, name, seen }: Focus, wanted: Wanted): boolean {
  if (!seen) return false
  if (wanted.href && !wanted.href.test(href)) return false
  if (wanted.says && !wanted.says.test(says)) return false
  return wanted.name === undefined || wanted.name === name
}
