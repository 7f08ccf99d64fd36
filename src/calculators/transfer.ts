import {
  type Assumption,
  type AssumptionStatus,
  ROAD_TAX_SOURCE,
  roadTaxPercent,
  TRANSFER,
} from './assumptions.ts'

export type TransferQuery = Record<keyof typeof TRANSFER, number> & {
  /** Asking price, ₹ */
  price: number
  state: 'same' | 'other'
  fuel: 'petrol' | 'diesel'
  financed: 'yes' | 'no'
  age_years: number
  /** ₹ due at once, and ₹ of road tax that the old state pays back */
  insurance: number
  refund: number
  /** % of the price; undefined: the table of assumptions */
  road_tax?: number | undefined
}

export const FEES = [
  'transfer_fee',
  'smart_card',
  'hypothecation',
  'noc',
  'registration',
  'road_tax',
  'refund',
  'renewal',
  'insurance',
] as const
export type Fee = (typeof FEES)[number]
export type TransferItem = {
  id: Fee
  /** Whole ₹; a refund is negative */
  amount: number
  /** Where the figure comes from; null: it was given */
  as_of: string | null
  source: string | null
  status: AssumptionStatus | null
}
export type Transfer = { price: number; fees: number; total: number; items: TransferItem[] }

/** Years from which on a registration has to be renewed (light motor vehicles) */
const RENEWAL_AGE = 15

/**
 * The price and what it takes to become the owner in the papers. In the same state: forms 29 and 30. From another one
 * also form 28 (NOC), a new registration and the new state's road tax on what the car is worth, which is taken to be
 * its price, less what the old state pays back. Sources: assumptions.ts.
 */
export function transferOf(query: TransferQuery): Transfer {
  const other = query.state === 'other'
  const taxed = query.road_tax ?? roadTaxPercent(query.price, query.fuel)
  const fee = (id: keyof typeof TRANSFER, applies = true) =>
    applies ? [item(id, query[id], TRANSFER[id])] : []
  const tax = Math.round((query.price * taxed) / 100)
  const items = [
    ...fee('transfer_fee'),
    ...fee('smart_card'),
    ...fee('hypothecation', query.financed === 'yes'),
    ...fee('noc', other),
    ...fee('registration', other),
    ...(other ? [roadTax(tax, query.road_tax)] : []),
    ...(other && query.refund > 0 ? [given('refund', -query.refund)] : []),
    ...fee('renewal', query.age_years >= RENEWAL_AGE),
    ...(query.insurance > 0 ? [given('insurance', query.insurance)] : []),
  ]
  const fees = items.reduce((sum, { amount }) => sum + amount, 0)
  return { price: query.price, fees, total: query.price + fees, items }
}

function item(id: Fee, amount: number, assumed: Assumption): TransferItem {
  if (amount !== assumed.value) return given(id, amount)
  const { as_of, source, status } = assumed
  return { id, amount, as_of, source, status }
}

function roadTax(amount: number, chosen: number | undefined): TransferItem {
  if (chosen !== undefined) return given('road_tax', amount)
  const { as_of, source, status } = ROAD_TAX_SOURCE
  return { id: 'road_tax', amount, as_of, source, status }
}

const given = (id: Fee, amount: number): TransferItem => ({
  id,
  amount,
  as_of: null,
  source: null,
  status: null,
})
