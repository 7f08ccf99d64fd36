import { quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const yearImplausible: Rule = {
  id: 'year-implausible',
  text: 'The year of make is not between 1980 and next year, or cannot be read',
  action: 'reject',
  check(listing, { bounds, latest_year }) {
    const { year } = listing
    const { earliest_year: least } = bounds
    if (year === null) {
      const text = listing.unreadable.year ?? ''
      return message('Year "{year}" cannot be read', { year: quoted(text) })
    }
    return year >= least && year <= latest_year
      ? null
      : message('Year {year} is outside {least} to {most}', {
          year,
          least,
          most: latest_year,
        })
  },
}
