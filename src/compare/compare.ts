import type { Car } from '../listing/car.ts'

export const MOST_COMPARED = 4

/** What a buyer weighs, and which way is better: 1 more, -1 less. */
export const BETTER = { year: 1, km: -1, owners: -1, price: -1 } as const
export type Weighed = keyof typeof BETTER

/** One car beats another: in nothing worse, in something better. Differences are `better − worse`. */
export type Dominance = { better: Car; worse: Car; differences: Partial<Record<Weighed, number>> }

/** Who beats whom among cars of the same base model; across models a better year may be another class of car. */
export function dominances(cars: Car[]): Dominance[] {
  return cars.flatMap((better) =>
    cars.flatMap((worse) => {
      if (
        better === worse ||
        better.brand !== worse.brand ||
        better.base_model !== worse.base_model
      ) {
        return []
      }
      const differences: Dominance['differences'] = {}
      for (const [field, sign] of Object.entries(BETTER) as [Weighed, 1 | -1][]) {
        const [a, b] = [better[field], worse[field]]
        // What is not stated is not known to be as good.
        if (a === null || b === null) return []
        if ((a - b) * sign < 0) return []
        if (a !== b) differences[field] = a - b
      }
      return Object.keys(differences).length > 0 ? [{ better, worse, differences }] : []
    }),
  )
}
