import { quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'

export const engineImplausible: Rule = {
  id: 'engine-implausible',
  text: 'The engine size is not that of a car, or cannot be read',
  action: 'flag',
  check(listing, { bounds: { engine } }) {
    const text = listing.unreadable.engine_cc
    if (text !== undefined) return `Engine size ${quoted(text)} cannot be read`
    const cc = listing.engine_cc
    if (cc === null) return null
    if (listing.fuel === 'electric') return `Electric, with an engine size of ${cc} cc`
    const { least, most } = engine
    return cc >= least && cc <= most ? null : `Engine size ${cc} cc is outside ${least} to ${most}`
  },
}
