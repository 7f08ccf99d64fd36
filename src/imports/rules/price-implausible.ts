import { message } from '../../platform/language/message.ts'
import type { Rule } from './rule.ts'

/** Whole units of the currency, both inclusive. India: ₹10,000 to ₹10 crore; elsewhere only what no car costs. */
const PLAUSIBLE_PRICES = {
  india: { least: 10_000, most: 100_000_000 },
  none: { least: 1, most: 1_000_000_000 },
} as const

export const priceImplausible: Rule = {
  id: 'price-implausible',
  text: 'The price is not that of a car',
  action: 'reject',
  pack: 'any',
  check(listing, { pack }) {
    const { price } = listing
    if (price === null) return null
    const { least, most } = PLAUSIBLE_PRICES[pack]
    return price >= least && price <= most
      ? null
      : message('Price {price} is outside {least} to {most}', { price, least, most })
  },
}
