/**
 * Remembers answers by text, up to a number of them. Keys are copied: a cell is a window on the chunk that it was
 * read from, and keeping it would keep the chunk.
 */
export class Memo<T> {
  readonly #known = new Map<string, T>()
  readonly #make: (key: string) => T
  readonly #most: number

  constructor(make: (key: string) => T, most = 20_000) {
    this.#make = make
    this.#most = most
  }

  get(key: string): T {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const copy = detached(key)
    const made = this.#make(copy)
    if (this.#known.size < this.#most) this.#known.set(copy, made)
    return made
  }
}

/** A copy that shares no memory with the text it was cut from. */
export function detached(text: string): string {
  return Buffer.from(text).toString()
}
