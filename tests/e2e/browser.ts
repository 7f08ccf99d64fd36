import { afterAll, beforeAll, expect } from 'bun:test'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright'
import { FLAGS, findChromium } from '../support/chromium.ts'
import { type Running, settled, startServer } from '../support/server.ts'

/** Where a trace of each context is kept; without it none is recorded. */
const TRACES = process.env.TRACES ?? ''
let traces = 0

export async function openBrowser(): Promise<Browser> {
  const { path, why } = await findChromium()
  if (!path) throw new Error(why)
  const browser = await chromium.launch({ executablePath: path, args: FLAGS })
  if (TRACES === '') return browser
  // A test that failed has left its context open: its trace is the one that is wanted.
  const close = browser.close.bind(browser)
  browser.close = async (options) => {
    for (const context of browser.contexts()) await context.close()
    await close(options)
  }
  return browser
}

export const DESKTOP = { width: 1440, height: 1000 }
export const PHONE = { width: 390, height: 844 }

export type Look = {
  window: 'desktop' | 'phone'
  colorScheme: 'light' | 'dark'
  locale: 'en' | 'fr'
}
export const EVERY_LOOK: Look[] = (['desktop', 'phone'] as const).flatMap((window) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    (['en', 'fr'] as const).map((locale) => ({ window, colorScheme, locale })),
  ),
)

/** A page that fails the test when its script throws, or when the browser refuses something of it. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Page & { complaints: string[] }> {
  const context = await browser.newContext({ viewport: DESKTOP, ...options })
  if (TRACES !== '') await trace(context)
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

/** A server of its own and a browser for all tests of a file. @param environment of the server */
export function stage(environment: Record<string, string> = {}) {
  let server: Running
  let browser: Browser
  beforeAll(async () => {
    server = await startServer(environment)
    browser = await openBrowser()
    await settled(server.url)
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    expect(await server.stop()).toBe(0)
  })
  return {
    get url() {
      return server.url
    },
    open: (options?: BrowserContextOptions) => openPage(browser, options),
  }
}

/** Named by the order of opening and the last address. */
async function trace(context: BrowserContext): Promise<void> {
  traces += 1
  const number = String(traces).padStart(3, '0')
  await context.tracing.start({ screenshots: true, snapshots: true, sources: true })
  const close = context.close.bind(context)
  context.close = async (options) => {
    const { pathname = '' } = URL.parse(context.pages().at(-1)?.url() ?? '') ?? {}
    const place = pathname.replaceAll(/[^\w]+/g, '-').replaceAll(/^-|-$/g, '') || 'start'
    await context.tracing.stop({ path: join(TRACES, `${process.pid}-${number}-${place}.zip`) })
    await close(options)
  }
}
