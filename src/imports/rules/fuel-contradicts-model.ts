import type { Fuel } from '../../listing/car.ts'
import type { Rule } from '../../packs/rule.ts'
import { message } from '../../platform/language/message.ts'
import { Memo } from '../cleaning/memo.ts'

const FUELS: Record<string, Fuel> = {
  PETROL: 'petrol',
  DIESEL: 'diesel',
  CNG: 'cng',
  ICNG: 'cng',
  LPG: 'lpg',
  ELECTRIC: 'electric',
  EV: 'electric',
}

type Said = { word: string; fuels: Fuel[] }
function fuelsIn(nameKey: string): Said {
  const [, ...name] = nameKey.toUpperCase().split('|')
  const words = name.join(' ').match(/[A-Z]+/g) ?? []
  const named = words.filter((word) => FUELS[word] !== undefined)
  return { word: named[0] ?? '', fuels: named.flatMap((word) => FUELS[word] ?? []) }
}

const said = new Memo(fuelsIn)

export const fuelContradictsModel: Rule = {
  id: 'fuel-contradicts-model',
  text: 'The model names another fuel than the listing',
  action: 'flag',
  check(listing) {
    if (listing.fuel === 'other' || listing.fuel === 'hybrid') return null
    const { word, fuels } = said.get(listing.name_key)
    return fuels.length === 0 || fuels.includes(listing.fuel)
      ? null
      : message('Listed as {listed}, but the model says {word}', { listed: listing.fuel, word })
  },
}
