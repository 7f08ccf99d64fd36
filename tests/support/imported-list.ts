import type { Answers } from '../../src/imports/profile/answers.ts'
import { runImport } from '../../src/imports/run/run-import.ts'
import type { StoredCar } from '../../src/listing/car.ts'
import type { Reject } from '../../src/snapshots/import.ts'
import { openStores } from '../../src/stores.ts'

type Market = { currency: string; rulePack: 'india' | 'none' }

/** Imports one file into a store of its own: what became of it, its cars and its rejects in the order of their lines. */
export async function importedList(path: string, market: Market, answers: Answers = {}) {
  const stores = await openStores('sqlite::memory:')
  try {
    const record = await runImport(stores, {
      ...{ asOf: 'latest', keep: 5, distanceUnit: 'km' as const, answers, sources: [path] },
      ...market,
    })
    const cars: StoredCar[] = []
    const snapshot = await stores.cars.current()
    if (snapshot) for await (const batch of stores.archive.stored(snapshot)) cars.push(...batch)
    cars.sort((a, b) => a.lineage.line - b.lineage.line)
    const { items } = await stores.imports.rejects(record.id, { offset: 0, limit: 500 })
    const rejects = items.toSorted((a: Reject, b: Reject) => a.line - b.line)
    const asked = (record.questions ?? []).map(({ option }) => option)
    return { status: record.status, why: record.held_because ?? '', cars, rejects, asked }
  } catch (error) {
    return { status: 'failed', why: String(error), cars: [], rejects: [], asked: [] }
  } finally {
    await stores.close()
  }
}
