import { quoted } from '../../listing/row.ts'
import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'

export const engineImplausible: Rule = {
  id: 'engine-implausible',
  text: 'The engine size is not that of a car, or cannot be read',
  action: 'flag',
  check(listing, { bounds: { engine } }) {
    const text = listing.unreadable.engine_cc
    if (text !== undefined)
      return message('Engine size "{text}" cannot be read', { text: quoted(text) })
    const cc = listing.engine_cc
    if (cc === null) return null
    if (listing.fuel === 'electric')
      return message('Electric, with an engine size of {cc} cc', { cc })
    return cc >= engine.least && cc <= engine.most
      ? null
      : message('Engine size {cc} cc is outside {least} to {most}', { cc, ...engine })
  },
}
