import type { Rule } from '../../packs/rule.ts'

export const exactDuplicate: Rule = {
  id: 'exact-duplicate',
  text: 'The row repeats another one in every column',
  action: 'drop',
  check(listing) {
    const { repeats } = listing
    if (repeats === null) return null
    const where = repeats.file === listing.file ? '' : ` of ${repeats.file}`
    return `Same as line ${repeats.line}${where} in every column`
  },
}
