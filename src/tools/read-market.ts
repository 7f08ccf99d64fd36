import { runImport } from '../imports/run/run-import.ts'
import type { Car } from '../listing/car.ts'
import { USUAL_PACK } from '../packs/all/index.ts'
import { openStores } from '../stores.ts'

/**
 * The cars of a file as an import publishes them, and the date of their prices.
 * @throws where nothing was published: the file asks for a confirmation, or is no list of cars
 */
export async function readMarket(source: string): Promise<{ cars: Car[]; asOf: string }> {
  const stores = await openStores('sqlite::memory:')
  try {
    const settings = { asOf: 'latest', rulePack: USUAL_PACK, keep: 1, distanceUnit: 'km' } as const
    const { held_because } = await runImport(stores, { ...settings, sources: [source] })
    const snapshot = await stores.cars.current()
    if (!snapshot) throw new Error(`${source}: ${held_because ?? 'nothing was published'}`)
    const cars: Car[] = []
    for await (const batch of stores.cars.scan(snapshot, {})) cars.push(...batch)
    return { cars, asOf: snapshot.as_of }
  } finally {
    await stores.close()
  }
}
