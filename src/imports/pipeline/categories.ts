import type { Car } from '../../listing/car.ts'
import type { PriceBands } from '../../packs/pack.ts'

/** cm³, exclusive: small below the first, medium below the second, else large. */
export const ENGINE_BOUNDS = { small: 1_200, medium: 1_500 } as const
/** km a year: low below the first, average up to and including the second, else high. */
export const USAGE_BOUNDS = { low: 8_000, average: 15_000 } as const

export function engineCategory(cc: number | null): Car['engine_category'] {
  if (cc === null) return null
  if (cc < ENGINE_BOUNDS.small) return 'small'
  return cc < ENGINE_BOUNDS.medium ? 'medium' : 'large'
}

export function usageCategory(kmPerYear: number): Car['usage_category'] {
  if (kmPerYear < USAGE_BOUNDS.low) return 'low'
  return kmPerYear <= USAGE_BOUNDS.average ? 'average' : 'high'
}

export function ownershipCategory(owners: number | null): Car['ownership_category'] {
  if (owners === null) return null
  if (owners <= 1) return 'first'
  return owners === 2 ? 'second' : 'third_or_more'
}

export function priceCategory(price: number, bands: PriceBands | null): Car['price_category'] {
  if (bands === null) return null
  if (price < bands.budget) return 'budget'
  if (price < bands.middle) return 'middle'
  return price < bands.upper ? 'upper' : 'luxury'
}
