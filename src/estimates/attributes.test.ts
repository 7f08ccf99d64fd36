import { afterAll, beforeAll, expect, test } from 'bun:test'
import { join } from 'node:path'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import { temporaryFolder } from '../../tests/support/server.ts'
import { runImport } from '../imports/run/run-import.ts'
import { createRandom } from '../pricing/random.ts'

const folder = temporaryFolder()
let app: TestApp
/** A market whose list says the power, which counts, and the colour, which does not. */
beforeAll(async () => {
  const random = createRandom(5)
  const rows = Array.from({ length: 900 }, () => {
    const age = 1 + random.below(10)
    const power = 70 + 10 * random.below(10)
    const price = Math.exp(13.4 - 0.1 * age + 0.007 * power + 0.03 * random.normal())
    const name = random.pick(['City', 'Jazz', 'Civic'])
    const colour = random.pick(['Red', 'Blue', 'Grey'])
    return ['Honda', name, 2024 - age, age * 11_000, Math.round(price), `${power} bhp`, colour]
  })
  const path = join(folder.path, 'cars.csv')
  await Bun.write(path, ['brand,model,year,km,price,max_power,color', ...rows].join('\n'))
  app = await testApp({}, { empty: true })
  const { config } = app.deps
  await runImport(app.stores, { ...config, sources: [path], keep: config.snapshotKeep })
}, 60_000)
afterAll(async () => {
  await app.close()
  folder.remove()
})

const CAR = 'brand=Honda&base_model=City&year=2019&km=55000'
const html = async (address: string, headers?: Record<string, string>) =>
  (await app.get(address, headers)).text()

test('the form asks what the model kept, and nothing else that the list says', async () => {
  const page = await html('/estimate')
  expect(page).toContain('state; power</summary>')
  expect(page).toMatch(/<select id="attribute-power" name="attribute">/)
  expect(page).toMatch(/<option value="power:70">70 bhp<\/option>/)
  expect(page).not.toContain('attribute-colour')
})

test('what is chosen stays in the address, moves the price, and is explained in both languages', async () => {
  const page = await html(`/estimate?${CAR}&attribute=power%3A150`)
  expect(page).toContain('<option value="power:150" selected>150 bhp</option>')
  expect(page).toMatch(/Power: 150 bhp/)
  expect(page.replaceAll('&amp;', '&')).toContain(`/estimate?${CAR}&attribute=power%3A150"`)
  const french = await html(`/estimate?${CAR}&attribute=power%3A150`, { cookie: 'language=fr' })
  expect(french).toMatch(/Puissance\s: 150 bhp/)
  const priceOf = async (power: number) =>
    (await (await app.get(`/api/estimate?${CAR}&attribute=power:${power}`)).json()).price
  expect(await priceOf(150)).toBeGreaterThan(1.2 * (await priceOf(80)))
})

test('a form sent with blanks is the same without them, with scripts and without', async () => {
  const sent = `/estimate?${CAR}&attribute=&owners=`
  const tidy = await app.get(sent)
  expect([tidy.status, tidy.headers.get('location')]).toEqual([302, `/estimate?${CAR}`])
  const part = await app.get(sent, { 'hx-request': 'true', 'hx-request-type': 'partial' })
  expect(part.status).toBe(200)
  expect(await part.text()).toContain('id="answer"')
})

test('the model card names what was kept, and what it brings', async () => {
  const page = await html('/market/model')
  const [, card = ''] = page.split('id="kept"')
  expect(card).toContain('Boosted trees take')
  expect(card).toMatch(/Power<\/.*?max_power.*?\+\d+(\.\d)?%/s)
  expect(card.split('</table>')[0]).not.toContain('Colour')
})
