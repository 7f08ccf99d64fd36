import { quoted } from '../../../listing/row.ts'
import { message } from '../../../platform/language/message.ts'
import type { Rule } from '../../rule.ts'

export const monthlyCostDiffers: Rule = {
  id: 'monthly-cost-differs',
  text: 'No rate and term of the lender reproduce the monthly cost',
  action: 'flag',
  check(listing) {
    const text = listing.unreadable.emi
    if (text !== undefined)
      return message('Monthly cost "{text}" cannot be read', { text: quoted(text) })
    return listing.loan?.reconciles === false
      ? message('No rate and term give {emi} a month for {price}', {
          emi: listing.emi ?? '',
          price: listing.price ?? '',
        })
      : null
  },
}
