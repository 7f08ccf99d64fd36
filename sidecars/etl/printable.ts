/** Controls, the marks that turn the direction of writing, and line separators: a terminal obeys them. */
const OBEYED = /[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** Text of unknown origin as it can be printed on a terminal: what would be obeyed is written out, as \u001b. */
export function printable(text: string): string {
  return text.replace(OBEYED, (mark) => {
    const code = mark.charCodeAt(0)
    return `\\u${code.toString(16).padStart(4, '0')}`
  })
}
