import { quoted } from '../../../listing/row.ts'
import type { Rule } from '../../rule.ts'

export const monthlyCostDiffers: Rule = {
  id: 'monthly-cost-differs',
  text: 'No rate and term of the lender reproduce the monthly cost',
  action: 'flag',
  check(listing) {
    const text = listing.unreadable.emi
    if (text !== undefined) return `Monthly cost ${quoted(text)} cannot be read`
    return listing.loan?.reconciles === false
      ? `No rate and term give ${listing.emi} a month for ${listing.price}`
      : null
  },
}
