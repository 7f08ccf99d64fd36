import { quoted } from '../pipeline/listing.ts'
import type { Rule } from './rule.ts'

const EARLIEST_YEAR = 1980

export const yearImplausible: Rule = {
  id: 'year-implausible',
  text: 'The year of make is not between 1980 and next year, or cannot be read',
  action: 'reject',
  pack: 'any',
  check(listing, { latest_year }) {
    const { year } = listing
    if (year === null) return `Year ${quoted(listing.unreadable.year ?? '')} cannot be read`
    return year >= EARLIEST_YEAR && year <= latest_year
      ? null
      : `Year ${year} is outside ${EARLIEST_YEAR} to ${latest_year}`
  },
}
