import { afterAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import { aMarket, publish } from '../../tests/support/cars.ts'
import { temporaryFolder } from '../../tests/support/server.ts'
import { openStores } from '../stores.ts'
import { extract } from './extract.ts'
import { fakeS3 } from './fake-s3.testing.ts'
import { listExtractions } from './manifest.ts'
import { differences, fill, RESTORE, run, settingsFor } from './market.testing.ts'

setDefaultTimeout(60_000)

const folder = temporaryFolder()
const fake = fakeS3('exports')
afterAll(() => {
  fake.stop()
  folder.remove()
})
let names = 0
const fresh = () => join(folder.path, String(++names))
const SECRET = 'very-secret-indeed'
const s3 = {
  bucket: 'exports',
  prefix: 'forecourt/eu',
  endpoint: fake.url,
  region: 'eu-west-1',
  accessKeyId: 'key',
  secretAccessKey: SECRET,
}

describe('upload to S3 (a fake server: shape of the requests, not the signature itself)', () => {
  beforeEach(() => fake.reset())

  test('everything, signed, the manifest last; and restored from s3://', async () => {
    const stores = await openStores('sqlite::memory:')
    await fill(stores, 50)
    const done = await extract(stores, { ...settingsFor(fresh()), s3 })
    expect(done.s3).toEqual({ uploaded: 1, deleted: 0, error: null })
    const files = done.extracted?.manifest.files ?? []
    expect(fake.puts).toHaveLength(files.length + 1)
    const manifest = `forecourt/eu/${done.extracted?.name}/manifest.json`
    expect(fake.puts.at(-1)).toBe(manifest)
    expect(fake.unsigned).toBe(0)
    for (const { name, sha256 } of files) {
      const body = fake.objects.get(`forecourt/eu/${done.extracted?.name}/${name}`)?.body
      expect(new Bun.CryptoHasher('sha256').update(body ?? '').digest('hex')).toBe(sha256)
    }

    const url = `sqlite:${fresh()}.db`
    const env = {
      DATABASE_URL: url,
      S3_ENDPOINT: fake.url,
      S3_ACCESS_KEY_ID: 'key',
      S3_SECRET_ACCESS_KEY: SECRET,
    }
    const restored = await run([RESTORE, `s3://exports/${manifest}`], env)
    expect([restored.code, restored.out]).toEqual([0, expect.stringContaining('nothing differs')])
    expect(await differences(stores, await openStores(url))).toEqual([])
    const missing = await run([RESTORE, 's3://exports/none/manifest.json'], env)
    expect([missing.code, missing.error]).toEqual([1, expect.stringContaining('cannot be fetched')])
  })

  test('is done once, and the oldest beyond keep are deleted; strangers are left alone', async () => {
    fake.objects.set('forecourt/eu/notes/readme.txt', { body: new Uint8Array(1), at: 1 })
    fake.objects.set('forecourt/elsewhere/1-aaaaaaaaaaaa/manifest.json', {
      body: new Uint8Array(1),
      at: 1,
    })
    for (const [name, at] of [
      ['9-aaaaaaaaaaaa', 1],
      ['9-bbbbbbbbbbbb', Date.now()],
    ] as const) {
      fake.objects.set(`forecourt/eu/${name}/cars-9.csv.gz`, { body: new Uint8Array(1), at })
    }
    const stores = await openStores('sqlite::memory:')
    const settings = { ...settingsFor(fresh()), keep: 2, s3 }
    for (const version of [1, 2, 3]) {
      await publish(stores, version, aMarket(4))
      expect((await extract(stores, settings)).s3).toMatchObject({ uploaded: 1, error: null })
    }
    expect((await extract(stores, settings)).s3).toEqual({ uploaded: 0, deleted: 0, error: null })
    const folders = new Set(
      [...fake.objects.keys()].map((key) => key.split('/').slice(0, 3).join('/')),
    )
    expect([...folders].map((name) => name.replace(/-[0-9a-f]{12}$/, '')).sort()).toEqual([
      'forecourt/elsewhere/1',
      'forecourt/eu/2',
      'forecourt/eu/3',
      // Somebody may still be uploading this one; the other one was given up.
      'forecourt/eu/9',
      'forecourt/eu/notes',
    ])
  })

  test('that fails in the middle is told, loses nothing here, and is made up for next time', async () => {
    const stores = await openStores('sqlite::memory:')
    await publish(stores, 1, aMarket(4))
    const settings = { ...settingsFor(fresh()), s3 }
    fake.failAfter(3)
    const first = await extract(stores, settings)
    expect(first.result).toBe('extracted')
    expect(first.s3?.error).toMatch(/^bucket exports: /)
    expect(first.s3?.error).not.toContain(SECRET)
    expect(await listExtractions(settings.dir)).toHaveLength(1)
    expect([...fake.objects.keys()].some((key) => key.endsWith('manifest.json'))).toBe(false)

    fake.failAfter(Number.POSITIVE_INFINITY)
    const second = await extract(stores, settings)
    expect([second.result, second.s3]).toEqual([
      'unchanged',
      { uploaded: 1, deleted: 0, error: null },
    ])
    expect(fake.puts.at(-1)).toEndWith('/manifest.json')
  })

  test('to nobody is told too', async () => {
    const stores = await openStores('sqlite::memory:')
    await publish(stores, 1, aMarket(4))
    const nobody = { ...s3, endpoint: 'http://127.0.0.1:9' }
    const done = await extract(stores, { ...settingsFor(fresh()), s3: nobody })
    expect([done.result, done.s3?.error]).toEqual(['extracted', expect.stringContaining('bucket')])
  })
})
