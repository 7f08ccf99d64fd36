import { sentence } from '../platform/language/message.ts'
import type { Pack } from './pack.ts'

/** A market of which nothing is known: only what no car anywhere can be is refused. */
export const none: Pack = {
  id: 'none',
  name: sentence('none'),
  bounds: {
    price: { least: 1, most: 2_000_000_000 },
    engine: { least: 500, most: 8_500 },
    earliest_year: 1980,
  },
  priceBands: null,
  stateNames: new Map(),
  stateMap: [],
  bodies: new Map(),
  baseModelsOf: () => null,
  cleanMark: (text) => text.toUpperCase().replace(/[\s.\-/]+/g, ''),
  lookUpRegistration: () => null,
  recoverLoan: () => null,
  registrationLimits: [],
  registrationLimit: () => null,
  yearsLeft: () => null,
  rules: { plate: [], cost: [] },
  hasCosts: false,
  isMeasured: false,
}
