import { expect, test } from 'bun:test'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Page } from 'playwright'
import { violationsOf } from './axe.ts'
import { stage } from './browser.ts'

const site = stage({ SIMULATOR_RATE: '5' })

type Kept = { items: { car_id: string; kind: string; title: string }[]; total: number }
const read = async (search = ''): Promise<Kept> =>
  (await fetch(`${site.url}/api/transactions${search}`)).json()

const newest = (page: Page) => textOf(page, '#newest ~ * tbody')
const textOf = async (page: Page, place: string): Promise<string> =>
  (await page.locator(place).first().textContent()) ?? ''
/** Waits until the newest rows are others than these. */
async function moves(page: Page, from: string): Promise<void> {
  const until = Date.now() + 20_000
  while (Date.now() < until) {
    if ((await newest(page)) !== from) return
    await Bun.sleep(100)
  }
  throw new Error('the page did not move')
}
async function someHappened(): Promise<void> {
  while ((await read()).total < 5) await Bun.sleep(200)
}

test('/live moves by itself, stands still when it is paused, and goes on', async () => {
  await someHappened()
  const page = await site.open()
  await page.goto(`${site.url}/live`)
  expect(await textOf(page, 'nav[aria-label="Main"] [aria-current="page"]')).toBe('Live')
  expect(await textOf(page, 'main')).toContain('simulated')
  await moves(page, await newest(page))
  expect(await violationsOf(page)).toEqual([])

  await page.locator('#pause').click()
  await page.waitForURL('**/live?paused=1')
  const still = await newest(page)
  await Bun.sleep(2500)
  expect(await newest(page)).toBe(still)
  await page.reload()
  await page.locator('#pause').click()
  await page.waitForURL('**/live')
  await moves(page, await newest(page))
  expect(page.complaints).toEqual([])
  await page.context().close()
}, 60_000)

test('/live comes back after the connection broke', async () => {
  const way = wayTo(site.url)
  const page = await site.open()
  await page.goto(`${way.url}/live`)
  await moves(page, await newest(page))
  way.cut()
  const before = await newest(page)
  await moves(page, before)
  way.cut()
  await moves(page, await newest(page))
  await page.context().close()
  way.close()
}, 60_000)

/** A way to the server that can be cut: every connection on it breaks. */
function wayTo(address: string) {
  const { hostname, port } = new URL(address)
  const open = new Set<Socket>()
  const listener = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => open.delete(one))
    }
  }).listen(0, '127.0.0.1')
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  const { port: own } = listener.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${own}`,
    cut,
    close() {
      cut()
      listener.close()
    },
  }
}

test('a car is sold on its page and in its row, while the page itself is that of the snapshot', async () => {
  await someHappened()
  let sold: Kept['items'][number] | undefined
  while (!sold) {
    sold = (await read('?kind=sale')).items[0]
    await Bun.sleep(200)
  }
  const page = await site.open()
  await page.goto(`${site.url}/cars/${sold.car_id}`)
  await page.locator(`#live-${sold.car_id}`, { hasText: /^Sold for ₹.*\(simulated\)$/ }).waitFor()
  const listed = await (await fetch(`${site.url}/cars/${sold.car_id}`)).text()
  expect(listed).not.toContain('Sold for')
  await page.goto(`${site.url}/cars?q=${encodeURIComponent(sold.title)}`)
  await page.locator(`#live-${sold.car_id}`, { hasText: 'Sold for' }).waitFor()
  expect(page.url()).toContain('/cars?q=')
  expect(page.complaints).toEqual([])
  await page.context().close()
}, 60_000)

test('without JavaScript /live is a table whose pages turn, in French too', async () => {
  while ((await read()).total < 30) await Bun.sleep(200)
  const page = await site.open({ javaScriptEnabled: false, locale: 'fr' })
  await page.goto(`${site.url}/live`)
  expect(await textOf(page, 'h1')).toBe('Le marché en direct')
  expect(await textOf(page, 'main')).toContain('simulée')
  const first = await newest(page)
  await page.locator('a[rel="next"]').click()
  expect(await newest(page)).not.toBe(first)
  await page.locator('a[rel="prev"]').click()
  await page.locator('#newest ~ * tbody a').first().click()
  await page.locator('a[href^="/live?car="]').click()
  expect(await page.locator('#newest ~ * tbody tr').count()).toBeGreaterThan(0)
  await page.context().close()
}, 60_000)
