import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const rowMalformed: Rule = {
  id: 'row-malformed',
  text: 'The row has another number of fields than the header, or its quotation marks do not match',
  action: 'reject',
  check(listing, { columns }) {
    const { fields, problem } = listing.record
    if (problem !== null) return message('The row cannot be read: {problem}', { problem })
    const { length } = columns.header
    const surplus = fields.slice(length).some((field) => field.trim() !== '')
    if (fields.length >= length && !surplus) return null
    return message('{fields} fields where the header has {columns}', {
      fields: fields.length,
      columns: length,
    })
  },
}
