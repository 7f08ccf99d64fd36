import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

/** What is typed where a price has to be: a row of nines or ones, or 1234567. */
export const PLACEHOLDER = /^(?:9{7,}|1{7,}|1234567(?:8(?:90?)?)?)$/

/** Whole units of any currency that no car costs. */
const LEAST = 10

export const priceImplausible: Rule = {
  id: 'price-implausible',
  text: 'The price is not that of a car',
  action: 'reject',
  check(listing, { bounds }) {
    const { price } = listing
    if (price === null) return null
    const { least, most } = bounds.price
    if (PLACEHOLDER.test(String(price)) || (price > 0 && price < LEAST)) {
      return message('Price {price} stands for one that is not told', { price })
    }
    return price >= least && price <= most
      ? null
      : message('Price {price} is outside {least} to {most}', { price, least, most })
  },
}
