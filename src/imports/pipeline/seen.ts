const FIRST_SLOTS = 1 << 12
const MOST_FULL = 0.6

/**
 * A set of fingerprints that says which came more than once: 8 bytes a slot, open addressing, no object per row.
 * Two identities may share a fingerprint, so what came again is a candidate and nothing more.
 */
export class Seen {
  #slots = new Float64Array(FIRST_SLOTS)
  #size = 0
  /** How often each fingerprint that came again came in all. */
  readonly repeated = new Map<number, number>()

  add(fingerprint: number): void {
    // An empty slot is 0.
    const value = fingerprint + 1
    const slot = this.#slotOf(value)
    if (this.#slots[slot] === value) {
      this.repeated.set(fingerprint, (this.repeated.get(fingerprint) ?? 1) + 1)
      return
    }
    this.#slots[slot] = value
    this.#size += 1
    if (this.#size > this.#slots.length * MOST_FULL) this.#grow()
  }

  get size(): number {
    return this.#size
  }

  #slotOf(value: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = (value % 0x1_0000_0000) & mask
    while (slots[slot] !== 0 && slots[slot] !== value) slot = (slot + 1) & mask
    return slot
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Float64Array(old.length * 2)
    for (const value of old) if (value !== 0) this.#slots[this.#slotOf(value)] = value
  }
}
