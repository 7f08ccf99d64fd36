import { sentence } from '../platform/language/message.ts'
import type { Steps } from './depreciation.ts'

/**
 * checked: two sources agree; listed: one source says so; weak: an old or loose source; ours: chosen by us; model: learnt
 * from the market, whose prices are of `as_of`.
 */
export type AssumptionStatus = 'checked' | 'listed' | 'weak' | 'ours' | 'model'
/**
 * What a figure is taken to be unless somebody says otherwise. `as_of`: ISO date on which the source was looked up.
 * `source`: a name, which pages say through `t`.
 */
export type Assumption = {
  value: number
  unit: '₹' | '%' | 'km'
  as_of: string
  source: string
  status: AssumptionStatus
}

const LOOKED_UP = '2026-11-20'
const rupees = (value: number, source: string, status: AssumptionStatus): Assumption => ({
  value,
  unit: '₹',
  as_of: LOOKED_UP,
  source,
  status,
})
const percent = (value: number, source: string, status: AssumptionStatus): Assumption => ({
  ...rupees(value, source, status),
  unit: '%',
})

/** To put a used car in one's name in India. Fees are of the Central Motor Vehicles Rules unless the source says more. */
export const TRANSFER = {
  transfer_fee: rupees(300, sentence('carandbike.com 2660690, four-wheeler'), 'listed'),
  smart_card: rupees(200, sentence('transport.telangana.gov.in, rule 81'), 'listed'),
  hypothecation: rupees(1500, sentence('mycarhelpline.com'), 'listed'),
  noc: rupees(100, sentence('righttoinformation.wiki 2026, form 28'), 'weak'),
  registration: rupees(600, sentence('righttoinformation.wiki 2026, carandbike.com'), 'checked'),
  renewal: rupees(5000, sentence('transport.telangana.gov.in, from 15 years of age'), 'weak'),
} as const satisfies Record<string, Assumption>

/**
 * Road tax of the new state, % of what the car is worth. The only table found: new cars of private owners in Delhi; every
 * state has its own and changes it, so this is a figure to be replaced. Prices in ₹, the last one without an upper end.
 */
export const ROAD_TAX = [
  { upTo: 600_000, petrol: 4, diesel: 5 },
  { upTo: 1_000_000, petrol: 7, diesel: 8.75 },
  { upTo: Number.POSITIVE_INFINITY, petrol: 10, diesel: 12.5 },
] as const
export const ROAD_TAX_SOURCE = percent(0, sentence('mycarhelpline.com, new cars in Delhi'), 'weak')

export function roadTaxPercent(price: number, fuel: 'petrol' | 'diesel'): number {
  const row = ROAD_TAX.find(({ upTo }) => price <= upTo) ?? ROAD_TAX[2]
  return row[fuel]
}

/** To keep a car in India. */
export const OWNERSHIP = {
  own_damage: percent(2.5, sentence('Forecourt'), 'ours'),
  third_party: rupees(3416, sentence('G.S.R. 394(E) of 25 May 2022, 1,000 to 1,500 cc'), 'checked'),
  premium_tax: percent(18, sentence('GST on premiums'), 'weak'),
  depreciation_first: percent(20, sentence('automobilindia, 15 to 25 %'), 'weak'),
  depreciation_young: percent(12, sentence('automobilindia, 10 to 15 %'), 'weak'),
  depreciation_middle: percent(8, sentence('automobilindia, 5 to 10 %'), 'weak'),
  depreciation_old: percent(4, sentence('automobilindia, 3 to 5 %'), 'weak'),
  km_year: { ...rupees(12_000, sentence('Forecourt'), 'ours'), unit: 'km' },
  fuel_price: rupees(100, sentence('Forecourt'), 'ours'),
  km_per_unit: { ...rupees(18, sentence('Forecourt'), 'ours'), unit: 'km' },
} as const satisfies Record<string, Assumption>

export type OwnershipAssumptions = Record<keyof typeof OWNERSHIP, Assumption>

/** The same on a market that knows what age takes off its prices. @param asOf ISO date of those prices */
export function ownershipOn(steps: Partial<Steps>, asOf: string): OwnershipAssumptions {
  const learnt = Object.entries(steps).map(([name, value]) => {
    const source = sentence('the model of this market')
    return [name, { value, unit: '%', as_of: asOf, source, status: 'model' }]
  })
  return { ...OWNERSHIP, ...Object.fromEntries(learnt) }
}

/**
 * % a year that the lender behind the listings takes: found in 2,796 of 2,805 listed monthly costs (src/imports/loan.ts),
 * inside the 9 to 15 % that used-car loans in India cost (calculate-loan.com, motor-calculator.com).
 */
export const usualRate = (price: number): number => (price >= 800_000 ? 11 : 12)
export const USUAL_MONTHS = 60
