import { describe, expect, test } from 'bun:test'
import { extractText } from 'unpdf'
import { violationsOf } from './axe.ts'
import { stage } from './browser.ts'

const site = stage()

const WORDS = {
  en: {
    budget: 'What a monthly budget buys',
    deal: /Great|Good|Fair|High|Overpriced/,
    why: /^Why ₹/,
    compare: 'Compare with the nearest',
    side: /side by side|beats another/,
    pdf: /Market report/i,
  },
  fr: {
    budget: 'budget',
    deal: /Excellente|Bonne|Correcte|Chère|Trop chère/,
    why: /^Pourquoi/,
    compare: 'Comparer avec la plus proche',
    side: /côte à côte|l’emporte/,
    pdf: /Rapport/i,
  },
} as const

describe.each([
  { name: 'in English', language: 'en', javaScriptEnabled: true },
  { name: 'in French', language: 'fr', javaScriptEnabled: true },
  { name: 'in English without scripts', language: 'en', javaScriptEnabled: false },
] as const)('a buyer $name', ({ language, javaScriptEnabled }) => {
  test('goes from a monthly budget to a rated car, understands why, compares, and takes the report', async () => {
    const words = WORDS[language]
    const page = await site.open({
      javaScriptEnabled,
      locale: language,
      acceptDownloads: true,
    })

    // From a budget per month to a price, and from there to the cars.
    await page.goto(`${site.url}/calculators/affordability?emi=15000&rate=11&months=60`)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    const toCars = page.locator('a[href^="/cars?price_max="]').first()
    const most = Number((await toCars.getAttribute('href'))?.match(/price_max=(\d+)/)?.[1])
    // 15,000 a month for 60 months at 11 % pays for 15,000 ÷ 0.021742.
    expect(most).toBeGreaterThan(689_000)
    expect(most).toBeLessThan(691_000)
    await toCars.click()
    await page.waitForURL(/price_max=/)

    // The best deal among them, and why it is one.
    await page.goto(`${site.url}/cars?price_max=${most}&sort=deal`)
    const row = page.locator('.results tbody tr').first()
    expect(await row.locator('.deal').textContent()).toMatch(words.deal)
    await row.getByRole('link').first().click()
    await page.waitForURL('**/cars/*')
    await page.getByRole('heading', { name: words.why }).waitFor()
    const amounts = await page
      .locator('#why')
      .locator('xpath=..')
      .locator('tbody td.num')
      .allTextContents()
    const total = await page
      .locator('#why')
      .locator('xpath=..')
      .locator('tfoot td.num')
      .first()
      .textContent()
    const rupees = (text: string) => Number(text.replace(/[^\d−-]/g, '').replace('−', '-'))
    expect(amounts.length).toBeGreaterThan(2)
    expect(amounts.map(rupees).reduce((sum, amount) => sum + amount, 0)).toBe(rupees(total ?? ''))
    if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([])

    await page.getByRole('link', { name: words.compare }).click()
    await page.waitForURL('**/compare?id=*')
    expect(await page.locator('h1').textContent()).toMatch(words.side)
    expect(await page.locator('thead th a[href^="/cars/"]').count()).toBe(2)
    if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([])

    await page.goto(`${site.url}/reports?price_max=${most}`)
    const download = page.waitForEvent('download')
    await page.locator('a[href^="/reports/market.pdf"]').first().click()
    const file = await (await download).path()
    const { text } = await extractText(await Bun.file(file).bytes(), { mergePages: true })
    expect(text).toMatch(words.pdf)
    const { total: found } = (await (
      await fetch(`${site.url}/api/cars?price_max=${most}`)
    ).json()) as { total: number }
    expect(text.replace(/[\s,.\u202f\u00a0]/g, '')).toContain(String(found))
    expect(page.complaints).toEqual([])
    await page.context().close()
  }, 90_000)
})

test('a price is judged in five fields, in one go without scripts, with a link that says the same', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await site.open({ javaScriptEnabled })
    await page.goto(`${site.url}/estimate`)
    // The model names its brand.
    await page.getByLabel('Base model').selectOption('City')
    await page.getByLabel('Make year').fill('2019')
    await page.getByLabel('Distance driven, km').fill('40,000')
    await page.getByLabel(/^Asking price/).fill('2 lakh')
    await page.getByRole('button', { name: /^Estimate/ }).click()
    await page
      .getByRole('heading', { name: '₹2 lakh is a great price for a 2019 Honda City' })
      .waitFor()
    expect(await page.locator('#nearest').count()).toBe(1)
    expect(await page.locator('.offer ~ p .deal').textContent()).toBe('Great')
    const share = await page.getByLabel('A link to this answer, to share').inputValue()
    expect(share).toBe(page.url())
    const friend = await site.open({ javaScriptEnabled: false })
    await friend.goto(share)
    expect(await friend.locator('h1').textContent()).toBe(await page.locator('h1').textContent())
    if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([])
    expect(page.complaints).toEqual([])
    await page.context().close()
    await friend.context().close()
  }
}, 60_000)
