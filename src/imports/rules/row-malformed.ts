import type { Rule } from '../../packs/rule.ts'

export const rowMalformed: Rule = {
  id: 'row-malformed',
  text: 'The row has another number of fields than the header, or its quotation marks do not match',
  action: 'reject',
  check(listing, { columns }) {
    const { fields, problem } = listing.record
    if (problem !== null) return `The row cannot be read: ${problem}`
    const { length } = columns.header
    const surplus = fields.slice(length).some((field) => field.trim() !== '')
    if (fields.length >= length && !surplus) return null
    return `${fields.length} fields where the header has ${length}`
  },
}
