import { quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'

export const yearImplausible: Rule = {
  id: 'year-implausible',
  text: 'The year of make is not between 1980 and next year, or cannot be read',
  action: 'reject',
  check(listing, { bounds, latest_year }) {
    const { year } = listing
    const { earliest_year } = bounds
    if (year === null) return `Year ${quoted(listing.unreadable.year ?? '')} cannot be read`
    return year >= earliest_year && year <= latest_year
      ? null
      : `Year ${year} is outside ${earliest_year} to ${latest_year}`
  },
}
