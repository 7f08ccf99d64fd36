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
    if (text !== undefined) return `Engine size ${quoted(text)} cannot be read`
    const cc = listing.engine_cc
    if (cc === null) return null
    if (listing.fuel === 'electric') return `Electric, with an engine size of ${cc} cc`
    return isPlausibleEngine(cc) ? null : `Engine size ${cc} cc is outside 500 to 8500`
  },
}
