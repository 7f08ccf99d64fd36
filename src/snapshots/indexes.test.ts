import { afterAll, describe, expect, test } from 'bun:test'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { aCar, aMarket, publish } from '../../tests/support/cars.ts'
import { oldSqlite } from '../../tests/support/market-0.1.0.ts'
import { ROOT, temporaryFolder } from '../../tests/support/server.ts'
import type { CarFilter } from '../listing/query.ts'
import { FACETS } from '../listing/query.ts'
import { openStores } from '../stores.ts'
import { INDEX_VERSION } from './index/fields.ts'
import { Indexes } from './indexes.ts'
import type { Snapshot } from './read.ts'
import type { CarRows } from './rows.ts'
import type { Stores } from './stores.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
let made = 0
const newPath = () => join(folder.path, `${++made}.db`)
const filter: CarFilter = { fuel: ['diesel'], price_min: 300_000 }

async function aStore(cars = aMarket(300)) {
  const path = newPath()
  const stores = await openStores(`sqlite:${path}`)
  const snapshot = await publish(stores, 1, cars)
  return { path, stores, snapshot, files: `${path}.index` }
}
const answerOf = async ({ cars }: Stores, snapshot: Snapshot) => ({
  facets: await cars.facets(snapshot, filter, FACETS),
  page: await cars.page(snapshot, { filter, sort: '-price', limit: 5 }),
})
const onlyFile = (files: string) => {
  const [name, ...others] = readdirSync(files)
  if (!name || others.length > 0) throw new Error(`there are ${others.length + 1} files`)
  return join(files, name)
}

describe('the index beside a SQLite file', () => {
  test('is written before its snapshot can be seen, and read by whoever opens the file', async () => {
    const { path, stores, snapshot, files } = await aStore()
    const written = readFileSync(onlyFile(files))
    const expected = await answerOf(stores, snapshot)
    const other = await openStores(`sqlite:${path}`)
    expect(await answerOf(other, snapshot)).toEqual(expected)
    expect(readFileSync(onlyFile(files)).equals(written)).toBe(true)
    await Promise.all([stores.close(), other.close()])
  })

  test.each([
    ['missing', (file: string) => rmSync(file)],
    ['empty', (file: string) => truncateSync(file, 0)],
    ['cut short', (file: string) => truncateSync(file, 3000)],
    ['of something else', (file: string) => writeFileSync(file, 'ARROW1 is what it is not ARROW1')],
    [
      'of another version',
      (file: string) => {
        const text = readFileSync(file, 'latin1')
        expect(text).toContain(`{"version":${INDEX_VERSION},`)
        writeFileSync(
          file,
          text.replaceAll(`{"version":${INDEX_VERSION},`, '{"version":9,'),
          'latin1',
        )
      },
    ],
    [
      'of other cars',
      async (file: string) => {
        const other = await aStore(aMarket(7))
        writeFileSync(file, readFileSync(onlyFile(other.files)))
        await other.stores.close()
      },
    ],
  ])('that is %s is made again from the rows, and then it stands', async (_, spoil) => {
    const { path, stores, snapshot, files } = await aStore()
    const expected = await answerOf(stores, snapshot)
    await stores.close()
    const file = onlyFile(files)
    const written = readFileSync(file)
    await spoil(file)
    const opened = await openStores(`sqlite:${path}`)
    expect(await answerOf(opened, snapshot)).toEqual(expected)
    expect(readFileSync(onlyFile(files)).equals(written)).toBe(true)
    await opened.close()
  })

  test('is made by several that ask at once, in one process and in others', async () => {
    const { path, stores, snapshot, files } = await aStore()
    const expected = await answerOf(stores, snapshot)
    await stores.close()
    rmSync(files, { recursive: true })
    const program = `
      const { openStores } = await import('${ROOT}/src/stores.ts')
      const { cars } = await openStores('sqlite:${path}')
      console.log(await cars.count(await cars.current(), ${JSON.stringify(filter)}))`
    const apart = [1, 2].map(() => Bun.spawn([process.execPath, '-e', program], { stdout: 'pipe' }))
    const here = await Promise.all([1, 2].map(() => openStores(`sqlite:${path}`)))
    const answers = await Promise.all([...here, ...here].map((one) => answerOf(one, snapshot)))
    for (const answer of answers) expect(answer).toEqual(expected)
    for (const { stdout } of apart) {
      expect(Number(await new Response(stdout).text())).toBe(expected.page.total)
    }
    expect(existsSync(onlyFile(files))).toBe(true)
    await Promise.all(here.map((one) => one.close()))
  }, 30_000)

  test('lies nowhere where nothing may be written: it answers all the same', async () => {
    const path = newPath()
    writeFileSync(`${path}.index`, 'a file where the folder would be')
    const stores = await openStores(`sqlite:${path}`)
    const snapshot = await publish(stores, 1, aMarket(300))
    const { stores: usual, snapshot: same } = await aStore()
    expect(await answerOf(stores, snapshot)).toEqual(await answerOf(usual, same))
    await Promise.all([stores.close(), usual.close()])
  })

  test('of a market of 0.1.0 is made when it is first asked for', async () => {
    const path = newPath()
    const stores = await openStores(await oldSqlite(path))
    const current = await stores.cars.current()
    expect(existsSync(`${path}.index`)).toBe(false)
    if (!current) throw new Error('there is no snapshot')
    expect(await stores.cars.count(current, { km_min: 0 })).toBe(current.cars)
    expect(existsSync(onlyFile(`${path}.index`))).toBe(true)
    await stores.close()
  })

  test('goes with its snapshot, and what killed processes left goes with it', async () => {
    const path = newPath()
    const files = `${path}.index`
    const stores = await openStores(`sqlite:${path}`, { grace: 0 })
    await publish(stores, 1, [aCar()], 1)
    const ids = () =>
      readdirSync(files)
        .map((name) => name.split('-')[0])
        .toSorted()
    expect(ids()).toEqual(['1'])
    const long = new Date(Date.now() - 7_200_000)
    for (const name of ['1-abc.arrow.77-new', '1-abc.arrow.77-old']) {
      writeFileSync(join(files, name), '')
      if (name.endsWith('old')) utimesSync(join(files, name), long, long)
    }
    await publish(stores, 2, [aCar()], 1)
    await Bun.sleep(5)
    await publish(stores, 3, [aCar()], 1)
    await Bun.sleep(5)
    await (await stores.snapshots.draft(4)).discard()
    expect(readdirSync(files).filter((name) => name.includes('77'))).toEqual(['1-abc.arrow.77-new'])
    expect(ids().slice(1)).toEqual(['3'])
    await stores.archive.erase()
    expect(ids().slice(1)).toEqual([])
    await stores.close()
  })

  test('takes the place of one that a killed publication left under its name', async () => {
    const path = newPath()
    const files = `${path}.index`
    const { stores: other, files: theirs } = await aStore()
    mkdirSync(files)
    const name = onlyFile(theirs).split('/').at(-1) ?? ''
    writeFileSync(join(files, name), readFileSync(onlyFile(theirs)))
    const stores = await openStores(`sqlite:${path}`)
    const snapshot = await publish(
      stores,
      1,
      aMarket(300).slice(0, 200).concat(aMarket(400).slice(300)),
    )
    expect(snapshot.cars).toBe(300)
    expect(await answerOf(stores, snapshot)).not.toEqual(await answerOf(other, snapshot))
    expect(await stores.cars.count(snapshot, { q: '20' })).toBe(300)
    await Promise.all([stores.close(), other.close()])
  })
})

describe('the indexes of a database in memory', () => {
  const snapshot = (import_id: number) => ({ import_id, content_hash: 'h', cars: 1 }) as Snapshot
  const rowsThat = (all: CarRows['all']) => ({ all }) as CarRows

  test('are each made once, however many ask, and the ones that nobody asks for go', async () => {
    let passes = 0
    const indexes = new Indexes(
      rowsThat(async function* () {
        passes += 1
        yield [aCar()]
      }),
      null,
    )
    const [one, same] = await Promise.all([indexes.of(snapshot(1)), indexes.of(snapshot(1))])
    expect(one.size).toBe(1)
    expect(same).toBe(one)
    expect(passes).toBe(1)
    for (let id = 2; id < 30; id++) await indexes.of(snapshot(id))
    expect(passes).toBe(29)
    await indexes.of(snapshot(29))
    expect(passes).toBe(29)
    await indexes.of(snapshot(1))
    expect(passes).toBe(30)
  })

  test('are tried again after a failure, which is told', async () => {
    let broken = true
    const indexes = new Indexes(
      rowsThat(async function* () {
        if (broken) throw new Error('the snapshot is gone')
        yield [aCar()]
      }),
      null,
    )
    await expect(indexes.of(snapshot(1))).rejects.toThrow('the snapshot is gone')
    broken = false
    expect((await indexes.of(snapshot(1))).size).toBe(1)
  })
})
