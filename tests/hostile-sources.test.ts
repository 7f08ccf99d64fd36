import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Import } from '../src/snapshots/import.ts'
import { type TestApp, testApp } from './support/app.ts'
import { ROOT, temporaryFolder } from './support/server.ts'

const folder = temporaryFolder()
const allowed = join(folder.path, 'allowed')
const secret = 'a-token-that-nobody-may-read'
const HEADER = 'brand,model,year,km,price'
let market: TestApp

beforeAll(async () => {
  mkdirSync(join(allowed, 'inner'), { recursive: true })
  await Bun.write(join(folder.path, 'token'), `${secret}\n`)
  await Bun.write(join(folder.path, 'outside.csv'), `${HEADER}\nMaruti,Swift,2020,1000,500000\n`)
  await Bun.write(join(allowed, 'inner/cars.csv'), `${HEADER}\nHonda,City,2019,2000,${secret}\n`)
  await Bun.write(join(allowed, 'token.csv'), `${secret}\n`)
  symlinkSync(join(folder.path, 'token'), join(allowed, 'link.csv'))
  symlinkSync(folder.path, join(allowed, 'out'))
  market = await testApp({
    IMPORT_FOLDERS: allowed,
    SOURCE_DIR: join(folder.path, 'sources'),
    KAGGLE_ENDPOINT: 'http://127.0.0.1:9',
    S3_ENDPOINT: 'http://127.0.0.1:9',
  })
})
afterAll(async () => {
  await market.deps.importer.stop()
  await market.close()
  folder.remove()
})

const ask = (source: string) => market.post('/api/imports', JSON.stringify({ source }))
async function ended(id: number): Promise<Import> {
  for (;;) {
    const run = (await (await market.get(`/api/imports/${id}`)).json()) as Import
    if (run.status !== 'running') return run
    await Bun.sleep(5)
  }
}

describe('over HTTP nothing outside of the folders is named', () => {
  test.each([
    '-',
    '/etc/passwd',
    '/proc/self/environ',
    '/**/*.csv',
    '/*',
    '..',
    '../token',
    'inner/../../token',
    '{inner,..}/token',
    '*/../../token',
    `${allowed}/../token`,
    `${folder.path}/token`,
    `${folder.path}/*`,
    `${allowed}-other/cars.csv`,
    `${ROOT}/package.json`,
  ])('%s', async (source) => {
    const before = (await market.deps.imports.list({ limit: 1 })).total
    const answer = await ask(source)
    const text = await answer.text()
    expect([source, answer.status]).toEqual([source, 422])
    expect(text).not.toContain(folder.path)
    const page = await market.post('/imports', new URLSearchParams({ source }).toString())
    expect(page.status).toBe(422)
    expect((await market.deps.imports.list({ limit: 1 })).total).toBe(before)
  })

  test.each(['link.csv', 'out/token', 'out/outside.csv', 'out/*.csv', '*.csv'])(
    'a link does not lead out of them: %s',
    async (source) => {
      const answer = await ask(source)
      expect(answer.status).toBe(202)
      const { id } = (await answer.json()) as Import
      const run = await ended(id)
      expect(run.status).toBe('failed')
      expect(JSON.stringify(run)).not.toContain(secret)
      expect(JSON.stringify(run)).not.toContain(folder.path)
    },
  )
})

describe('what the public reads of an import', () => {
  const everywhere = async (id: number) => {
    const paths = [
      `/api/imports/${id}`,
      '/api/imports',
      `/imports/${id}`,
      '/imports',
      '/quality',
      '/market/report',
      '/reports',
      '/cars',
      '/api/cars?limit=3',
    ]
    const texts = await Promise.all(paths.map(async (path) => (await market.get(path)).text()))
    return texts.join('\n')
  }

  test('never has a word of a file that is no list of cars, nor the way to it', async () => {
    const { id } = (await (await ask('token.csv')).json()) as Import
    const run = await ended(id)
    expect(run.error).toBe(
      'token.csv is not a car list: missing columns brand, model, year, km, price',
    )
    const public_ = await everywhere(id)
    expect(public_).toContain('token.csv')
    expect(public_).not.toContain(secret)
    expect(public_).not.toContain(folder.path)
    expect(public_).not.toContain(ROOT)
  })

  test('names a file by its way from its folder, and by its name alone elsewhere', async () => {
    const inside = await ask(`${allowed}/inner/cars.csv`)
    expect(((await inside.json()) as Import).source).toBe('inner/cars.csv')
    const { importer } = market.deps
    await ended(2).catch(() => {})
    for (;;) {
      const [latest] = (await market.deps.imports.list({ limit: 1 })).items
      if (latest?.status !== 'running') break
      await Bun.sleep(5)
    }
    const outside = await importer.start([`${folder.path}/outside.csv`], { confined: false })
    expect(outside.source).toBe('outside.csv')
    const run = await ended(outside.id)
    expect(run.status).toBe('published')
    expect(await everywhere(run.id)).not.toContain(folder.path)
  })

  test('has no secret of an address, whatever the scheme', async () => {
    for (const [address, shown] of [
      ['https://me:hunter2@127.0.0.1:9/cars.csv?sig=hunter2#x', 'https://127.0.0.1:9/cars.csv'],
      ['s3://key:hunter2@bucket/cars/', 's3://bucket/cars/'],
      ['mongodb://u:p@ss-hunter2@host/db', 'mongodb://host/db'],
      ['kaggle:owner/dataset', 'kaggle:owner/dataset'],
    ] as const) {
      const { id } = (await (await ask(address)).json()) as Import
      const run = await ended(id)
      expect(run.source).toBe(shown)
      expect(run).toMatchObject({ status: 'failed', snapshot: null })
      expect(await everywhere(id)).not.toContain('hunter2')
    }
  })
})
