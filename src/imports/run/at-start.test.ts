import { expect, test } from 'bun:test'
import type { Log } from '../../platform/log.ts'
import type { Import } from '../../snapshots/import.ts'
import { openStores } from '../../stores.ts'
import { importAtStart } from './at-start.ts'
import { type Importer, ImportRunning } from './importer.ts'

function listening() {
  const said: string[] = []
  const say = (level: string) => (text: string) => void said.push(`${level}: ${text}`)
  const log: Log = {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    level: 'debug',
  }
  return { said, log }
}
const importing = (start: () => Promise<Import>) => ({ start })
const config = { dataSource: null }

test.each([
  ['recovering', 'lease'],
  ['looking for what is unfinished', 'unfinished'],
] as const)('a database that fails while %s never ends the server', async (_, method) => {
  const stores = await openStores('sqlite::memory:')
  const imports = new Proxy(stores.imports, {
    get(target, name) {
      const own = Reflect.get(target, name)
      if (name === method) return async () => Promise.reject(new Error('connection closed\n at x'))
      return typeof own === 'function' ? own.bind(target) : own
    },
  })
  const { said, log } = listening()
  const importer = importing(async () => Promise.reject(new Error('never asked')))
  await importAtStart({ config, stores: { ...stores, imports }, importer, log })
  expect(said).toEqual(['error: nothing could be imported at the start: connection closed'])
  await stores.close()
})

test.each([
  [
    'a failure',
    new Error('no such disk'),
    'error: nothing could be imported at the start: no such disk',
  ],
  ['another one', new ImportRunning(7), 'info: Import 7 is running; wait for it or cancel it.'],
])('an import that cannot begin is said in one line: %s', async (_, failure, expected) => {
  const stores = await openStores('sqlite::memory:')
  const { said, log } = listening()
  const importer = importing(async () => Promise.reject(failure))
  await importAtStart({ config, stores, importer, log })
  expect(said.at(-1)).toBe(expected)
  await stores.close()
})

test('the configured source is imported at every start, wherever it lies', async () => {
  const stores = await openStores('sqlite::memory:')
  const asked: unknown[] = []
  const importer: Pick<Importer, 'start'> = {
    start: async (...given) => {
      asked.push(given)
      throw new ImportRunning(1)
    },
  }
  const { log } = listening()
  await importAtStart({ config: { dataSource: '/srv/cars.csv' }, stores, importer, log })
  expect(asked).toEqual([[['/srv/cars.csv'], { confined: false }]])
  await stores.close()
})
