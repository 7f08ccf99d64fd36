import type { Fuel } from '../../listing/car.ts'
import type { Listing } from '../../listing/row.ts'
import type { Range } from '../../packs/rule.ts'

const DISAGREE = -1

/** The engine size (cc) that all cars of one base model, trim and fuel share. */
export class Engines {
  /** @param plausible cm³: other sizes teach nothing */
  constructor(private readonly plausible: Range) {}

  readonly #sizes = new Map<Fuel, Map<string, number>>()

  learn({ engine_cc, fuel, name_key }: Listing): void {
    if (engine_cc === null || fuel === 'electric') return
    if (engine_cc < this.plausible.least || engine_cc > this.plausible.most) return
    let sizes = this.#sizes.get(fuel)
    if (!sizes) {
      sizes = new Map()
      this.#sizes.set(fuel, sizes)
    }
    const known = sizes.get(name_key)
    if (known === undefined) sizes.set(name_key, engine_cc)
    else if (known !== engine_cc) sizes.set(name_key, DISAGREE)
  }

  /** null where nobody states it, or not all state the same. */
  of({ fuel, name_key }: Listing): number | null {
    const size = this.#sizes.get(fuel)?.get(name_key) ?? DISAGREE
    return size === DISAGREE ? null : size
  }
}
