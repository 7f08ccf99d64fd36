import { afterAll, describe, expect, test } from 'bun:test'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { temporaryFolder } from '../../../tests/support/server.ts'
import type { StoredCar } from '../../listing/car.ts'
import type { Listing } from '../../listing/row.ts'
import { india } from '../../packs/india/index.ts'
import { none } from '../../packs/none.ts'
import type { Pack } from '../../packs/pack.ts'
import type { Reject } from '../../snapshots/import.ts'
import { createCleaner } from '../cleaning/clean.ts'
import { inspect, readRows } from '../reading/inspect.ts'
import { openSource } from '../sources/index.ts'
import { Finisher } from './pipeline.ts'
import { Spool } from './spool.ts'
import { survey } from './survey.ts'
import { Twins } from './twins.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
const idle = async () => {}

async function filesOf(...rows: string[]) {
  const path = join(folder.path, `${crypto.randomUUID()}.csv`)
  await Bun.write(path, rows.join('\n'))
  const { files } = await openSource(path)
  return Promise.all(files.map((file) => inspect(file)))
}

async function imported(rows: string[], pack: Pack = none) {
  const files = await filesOf(...rows)
  const settings = { pack, unit: 'km' } as const
  const rejects: Reject[] = []
  const cars: StoredCar[] = []
  const found = await survey(files, settings, async (some) => void rejects.push(...some), idle)
  const finisher = new Finisher(files, found, new Twins(found.spool), {
    ...settings,
    asOf: '2024-12-31',
  })
  const outcome = await finisher.write(async (some) => void cars.push(...some), idle)
  found.spool.close()
  return { ...outcome, rejects, cars }
}

const HEADER = 'brand,model,year,km,price'

describe('rows that describe the same car', () => {
  test('are dropped where they repeat one in every column, and else told apart by price', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => {
      return `Maruti,Swift VXI,2020,${1_000 + (n % 20)},${600_000 + Math.floor(n / 40) * 1_000}`
    })
    const { rows: counts, cars, rejects } = await imported([HEADER, ...rows, 'Maruti,Alto,2020,1,'])
    const account = { read: 61, published: 40, rejected: 1, duplicates: 20, flagged: 40 }
    expect(counts).toMatchObject(account)
    expect(new Set(cars.map(({ id }) => id)).size).toBe(40)
    const dropped = rejects.filter(({ action }) => action === 'drop')
    expect(dropped.map(({ line, reason }) => [line, reason])).toEqual(
      Array.from({ length: 20 }, (_, n) => [n + 22, `Same as line ${n + 2} in every column`]),
    )
    const second = cars.filter(({ price }) => price === 601_000).map(({ id }) => id)
    expect(second.every((id) => id.endsWith('-2'))).toBe(true)
  })

  test('cost no more than their number, however many they are', async () => {
    const rows = Array.from({ length: 30_000 }, (_, n) => `Maruti,Swift,2020,1000,${600_000 + n}`)
    const { rows: counts, cars } = await imported([HEADER, ...rows, ...rows.slice(0, 10_000)])
    expect(counts).toMatchObject({ read: 40_000, published: 30_000, duplicates: 10_000 })
    expect(cars.at(-1)?.id).toEndWith('-30000')
  }, 30_000)

  test('are not the same for their fingerprint alone: their text decides', async () => {
    const files = await filesOf(HEADER, 'Maruti,Swift,2020,1000,1', 'Honda,City,2020,1000,2')
    const [file] = files
    if (!file) throw new Error('there is no file')
    const clean = createCleaner(file.name, file.columns, { pack: none, unit: 'km' })
    const spool = new Spool([{ file, clean }])
    for await (const records of readRows(file)) {
      for (const record of records) spool.add(clean(record), 0, 42)
    }
    const copies: string[] = []
    const twins = new Twins(spool, ({ brand }) => copies.push(brand))
    expect(copies).toEqual([])
    const suffixes = [...spool.batches()].flat().map((spooled) => twins.note(spooled))
    expect(suffixes).toEqual(['', '-2'])
    spool.close()
  })
})

describe('the spool', () => {
  const HEADER =
    'brand,model,gearbox,year,reg_year,fuel,engine,km,owners,price,emi,insured,spare_key,rto,title'
  const ROWS = [
    'Maruti,Swift VXI,Manual,2020,01-03-2020,Petrol,1197,30000,1st owner,600000,11730,TRUE,No,KA05,2020 Maruti Swift VXI',
    'Škoda,"Octavia ""RS"" 2,0",Automatic,2021,,Diesel,,10,4th,2400000,,,,,Škoda’s best – 日本',
    'Honda,City,who knows,2019,45-45-2019,Plasma,huge,"40,000",many,7 lakh,5,maybe,perhaps,?,',
    'Tata,Nexon EV,AMT,2022,2022,electric,0,99999999999,2,900000,1,yes,yes,MH12,  spaces   inside  ',
    'Fiat,500,,2018,,,3000000000,1,0,500000,,,,DL7C,2018 Fiat 500',
  ]

  test('gives every row back as it was cleaned, whatever stands in it', async () => {
    const files = await filesOf(
      HEADER,
      ...ROWS,
      `Ford,${'Figo '.repeat(200)},,2017,,,,1,,2,,,,,${'x'.repeat(3000)}`,
    )
    const [file] = files
    if (!file) throw new Error('there is no file')
    const clean = createCleaner(file.name, file.columns, { pack: india, unit: 'km' })
    const spool = new Spool([{ file, clean }])
    const cleaned: Listing[] = []
    for await (const records of readRows(file)) {
      for (const record of records) {
        const listing = clean(record)
        spool.add(listing, 0, cleaned.length * 7)
        cleaned.push(listing)
      }
    }
    expect(cleaned).toHaveLength(ROWS.length + 1)
    // Nobody needs the cells of a row that is through.
    const plain = ({ record: { fields: _, ...record }, ...listing }: Listing) => ({
      ...listing,
      record,
    })
    const read = [...spool.batches()].flat()
    expect(read.map(({ listing }) => plain(listing))).toEqual(cleaned.map(plain))
    expect(read.map(({ row, fingerprint }) => fingerprint - 7 * row)).toEqual(cleaned.map(() => 0))
    for (const { row, listing } of read) expect(spool.at(row).listing).toEqual(listing)
    const some = [...spool.batches((fingerprint) => fingerprint === 14)].flat()
    expect(some.map(({ row }) => row)).toEqual([2])
    spool.close()
  })

  test('keeps a few bytes a row in memory, however long the rows are', async () => {
    const [file] = await filesOf(HEADER, ROWS[0] ?? '')
    if (!file) throw new Error('there is no file')
    const clean = createCleaner(file.name, file.columns, { pack: india, unit: 'km' })
    const spool = new Spool([{ file, clean }])
    const empty = spool.memory
    let listing: Listing | undefined
    for await (const [record] of readRows(file)) if (record) listing = clean(record)
    if (!listing) throw new Error('there is no row')
    const rows = 40_000
    for (let row = 0; row < rows; row += 1) spool.add(listing, 0, row)
    // 16 bytes, and room for half as many again.
    expect((spool.memory - empty) / rows).toBeLessThanOrEqual(24)
    expect(spool.size).toBe(rows)
    spool.close()
  })

  test('leaves no file behind, not even while it is open', () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('forecourt-spool-'))
    const before = left()
    const spool = new Spool([])
    expect(left()).toEqual(before)
    spool.close()
  })
})
