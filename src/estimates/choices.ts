import { fold } from '../listing/car.ts'
import { askedOf } from '../pricing/index.ts'
import { modelOf } from '../snapshots/model.ts'
import type { MarketReader, Snapshot } from '../snapshots/read.ts'
import type { EstimateForm } from './query.ts'
import type { Choices } from './views/estimate-form.tsx'

type Models = Choices['models']

/** The base models of each brand, both in order of their names. */
export function modelsOf(cars: MarketReader, snapshot: Snapshot): Promise<Models> {
  return cars.derived.once(snapshot, 'base models by brand', async () => {
    const by = ['brand', 'base_model'] as const
    const listed = await cars.group(snapshot, {}, { of: 'price', by, quantiles: [] })
    const names = Map.groupBy(listed, ({ keys: [brand] }) => String(brand))
    const sorted = (values: readonly string[]) => values.toSorted((a, b) => a.localeCompare(b))
    return new Map(
      sorted([...names.keys()]).map((brand) => [
        brand,
        sorted((names.get(brand) ?? []).map(({ keys: [, model] }) => String(model))),
      ]),
    )
  })
}

/** The one brand that has such a model; null where none has, or several have. */
export function namedBrand(models: Models, base_model: string): string | null {
  const wanted = fold(base_model)
  const brands = [...models].filter(([, names]) => names.some((name) => fold(name) === wanted))
  return brands.length === 1 ? (brands[0]?.[0] ?? null) : null
}

/** What can be chosen: each model, and what the market lists of the one that is chosen. */
export async function choicesOf(
  cars: MarketReader,
  snapshot: Snapshot,
  { brand, base_model }: EstimateForm,
): Promise<Choices> {
  const filter = {
    ...(brand && { brand: [brand] }),
    ...(base_model && { base_model: [base_model] }),
  }
  const chosen = brand !== undefined && base_model !== undefined
  const facets = [...(chosen ? (['trim'] as const) : []), 'fuel', 'transmission'] as const
  const { values } = await cars.facets(snapshot, filter, facets)
  const listed = (facet: 'trim' | 'fuel' | 'transmission') =>
    (values[facet] ?? []).map(({ value }) => String(value)).filter((value) => value !== '')
  return {
    models: await modelsOf(cars, snapshot),
    trim: listed('trim').toSorted((a, b) => a.localeCompare(b)),
    fuel: listed('fuel'),
    transmission: listed('transmission'),
    attributes: askedOf((await modelOf(cars, snapshot))?.beyond),
  }
}
