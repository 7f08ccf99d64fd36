import { words } from '../listing/car.ts'
import type { MarketReader, Snapshot } from '../snapshots/read.ts'

export type Suggestion = { name: string; cars: number }

const MOST = 8

/** Brands and models of which every typed word begins a word, those with most cars first. */
export async function suggestions(
  cars: MarketReader,
  snapshot: Snapshot,
  typed: string,
): Promise<Suggestion[]> {
  const wanted = words(typed)
  if (wanted.length === 0) return []
  const names = await cars.derived.once(snapshot, 'names to suggest', () => namesOf(cars, snapshot))
  return names
    .filter(({ parts }) => wanted.every((word) => parts.some((part) => part.startsWith(word))))
    .slice(0, MOST)
}

async function namesOf(cars: MarketReader, snapshot: Snapshot) {
  const by = ['brand', 'base_model'] as const
  const models = await cars.group(snapshot, {}, { of: 'price', by, quantiles: [] })
  const brands = Map.groupBy(models, ({ keys: [brand] }) => String(brand))
  const named = [
    ...models.map(({ keys, count }) => ({ name: keys.join(' '), cars: count })),
    ...[...brands].map(([name, own]) => ({
      name,
      cars: own.reduce((sum, { count }) => sum + count, 0),
    })),
  ]
  return named
    .map((each) => ({ ...each, parts: words(each.name) }))
    .sort((a, b) => b.cars - a.cars || a.name.localeCompare(b.name))
}
