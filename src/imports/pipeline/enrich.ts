import type { Car } from '../../listing/car.ts'
import { PRICE_BOUNDS } from '../../packs/india/bands.ts'
import { recoverLoan } from '../../packs/india/loan.ts'
import { lookUpRegistration, type Registration } from '../../packs/india/registration.ts'
import { yearsLeft } from '../../packs/india/registration-rule.ts'
import { Memo } from '../cleaning/memo.ts'
import { ageOf, type Context, type Listing, type RulePack } from './listing.ts'

/** cm³, exclusive: small below the first, medium below the second, else large. */
export const ENGINE_BOUNDS = { small: 1_200, medium: 1_500 } as const
/** km a year: low below the first, average up to and including the second, else high. */
export const USAGE_BOUNDS = { low: 8_000, average: 15_000 } as const

const registrations = new Memo<Registration>(lookUpRegistration)

/** What rules need to know about an accepted listing: where it was registered, and the loan behind its monthly cost. */
export function explain(listing: Listing, pack: RulePack): void {
  if (pack === 'none') return
  const { registration_mark: mark, price, emi } = listing
  if (mark !== null) {
    listing.registration = registrations.get(mark)
  }
  if (price !== null && emi !== null) listing.loan = recoverLoan(price, emi)
}

/** The finished car. Ages are counted to `asOf` (ms since 1970). */
export function toCar(
  listing: Listing,
  id: string,
  flags: string[],
  context: Context,
  asOf: number,
): Car {
  const { registration, fuel, owners, engine_cc } = listing
  const year = required(listing.year)
  const km = required(listing.km)
  const price = required(listing.price)
  const state = registration?.state ?? null
  const age_years = ageOf(listing, context)
  const km_per_year = Math.round(km / Math.max(1, age_years))
  const electric = fuel === 'electric'
  const { registered_on } = listing
  const india = context.pack === 'india'
  return {
    id,
    title: listing.title,
    brand: listing.brand,
    model: listing.model,
    base_model: listing.base_model,
    trim: listing.trim,
    transmission: listing.transmission,
    fuel,
    year,
    registered_on,
    engine_cc,
    engine_cc_status: electric && engine_cc === null ? 'not_applicable' : listing.engine_cc_status,
    km,
    owners,
    price,
    emi: listing.emi,
    loan: listing.loan,
    insured: listing.insured,
    spare_key: listing.spare_key,
    registration_mark: listing.registration_mark,
    state,
    state_name: registration?.state_name ?? null,
    office: registration?.office ?? null,
    city: registration?.city ?? null,
    age_years,
    km_per_year,
    price_per_km: km === 0 ? null : Math.round((price / km) * 100) / 100,
    engine_category: electric ? 'electric' : engineCategory(engine_cc),
    usage_category: usageCategory(km_per_year),
    ownership_category: ownershipCategory(owners),
    price_category: india ? priceCategory(price) : null,
    years_left: india ? yearsLeft({ year, registered_on, fuel, state }, asOf) : null,
    estimate: null,
    deal: null,
    deal_reason: 'no estimate',
    flags,
  }
}

/** Rows without these were rejected before. */
function required(value: number | null): number {
  if (value === null) throw new Error('a listing without year, distance or price was accepted')
  return value
}

function engineCategory(cc: number | null): Car['engine_category'] {
  if (cc === null) return null
  if (cc < ENGINE_BOUNDS.small) return 'small'
  return cc < ENGINE_BOUNDS.medium ? 'medium' : 'large'
}

function usageCategory(kmPerYear: number): Car['usage_category'] {
  if (kmPerYear < USAGE_BOUNDS.low) return 'low'
  return kmPerYear <= USAGE_BOUNDS.average ? 'average' : 'high'
}

function ownershipCategory(owners: number | null): Car['ownership_category'] {
  if (owners === null) return null
  if (owners <= 1) return 'first'
  return owners === 2 ? 'second' : 'third_or_more'
}

function priceCategory(price: number): Car['price_category'] {
  if (price < PRICE_BOUNDS.budget) return 'budget'
  if (price < PRICE_BOUNDS.middle) return 'middle'
  return price < PRICE_BOUNDS.upper ? 'upper' : 'luxury'
}
