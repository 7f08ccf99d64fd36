import type { Dialect } from './fields.ts'
import { LONGEST_ROW, MOST_QUOTED_LINES } from './limits.ts'

const LF = 10
const SPACE = 32
/** A quotation that does not close, or not soon enough to be meant as one. */
export const OPEN = -1

/** Where the record ends that begins at `start` (its line break, or the end of the text), or OPEN in a quotation. */
export function endOfQuoted(text: string, start: number, { delimiter, quote }: Dialect): number {
  const isBreak = breaksAt(delimiter.charCodeAt(0))
  const span = new Span(text, start)
  let at = start
  for (;;) {
    if (delimiter !== ' ') while (text[at] === ' ') at += 1
    if (text[at] === quote) {
      const close = closing(text, at + 1, { quote, span, isBreak })
      if (close < 0) return OPEN
      at = close + 1
    }
    while (at < text.length && !isBreak(text.charCodeAt(at))) at += 1
    if (at >= text.length || text.charCodeAt(at) === LF) return at
    at += 1
  }
}

/** Whether a quotation that is open at the end of the text can no longer be meant as one. */
export function tooLong(text: string, start: number): boolean {
  return !new Span(text, start).reaches(text.length)
}

type IsBreak = (code: number) => boolean
const breaksAt =
  (delimiter: number): IsBreak =>
  (code) =>
    code === delimiter || code === LF

/** Only a quotation mark before a delimiter or the end of a line closes. */
function closing(
  text: string,
  from: number,
  { quote, span, isBreak }: { quote: string; span: Span; isBreak: IsBreak },
): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (!span.reaches(at)) return OPEN
    if (text[at + 1] === quote) {
      at += 1
      continue
    }
    let after = at + 1
    while ((text[after] === ' ' && !isBreak(SPACE)) || text[after] === '\r') after += 1
    if (after >= text.length || isBreak(text.charCodeAt(after))) return at
  }
  return OPEN
}

/** How far a record may reach: asked of places that only grow, it looks at each line break once. */
class Span {
  #lines = 0
  #break: number
  readonly #text: string
  readonly #start: number

  constructor(text: string, start: number) {
    this.#text = text
    this.#start = start
    this.#break = text.indexOf('\n', start)
  }

  reaches(at: number): boolean {
    while (this.#break >= 0 && this.#break < at) {
      this.#lines += 1
      if (this.#lines > MOST_QUOTED_LINES) return false
      this.#break = this.#text.indexOf('\n', this.#break + 1)
    }
    return at - this.#start <= LONGEST_ROW
  }
}
