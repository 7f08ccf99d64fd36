import { type Model, READABLE } from '../pricing/index.ts'
import type { MarketReader, Snapshot } from './read.ts'

/** The model that was published with a snapshot; null where it has none, or one that this version cannot use. */
export function modelOf(cars: MarketReader, snapshot: Snapshot): Promise<Model | null> {
  return cars.derived.once(snapshot, 'model', async () => {
    const text = snapshot.estimates ? await cars.model(snapshot) : null
    const model = text === null ? null : (JSON.parse(text) as Model)
    return model && READABLE.includes(model.version) ? model : null
  })
}
