import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { FLAGS, findChromium } from '../support/chromium.ts'

export async function openBrowser(): Promise<Browser> {
  const { path, why } = await findChromium()
  if (!path) throw new Error(why)
  return chromium.launch({ executablePath: path, args: FLAGS })
}

export const DESKTOP = { width: 1440, height: 1000 }
export const PHONE = { width: 390, height: 844 }

/** A page that fails the test when its script throws, or when the browser refuses something of it. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Page & { complaints: string[] }> {
  const context = await browser.newContext({ viewport: DESKTOP, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    const expected = /Failed to load resource: the server responded with a status of 4/
    if (message.type() === 'error' && !expected.test(message.text()))
      complaints.push(message.text())
  })
  return Object.assign(page, { complaints })
}
