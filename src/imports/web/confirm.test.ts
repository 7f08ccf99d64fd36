import { afterAll, beforeAll, expect, test } from 'bun:test'
import { join } from 'node:path'
import { type TestApp, testApp } from '../../../tests/support/app.ts'
import { temporaryFolder } from '../../../tests/support/server.ts'
import type { Import } from '../../snapshots/import.ts'

const folder = temporaryFolder()
let app: TestApp
beforeAll(async () => {
  await Bun.write(
    join(folder.path, 'pounds.csv'),
    'make,model,year,price,mileage,mpg,note\naudi,A1,2017,£12500,15735,55.4,<svg>\naudi,A6,2016,£16500,36203,64.2,x\n',
  )
  app = await testApp(
    { RULE_PACK: 'none', CURRENCY: 'EUR', IMPORT_FOLDERS: folder.path },
    { empty: true },
  )
}, 30_000)
afterAll(async () => {
  await app.deps.importer.stop()
  await app.close()
  folder.remove()
})

const ended = async (id: number): Promise<Import> => {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const run = await app.deps.imports.find(id)
    if (run && run.status !== 'running' && run.status !== 'queued') return run
    await Bun.sleep(10)
  }
  throw new Error('it does not end')
}

test('the page of a held import asks, and its form publishes', async () => {
  const { id } = await app.deps.importer.start([join(folder.path, 'pounds.csv')], {
    confined: true,
  })
  expect(await ended(id)).toMatchObject({ status: 'held', snapshot: null })
  const html = await (await app.get(`/imports/${id}`)).text()
  expect(html).toContain('The prices are in GBP, but CURRENCY=EUR')
  expect(html).toContain('not used (economy)')
  expect(html).toContain('&lt;svg')
  const api: Import = await (await app.get(`/api/imports/${id}`)).json()
  expect(api.questions?.map(({ about }) => about)).toEqual(['rate', 'unit'])
  expect(api).not.toHaveProperty('said')
  const form = { unit: 'mi', currency: 'gbp', rate: '1.2', price: '', km: 'mileage' }
  const answer = await app.post(`/imports/${id}/profile`, String(new URLSearchParams(form)), {
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'http://localhost',
  })
  expect(answer.status).toBe(303)
  const next = Number(answer.headers.get('location')?.split('/').at(-1))
  const run = await ended(next)
  expect(run).toMatchObject({ status: 'published', rows: { published: 2 } })
  expect(run.profile).toMatchObject({
    distance: { unit: 'mi' },
    price: { currency: 'GBP', rate: 1.2 },
  })
  const { items } = await (await app.get('/api/cars?sort=price')).json()
  expect(items).toMatchObject([
    { km: 25_323, price: 15_000 },
    { km: 58_263, price: 19_800 },
  ])
}, 30_000)
