import type { Transmission } from '../../listing/car.ts'
import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'
import { Memo } from '../cleaning/memo.ts'

/** iMT has no clutch pedal and is changed by hand. */
const GEARBOXES: Record<string, Transmission> = {
  MT: 'manual',
  IMT: 'manual',
  AMT: 'automatic',
  AGS: 'automatic',
  AT: 'automatic',
  CVT: 'automatic',
  DCA: 'automatic',
  DCT: 'automatic',
  DSG: 'automatic',
  IVT: 'automatic',
}

type Said = { word: string; means: Transmission | null }
/** The gearbox that a trim names; none where it names both kinds. */
function gearboxIn(trim: string): Said {
  const words = (trim.match(/[A-Z]+/g) ?? []).filter((word) => GEARBOXES[word] !== undefined)
  const [word = ''] = words
  const kinds = new Set(words.map((each) => GEARBOXES[each]))
  return { word, means: kinds.size === 1 ? (GEARBOXES[word] ?? null) : null }
}

const said = new Memo(gearboxIn)

export const gearboxContradictsModel: Rule = {
  id: 'gearbox-contradicts-model',
  text: 'The model names another gearbox than the listing',
  action: 'flag',
  check(listing) {
    if (listing.transmission === null) return null
    const { word, means } = said.get(listing.trim)
    return means === null || means === listing.transmission
      ? null
      : message('Listed as {listed}, but the model says {word}', {
          listed: listing.transmission,
          word,
        })
  },
}
