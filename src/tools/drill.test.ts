import { afterAll, expect, setDefaultTimeout, test } from 'bun:test'
import { truncateSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createExporter } from '../../sidecars/exporter/app.ts'
import { temporaryFolder } from '../../tests/support/server.ts'
import { loadConfig } from '../config.ts'
import { readDrill } from '../exports/drill.ts'
import { extract } from '../exports/extract.ts'
import { fakeS3 } from '../exports/fake-s3.testing.ts'
import { extracted, fill, run, settingsFor } from '../exports/market.testing.ts'
import { createLog } from '../platform/log.ts'
import { openStores } from '../stores.ts'

setDefaultTimeout(60_000)
const folder = temporaryFolder()
afterAll(() => folder.remove())
const DRILL = join(import.meta.dir, 'drill.ts')
const drill = (dir: string, more: Record<string, string> = {}) =>
  run([DRILL], { EXPORT_DIR: dir, DATABASE_URL: 'mongodb://127.0.0.1:9/nowhere', ...more })

async function metricsOf(dir: string): Promise<string> {
  const config = loadConfig({ EXPORT_DIR: dir, DATABASE_URL: `sqlite:${folder.path}/none.db` })
  const exporter = createExporter(config, createLog('silent'))
  const answer = await exporter.app.handle(new Request('http://localhost/metrics'))
  await exporter.stop()
  return answer.text()
}

const stores = await openStores(`sqlite:${folder.path}/market.db`)
await fill(stores)
afterAll(() => stores.close())

test('the newest extraction is put together and found whole, and the exporter says so', async () => {
  const dir = join(folder.path, 'whole')
  await extracted(stores, dir)
  const { code, out } = await drill(dir)
  expect(code).toBe(0)
  const outcome = await readDrill(dir)
  expect(JSON.parse(out)).toEqual(outcome)
  expect(outcome).toMatchObject({ error: null, extraction: expect.stringMatching(/^\d+-/) })
  expect(outcome?.cars).toBeGreaterThan(100)
  const metrics = await metricsOf(dir)
  expect(metrics).toContain('forecourt_restore_drill_up 1\n')
  expect(metrics).toContain(`forecourt_restore_drill_cars ${outcome?.cars}\n`)
})

test('one that is damaged is a failure that is kept and told', async () => {
  const dir = join(folder.path, 'damaged')
  const { path } = await extracted(stores, dir)
  const [file = ''] = (await readdir(path)).filter((name) => name.startsWith('cars-'))
  truncateSync(join(path, file), 20)
  expect((await drill(dir)).code).toBe(1)
  expect((await readDrill(dir))?.error).toContain(file)
  expect(await metricsOf(dir)).toContain('forecourt_restore_drill_up 0\n')
})

test('none at all is a failure too, and where no trial was made there is no figure', async () => {
  const dir = join(folder.path, 'empty')
  expect(await metricsOf(dir)).not.toContain('forecourt_restore_drill')
  const { code, out } = await drill(dir)
  expect([code, JSON.parse(out).error]).toEqual([1, 'there is no extraction yet'])
})

test('where the folder has none, the newest of the bucket is taken', async () => {
  const fake = fakeS3('exports')
  const made = join(folder.path, 'uploaded')
  const keys = { accessKeyId: 'key', secretAccessKey: 'very-secret', region: 'eu-west-1' }
  const s3 = { bucket: 'exports', prefix: 'eu', endpoint: fake.url, ...keys }
  const { extracted: newest } = await extract(stores, { ...settingsFor(made), s3 })
  const { code, out } = await drill(join(folder.path, 'elsewhere'), {
    S3_BUCKET: 'exports',
    S3_PREFIX: 'eu',
    S3_ENDPOINT: fake.url,
    S3_ACCESS_KEY_ID: 'key',
    S3_SECRET_ACCESS_KEY: 'very-secret',
  })
  fake.stop()
  expect([code, JSON.parse(out).extraction]).toEqual([0, newest?.name])
})
