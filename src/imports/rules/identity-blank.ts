import type { Listing } from '../../listing/row.ts'
import { isBlankCell } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

const IDENTITY = ['brand', 'model', 'year'] as const

/** A spreadsheet's own sum: it identifies no car, and has a price. */
export function isTotalsRow(listing: Listing): boolean {
  return listing.price !== null && IDENTITY.every((field) => isBlankCell(listing, field))
}

export const identityBlank: Rule = {
  id: 'identity-blank',
  text: 'Brand, model or year of make is blank; all three in a row of totals',
  action: 'reject',
  check(listing) {
    const blank = IDENTITY.filter((field) => isBlankCell(listing, field))
    if (blank.length === 0) return null
    if (isTotalsRow(listing)) {
      return message('Brand, model and year are blank beside a price of {price}: a row of totals', {
        price: listing.price ?? '',
      })
    }
    return message('Blank: {columns}', { columns: blank.join(', ') })
  },
}
