import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const exactDuplicate: Rule = {
  id: 'exact-duplicate',
  text: 'The row repeats another one in every column',
  action: 'drop',
  check(listing) {
    const { repeats } = listing
    if (repeats === null) return null
    return repeats.file === listing.file
      ? message('Same as line {line} in every column', { line: repeats.line })
      : message('Same as line {line} of {file} in every column', repeats)
  },
}
