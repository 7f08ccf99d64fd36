import { afterAll, describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { temporaryFolder } from '../../tests/support/server.ts'
import type { StoredCar } from '../listing/car.ts'
import { openStores } from '../stores.ts'
import type { Answers } from './profile/answers.ts'
import { runImport } from './run/run-import.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

type Market = { CURRENCY?: string; RULE_PACK?: 'india' | 'none' }

async function importOf(path: string, market: Market = {}, answers: Answers = {}) {
  const stores = await openStores('sqlite::memory:')
  const settings = {
    ...{ asOf: 'latest', keep: 5, distanceUnit: 'km' as const },
    rulePack: market.RULE_PACK ?? 'india',
    currency: market.CURRENCY ?? 'INR',
    ...{ answers, sources: [path] },
  }
  try {
    const record = await runImport(stores, settings)
    const cars: StoredCar[] = []
    const snapshot = await stores.cars.current()
    if (snapshot) for await (const batch of stores.archive.stored(snapshot)) cars.push(...batch)
    cars.sort((a, b) => a.lineage.line - b.lineage.line)
    const kept = await stores.imports.profile(record.profile?.fingerprint ?? '')
    return { status: record.status, why: record.held_because ?? '', record, cars, kept }
  } catch (error) {
    return { status: 'failed', why: String(error), record: null, cars: [], kept: null }
  } finally {
    await stores.close()
  }
}

async function fileOf(text: string | Uint8Array): Promise<string> {
  const path = join(folder.path, `${crypto.randomUUID()}.csv`)
  await Bun.write(path, text)
  return path
}

/** What each list says of its cars, read by hand. */
const LISTS: [string, string, Market, object[]][] = [
  [
    'German, in apostrophes, with dates of registration',
    "'Marke';'Modell';'Erstzulassung';'Laufleistung (Meilen)';'Preis (EUR)'\n'Opel';'Corsa';'03/2017';'10.000';'9.950,- VB'\n",
    { CURRENCY: 'EUR', RULE_PACK: 'none' },
    [{ brand: 'Opel', year: 2017, km: 16093, price: 9950 }],
  ],
  [
    'Polish, with grouped numbers',
    'Marka|Model|Rok produkcji|Przebieg|Cena|Skrzynia biegów|Rodzaj paliwa\nFiat|Panda|2015|120 500 km|18 900 zł|Manualna|Benzyna+LPG\n',
    { CURRENCY: 'PLN', RULE_PACK: 'none' },
    [{ km: 120_500, price: 18_900, transmission: 'manual', fuel: 'lpg' }],
  ],
  [
    'Russian, with the name in one column',
    'Автомобиль;Год выпуска;Пробег;Цена;КПП;Владельцы;Двигатель\nLada Vesta I;2019;45 000 км;985 000 ₽;вариатор;2 владельца;1.6 л / 106 л.с. / Бензин\n',
    { CURRENCY: 'RUB', RULE_PACK: 'none' },
    [
      {
        brand: 'Lada',
        model: 'Vesta I',
        km: 45_000,
        price: 985_000,
        transmission: 'automatic',
        owners: 2,
        engine_cc: 1600,
        fuel: 'petrol',
      },
    ],
  ],
  [
    'of India, with lakhs, a row of numbers and fuel economy',
    ',Name,Year,Kilometers_Driven,Mileage,Price,Owner_Type\n0,Maruti Suzuki Swift VXI,2015,"1,02,000 kms",20.4 kmpl,4.25 Lakh*,First\n1,Tata Nexon XM,2019,20000,17.0 kmpl,Ask For Price,Second\n',
    {},
    [{ brand: 'Maruti', model: 'Swift VXI', km: 102_000, price: 425_000, owners: 1 }],
  ],
  [
    'of models whose brand is left out',
    'Car_Name,Year,Selling_Price (Lakh),Kms_Driven\nwagon r,2014,3.35,27000\nsx4,2013,4.75,43000\n',
    {},
    [
      { brand: 'Maruti', price: 335_000 },
      { brand: 'Maruti', price: 475_000 },
    ],
  ],
  [
    'with a header below a title, a stray quotation mark and a second order',
    'Stock of May,,,,\nbrand,model,year,km,price\nFiat,"Punto,2018,41250,312000\nbrand,model,year,price,km\nFiat,Linea,2017,392000,51250\n',
    {},
    [
      { model: '"Punto', km: 41_250, price: 312_000, flags: ['row-repaired'] },
      { model: 'Linea', km: 51_250, price: 392_000 },
    ],
  ],
  [
    'with one bad byte',
    Buffer.concat([
      Buffer.from('brand,model,year,km,price\nCitroën,C3,2018,41250,312000\nFiat,Pun'),
      Buffer.from([0xff]),
      Buffer.from('to,2017,51250,392000\n'),
    ]).toString('latin1'),
    {},
    [{ brand: 'Citroën' }, { flags: ['text-damaged'] }],
  ],
]

describe('a list', () => {
  test.each(LISTS)('%s is read as it is meant', async (name, text, market, cars) => {
    const bytes = name === 'with one bad byte' ? Buffer.from(text, 'latin1') : text
    const { status, why, cars: found } = await importOf(await fileOf(bytes), market)
    expect([status, why]).toEqual(['published', ''])
    expect(found).toMatchObject(cars)
  })
})

describe('a list that does not say all', () => {
  const POUNDS =
    'make,model,year,price,mileage,mpg\naudi, A1,2017,12500,15735,55.4\naudi, A6,2016,16500,36203,64.2\n'

  test('is held, published by one answer, and the answer is kept for the next one', async () => {
    const path = await fileOf(POUNDS)
    const market = { CURRENCY: 'GBP', RULE_PACK: 'none' } as const
    const held = await importOf(path, market)
    expect([held.status, held.cars]).toEqual(['held', []])
    expect(held.record?.questions).toMatchObject([{ about: 'unit', option: '--unit mi' }])
    const done = await importOf(path, market, { unit: 'mi' })
    expect(done.cars).toMatchObject([{ km: 25_323, price: 12_500 }, { km: 58_263 }])
    expect(done.kept?.distance.unit).toBe('mi')
  })

  test('in another currency takes a rate, and nothing less', async () => {
    const path = await fileOf(POUNDS.replaceAll('12500', '£12500').replaceAll('16500', '£16500'))
    const market = { CURRENCY: 'EUR', RULE_PACK: 'none' } as const
    for (const answers of [{}, { accept: true }, { currency: 'GBP', accept: true }]) {
      const held = await importOf(path, market, answers)
      expect([held.status, held.why]).toEqual(['held', expect.stringContaining('CURRENCY=EUR')])
    }
    const done = await importOf(path, market, { currency: 'GBP', rate: 1.2, unit: 'mi' })
    expect(done.cars).toMatchObject([{ price: 15_000 }, { price: 19_800 }])
    expect(done.record?.profile?.price).toMatchObject({ currency: 'GBP', rate: 1.2 })
  })

  test('of its columns is asked for those, and names the unused ones', async () => {
    const path = await fileOf(
      'brand,model,year,price,xyz,colour\nFiat,Punto,2018,312000,41250,red\n',
    )
    const held = await importOf(path)
    expect(held.why).toBe('No column holds km; xyz, colour are not used')
    const done = await importOf(path, {}, { columns: { km: 'xyz' } })
    expect(done.cars).toMatchObject([{ km: 41_250 }])
    expect(done.record?.columns?.at(-1)).toMatchObject({
      name: 'colour',
      fields: [],
      left_out: 'colour',
    })
  })
})

test('a column for each fuel is shown as read, and one for each colour is not', async () => {
  const path = await fileOf(
    'brand,model,year,km,price,fuel_Diesel,fuel_Petrol,is_Red,transmission_Manual\nFiat,Punto,2018,41250,312000,0,1,1,0\n',
  )
  const { record, cars } = await importOf(path)
  expect(cars).toMatchObject([{ fuel: 'petrol', transmission: 'automatic' }])
  const shown = record?.columns?.slice(5).map(({ name, fields }) => [name, fields])
  expect(shown).toEqual([
    ['fuel_Diesel', ['fuel']],
    ['fuel_Petrol', ['fuel']],
    ['is_Red', []],
    ['transmission_Manual', ['transmission']],
  ])
})

type Wanted = { cars: number; cells?: object[]; refuse?: string; or_refuse?: boolean }
type Case = { file: string; want: Wanted; env?: Market }
const CASES = resolve(import.meta.dir, '../../../shared/cases')
const hasCases = existsSync(join(CASES, 'cases.json'))

describe.skipIf(!hasCases)(hasCases ? 'the cases' : 'the cases (skipped: absent)', async () => {
  const cases: Case[] = hasCases ? await Bun.file(join(CASES, 'cases.json')).json() : []
  test.each(cases.map((each) => [each.file, each] as const))('%s', async (file, { want, env }) => {
    const { status, why, cars } = await importOf(join(CASES, file), env)
    if (want.refuse !== undefined) {
      expect([status === 'published', cars.length]).toEqual([false, 0])
      expect(why.toLowerCase()).toContain(want.refuse.toLowerCase())
    } else if (!want.or_refuse || status === 'published') {
      expect(cars).toHaveLength(want.cars)
      for (const cells of want.cells ?? [])
        expect(cars).toContainEqual(expect.objectContaining(cells))
    }
  })
})
