import { message } from '../../platform/language/message.ts'
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
    if (year === null) {
      const text = listing.unreadable.year ?? ''
      return message('Year "{year}" cannot be read', { year: quoted(text) })
    }
    return year >= EARLIEST_YEAR && year <= latest_year
      ? null
      : message('Year {year} is outside {least} to {most}', {
          year,
          least: EARLIEST_YEAR,
          most: latest_year,
        })
  },
}
