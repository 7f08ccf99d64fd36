import { MODEL_VERSION, type Model } from '../pricing/index.ts'
import type { MarketReader, Snapshot } from './read.ts'

/** Models are a few hundred kB of text, and a snapshot's never changes: the last two are kept read. */
const read = new Map<string, Model | null>()
const KEPT = 2

/** The model that was published with a snapshot; null where it has none, or one that this version cannot use. */
export async function modelOf(cars: MarketReader, snapshot: Snapshot): Promise<Model | null> {
  const key = `${snapshot.version} ${snapshot.content_hash} ${snapshot.published_at}`
  const known = read.get(key)
  if (known !== undefined) return known
  const text = snapshot.estimates ? await cars.model(snapshot) : null
  const parsed = text === null ? null : (JSON.parse(text) as Model)
  const model = parsed?.version === MODEL_VERSION ? parsed : null
  read.set(key, model)
  for (const old of [...read.keys()].slice(0, -KEPT)) read.delete(old)
  return model
}
