import { runImport } from '../../src/imports/run/run-import.ts'
import type { StoredCar } from '../../src/listing/car.ts'
import { openStores } from '../../src/stores.ts'
import { rated } from './queries.ts'

/** The cars of the bundled sample by id, rated as `rated` does. */
export async function bundledMarket(): Promise<StoredCar[]> {
  const stores = await openStores('sqlite::memory:')
  const settings = { asOf: 'latest', rulePack: 'india', keep: 5, distanceUnit: 'km' } as const
  await runImport(stores, { ...settings, sources: ['sample'] })
  const snapshot = await stores.cars.current()
  if (!snapshot) throw new Error('the bundled sample was not published')
  const cars: StoredCar[] = []
  for await (const batch of stores.archive.stored(snapshot)) cars.push(...batch.map(rated))
  await stores.close()
  return cars
}
