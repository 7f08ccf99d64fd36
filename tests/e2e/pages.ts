import type { Page } from 'playwright'
import { isLong } from '../support/tools.ts'

/** An address of every page of a market, and of what a page says when something is wrong. @param url of the server */
export async function everyPage(url: string): Promise<string[]> {
  const cars = async (query: string): Promise<{ id: string }[]> =>
    ((await (await fetch(`${url}/api/cars?${query}`)).json()) as { items: { id: string }[] }).items
  const items = await cars('sort=deal&limit=4')
  const unrated = await cars('sort=-deal&limit=1')
  return [
    '/',
    '/cars',
    '/cars?brand=Maruti&price_max=1000',
    '/cars?price_min=abc',
    '/cars?fuel=diesel&sort=-km',
    `/cars/${items[0]?.id}`,
    `/cars/${unrated[0]?.id}`,
    '/cars/nothing',
    '/market',
    '/market?brand=Honda',
    '/market/model',
    '/estimate',
    '/estimate?brand=Honda&base_model=City&year=2019&km=40000&asking_price=400000',
    '/compare',
    '/searches',
    '/searches?brand=Honda',
    `/compare?${new URLSearchParams(items.map(({ id }) => ['id', id]))}`,
    '/calculators',
    '/calculators/emi',
    '/calculators/affordability',
    '/calculators/transfer',
    '/calculators/ownership',
    '/calculators/arithmetic',
    '/reports',
    '/quality',
    '/imports',
    '/imports/1',
    '/live',
    '/traffic',
    '/status',
    '/login',
    '/about',
    '/docs',
    '/nowhere',
  ]
}

/** Unfolds whatever a reader can unfold: the rest of a page, its sheets and menus. */
export async function unfold(page: Page): Promise<void> {
  const groups = isLong() ? 100 : 1
  await page.evaluate((groups) => {
    for (const folded of document.querySelectorAll('details')) folded.open = true
    // Operations of the API reference are buttons, all of one make: the first of a group stands for it.
    const first = '.operation-tag-content > :first-child .opblock-summary-control'
    const operations = [...document.querySelectorAll<HTMLElement>(first)]
    for (const operation of operations.slice(0, groups)) {
      if (operation.ariaExpanded === 'false') operation.click()
    }
  }, groups)
}
