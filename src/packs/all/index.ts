import { india } from '../india/index.ts'
import { none } from '../none.ts'
import type { Pack } from '../pack.ts'

/** Every market that there is; the first is the usual one. */
export const PACKS = [india, none] as const satisfies readonly Pack[]
export const PACK_IDS = PACKS.map(({ id }) => id)
export const USUAL_PACK = PACKS[0].id

/** @throws when there is no such market; configuration and records name only those that there are */
export function packOf(id: string): Pack {
  const found = PACKS.find((pack) => pack.id === id)
  if (!found) throw new Error(`there is no rule pack ${JSON.stringify(id)}`)
  return found
}
