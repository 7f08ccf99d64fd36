import { expect, test } from 'bun:test'
import { testApp } from '../../../../tests/support/app.ts'

test('each rule that flagged or repaired cars leads to them in one step, to as many as it says', async () => {
  const market = await testApp()
  const page = await (await market.get('/quality')).text()
  const links = [...page.matchAll(/href="\/cars\?flag=([\w-]+)"[^>]*>([\d,]+)</g)]
  expect(links.length).toBeGreaterThan(3)
  for (const [, rule = '', said = ''] of links) {
    const { total } = (await (await market.get(`/api/cars?flag=${rule}`)).json()) as {
      total: number
    }
    expect([rule, total]).toEqual([rule, Number(said.replaceAll(',', ''))])
  }
  await market.close()
}, 30_000)
