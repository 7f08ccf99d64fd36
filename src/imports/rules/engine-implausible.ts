import { message } from '../../platform/language/message.ts'
import { quoted } from '../pipeline/listing.ts'
import type { Rule } from './rule.ts'

/** cm³, both inclusive: from the smallest city cars to the largest V12. */
const PLAUSIBLE_ENGINES = { least: 500, most: 8_500 } as const

export function isPlausibleEngine(cc: number): boolean {
  return cc >= PLAUSIBLE_ENGINES.least && cc <= PLAUSIBLE_ENGINES.most
}

export const engineImplausible: Rule = {
  id: 'engine-implausible',
  text: 'The engine size is not that of a car, or cannot be read',
  action: 'flag',
  pack: 'any',
  check(listing) {
    const text = listing.unreadable.engine_cc
    if (text !== undefined)
      return message('Engine size "{text}" cannot be read', { text: quoted(text) })
    const cc = listing.engine_cc
    if (cc === null) return null
    if (listing.fuel === 'electric')
      return message('Electric, with an engine size of {cc} cc', { cc })
    return isPlausibleEngine(cc)
      ? null
      : message('Engine size {cc} cc is outside {least} to {most}', { cc, ...PLAUSIBLE_ENGINES })
  },
}
