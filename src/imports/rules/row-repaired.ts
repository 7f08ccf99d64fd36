import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const rowRepaired: Rule = {
  id: 'row-repaired',
  text: 'A quotation mark of the row was taken for a letter, so that it has as many cells as the header',
  action: 'flag',
  check: ({ record }) =>
    record.repaired === true ? message('One of its quotation marks is none') : null,
}
