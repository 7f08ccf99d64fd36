/** A value of a list within a JSON text: the way to the list (`cars`, `data.cars`; blank: the text is the list) and its text. */
export type Element = { path: string; text: string }

/** The longest record, and the deepest list: characters, and objects around it. */
export const LONGEST_RECORD = 1024 * 1024
const DEEPEST = 5

/** Why a JSON text cannot be cut. */
export class BrokenJson extends Error {
  override name = 'BrokenJson'
}

/** `holds`: what a list was seen to hold; of one with objects all must be. */
type Level = { kind: '{' | '['; path: string; list: boolean; holds: 'objects' | 'others' | null }

/**
 * Cuts the objects out of the lists of a JSON text, however the text is chunked. Looks at strings and brackets alone: what
 * an object holds is for whoever parses it. Never holds more than one object and one chunk.
 */
export class ListSplitter {
  #stack: Level[] = []
  #string = false
  #escaped = false
  #key = ''
  #depth = 0
  #record = ''
  #begun = false
  #count = 0

  /** Objects that were cut so far. */
  get count(): number {
    return this.#count
  }

  /** @throws BrokenJson */
  push(text: string): Element[] {
    const found: Element[] = []
    let start = 0
    for (let at = 0; at < text.length; at += 1) {
      const letter = text.charCodeAt(at)
      if (this.#string) {
        if (this.#escaped) this.#escaped = false
        else if (letter === 92) this.#escaped = true
        else if (letter === 34) this.#string = false
        if (this.#depth === 0 && this.#string && this.#key.length < 100) this.#key += text[at]
        continue
      }
      if (letter <= 32 || letter === 44 || letter === 58) continue
      if (letter === 34) {
        this.#string = true
        this.#holds('others')
        if (this.#depth === 0) this.#key = ''
      } else if (letter === 123 || letter === 91) {
        if (this.#depth > 0) this.#depth += 1
        else if (letter === 123 && this.#stack.at(-1)?.list) {
          this.#holds('objects')
          this.#depth = 1
          start = at
        } else this.#enter(letter === 123 ? '{' : '[')
      } else if (letter === 125 || letter === 93) {
        if (this.#depth > 1) this.#depth -= 1
        else if (this.#depth === 1) {
          this.#depth = 0
          const path = this.#stack.at(-1)?.path ?? ''
          found.push({ path, text: this.#record + text.slice(start, at + 1) })
          this.#record = ''
          this.#count += 1
        } else this.#leave(letter === 125 ? '{' : '[')
      } else if (this.#stack.length === 0) {
        if (letter !== 0xfeff) throw new BrokenJson()
      } else this.#holds('others')
    }
    if (this.#depth > 0) this.#record += text.slice(start)
    if (this.#record.length > LONGEST_RECORD) throw new BrokenJson('long')
    return found
  }

  /** @throws BrokenJson where the text stops in the middle */
  end(): void {
    if (this.#stack.length > 0 || this.#depth > 0 || this.#string) throw new BrokenJson()
  }

  #holds(kind: 'objects' | 'others'): void {
    const list = this.#stack.at(-1)
    if (this.#depth > 0 || !list?.list) return
    if (list.holds !== null && list.holds !== kind) throw new BrokenJson()
    list.holds = kind
  }

  #enter(kind: '{' | '['): void {
    this.#holds('others')
    if (this.#stack.length === 0 && this.#begun) throw new BrokenJson()
    this.#begun = true
    if (this.#stack.length > 200) throw new BrokenJson()
    const around = this.#stack.at(-1)
    const path = around?.kind === '{' ? [around.path, this.#key].filter(Boolean).join('.') : ''
    const list =
      kind === '[' && this.#stack.length < DEEPEST && this.#stack.every((each) => each.kind === '{')
    this.#stack.push({ kind, path, list, holds: null })
  }

  #leave(kind: '{' | '['): void {
    if (this.#stack.pop()?.kind !== kind) throw new BrokenJson()
  }
}
