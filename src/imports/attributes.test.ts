import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import { importedList } from '../../tests/support/imported-list.ts'
import { temporaryFolder } from '../../tests/support/server.ts'
import { runImport } from './run/run-import.ts'

const CARS = [
  ['Opel', 'Corsa', 2017, 61_000, 9950, 'Kombi', 'Schwarz', '5', '66 kW', 'dealer', 'Gepflegt'],
  [
    'Opel',
    'Astra',
    2016,
    81_000,
    8950,
    'Limousine',
    'Rot',
    '3',
    '74 kW',
    'privat',
    'x <svg onload=x> y',
  ],
  ['Ford', 'Focus', 2018, 41_000, 12_950, 'Kombi', 'schwarz', '4/5', '92,5 kW', '-', '=1+1; x'],
  ['Ford', 'Ka', 2015, 91_000, 4950, '', '', '', '', '', ''],
]
const HEADER =
  'Marke,Modell,Baujahr,Kilometerstand,Preis,Karosserie,Farbe,Türen,Leistung,Anbieter,Beschreibung,url'
const LIST = [
  HEADER,
  ...CARS.map((cells, at) =>
    [...cells, at === 1 ? 'javascript:alert(1)' : `https://cars.example/${at}`]
      .map((cell) => `"${cell}"`)
      .join(','),
  ),
].join('\n')

const folder = temporaryFolder()
const file = (name: string) => join(folder.path, name)
const market = { currency: 'EUR', rulePack: 'none' } as const
let app: TestApp
beforeAll(async () => {
  await Bun.write(file('list.csv'), LIST)
  app = await testApp({ RULE_PACK: 'none', CURRENCY: 'EUR' }, { empty: true })
  const settings = { asOf: 'latest', keep: 5, distanceUnit: 'km' as const, answers: {} }
  await runImport(app.stores, { ...settings, ...market, sources: [file('list.csv')] })
}, 30_000)
afterAll(async () => {
  await app.close()
  folder.remove()
})

type Listed = { total: number; items: { id: string; model: string }[] }
const listed = async (search: string): Promise<Listed> =>
  (await app.get(`/api/cars?${search}`)).json()
const models = async (search: string) => (await listed(search)).items.map(({ model }) => model)

describe('what a list says beyond the fields of a car', () => {
  test('is kept typed, named and with its unit', async () => {
    const { cars } = await importedList(file('list.csv'), market)
    const [corsa, , focus, ka] = cars.map(({ attributes }) => attributes)
    const about = (key: string, name: string, value: string | number, unit: string | null = null) =>
      ({ key, name, value, unit }) as const
    expect(corsa).toEqual([
      about('body', 'Karosserie', 'Kombi'),
      about('colour', 'Farbe', 'Schwarz'),
      about('doors', 'Türen', 5),
      about('power', 'Leistung', 66, 'kW'),
      about('seller', 'Anbieter', 'dealer'),
      about('description', 'Beschreibung', 'Gepflegt'),
      about('link', 'url', 'https://cars.example/0'),
    ])
    expect(focus).toContainEqual(about('doors', 'Türen', '4/5'))
    expect(focus).toContainEqual(about('power', 'Leistung', 92.5, 'kW'))
    expect(ka).toEqual([about('link', 'url', 'https://cars.example/3')])
  })

  test('is searched, filtered and counted', async () => {
    expect(await models('q=schwarz+kombi')).toEqual(['Corsa', 'Focus'])
    expect(await models('attribute=colour:SCHWARZ&attribute=colour:rot')).toHaveLength(3)
    expect(await models('attribute=colour:schwarz&attribute=doors:5')).toEqual(['Corsa'])
    const { attributes } = await (await app.get('/api/facets?brand=Opel')).json()
    expect(attributes).toContainEqual({
      key: 'body',
      values: [
        { value: 'kombi', count: 1 },
        { value: 'limousine', count: 1 },
      ],
    })
    expect((await app.get('/api/cars?attribute=black')).status).toBe(400)
  })

  test('stands on the pages as text', async () => {
    const list = await (await app.get('/cars?attribute=colour:rot')).text()
    expect(list).toContain('value="colour:rot" checked')
    const [astra] = (await listed('attribute=colour:rot')).items
    const car = await (await app.get(`/cars/${astra?.id}`)).text()
    expect(car).toContain('x &lt;svg onload=x')
    expect(car).not.toContain('href="javascript:')
    const [corsa] = (await listed('attribute=doors:5')).items
    expect(await (await app.get(`/cars/${corsa?.id}`)).text()).toContain(
      '<a href="https://cars.example/0" rel="nofollow noopener noreferrer ugc">cars.example</a>',
    )
  })

  test.each(['csv', 'ndjson', 'arrow', 'parquet'])(
    'comes back from our own %s, and so does all else',
    async (format) => {
      const answer = await app.get(`/api/cars?format=${format}`)
      await Bun.write(file(`export.${format}`), await answer.arrayBuffer())
      const [first, again] = [
        await importedList(file('list.csv'), market),
        await importedList(file(`export.${format}`), market),
      ]
      expect([again.status, again.why]).toEqual(['published', ''])
      const bare = (cars: typeof first.cars) =>
        // A blank column is flagged, one that is not there is none.
        cars.map(({ lineage: _, flags: __, ...car }) => car).sort((a, b) => (a.id < b.id ? -1 : 1))
      expect(bare(again.cars)).toEqual(bare(first.cars))
    },
  )
})
