import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { importLog } from '../../src/traffic/import-log.ts'
import { type Running, settled, startServer, temporaryFolder } from '../support/server.ts'
import { openBrowser } from './browser.ts'

const folder = temporaryFolder()
const DAY = 86_400_000
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
let server: Running
let browser: Browser

/** Three days of requests; of each, one address asks for what is not there. */
function lines(): string {
  const today = Math.floor(Date.now() / DAY) * DAY
  const of = (at: number, address: string, path: string, status: number) => {
    const when = new Date(at)
    const day = String(when.getUTCDate()).padStart(2, '0')
    const date = `${day}/${MONTHS[when.getUTCMonth()]}/${when.getUTCFullYear()}`
    return `${address} - - [${date}:12:00:00 +0000] "GET ${path} HTTP/1.1" ${status} 100 "-" "-"\n`
  }
  return [...Array(70).keys()]
    .map((back) => today - (back + 1) * DAY)
    .flatMap((day) => [
      of(day, '198.51.100.7', '/cars', 200),
      of(day, '198.51.100.7', '/wp-login.php', 404),
      of(day, '203.0.113.9', '/nothing', 404),
      of(day, '203.0.113.9', '/nothing', 404),
    ])
    .join('')
}

beforeAll(async () => {
  const traffic = join(folder.path, 'traffic')
  mkdirSync(traffic)
  const log = join(folder.path, 'access.log')
  writeFileSync(log, lines())
  await importLog(log, traffic)
  server = await startServer({ TRAFFIC_DIR: traffic, SIMULATOR: 'off' })
  await settled(server.url)
  // One request of today.
  await fetch(`${server.url}/about`)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  folder.remove()
})

test.each([true, false])(
  'three clicks lead to the 404s of one address yesterday (JavaScript: %p)',
  async (javaScriptEnabled) => {
    const context = await browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    await page.goto(`${server.url}/traffic`)
    // Each bar is one day; the last but one is yesterday's.
    await page.locator('svg.plot a').nth(-2).click()
    await page.getByRole('link', { name: '404', exact: true }).click()
    await page.getByRole('link', { name: '203.0.113.0', exact: true }).first().click()
    const yesterday = new Date(Date.now() - DAY).toISOString().slice(0, 10)
    const shown = new URL(page.url()).searchParams
    expect(shown.get('from')).toStartWith(yesterday)
    expect([shown.get('status'), shown.get('address')]).toEqual(['404', '203.0.113.0'])
    expect(await page.locator('.finding').first().textContent()).toBe('2 requests, 2 errors')
    // Who is given the address sees the same.
    const other = await browser.newPage()
    await other.goto(page.url())
    expect(await other.locator('.finding').first().textContent()).toBe('2 requests, 2 errors')
    await other.close()
    await context.close()
  },
)
