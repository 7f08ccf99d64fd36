import type { Attribute } from '../../listing/attribute.ts'
import type { Lineage, StoredCar } from '../../listing/car.ts'
import { ageOf, type Listing, type Registration } from '../../listing/row.ts'
import type { Pack } from '../../packs/pack.ts'
import { Memo } from '../cleaning/memo.ts'
import { engineCategory, ownershipCategory, priceCategory, usageCategory } from './categories.ts'

/** Where an accepted listing was registered, and the loan behind its monthly cost. */
export type Explained = Pick<Listing, 'registration' | 'loan'>

/** What rules need to know about an accepted listing, as its market tells it. Marks are looked up once each. */
export function explainer(pack: Pack): (listing: Listing) => Explained {
  const registrations = new Memo<{ found: Registration | null }>((mark) => ({
    found: pack.lookUpRegistration(mark),
  }))
  return ({ registration_mark: mark, price, emi }) => ({
    registration: mark === null ? null : registrations.get(mark).found,
    loan: price === null || emi === null ? null : pack.recoverLoan(price, emi),
  })
}

/** The finished car. Ages are counted to `asOf` (ms since 1970). */
export function toCar(
  listing: Listing & { attributes: Attribute[] },
  id: string,
  flags: string[],
  lineage: Lineage,
  { pack, asOf }: { pack: Pack; asOf: number },
): StoredCar {
  const { registration, fuel, owners, engine_cc } = listing
  const year = required(listing.year)
  const km = required(listing.km)
  const price = required(listing.price)
  const state = registration?.state ?? null
  const age_years = ageOf(listing, { as_of_year: new Date(asOf).getUTCFullYear() })
  const km_per_year = Math.round(km / Math.max(1, age_years))
  const electric = fuel === 'electric'
  const { registered_on } = listing
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
    price_category: priceCategory(price, pack.priceBands),
    years_left: pack.yearsLeft({ year, registered_on, fuel, state }, asOf),
    estimate: null,
    deal: null,
    deal_reason: 'no estimate',
    flags,
    attributes: listing.attributes,
    lineage,
  }
}

/** Rows without these were rejected before. */
function required(value: number | null): number {
  if (value === null) throw new Error('a listing without year, distance or price was accepted')
  return value
}
