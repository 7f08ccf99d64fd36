const FIXED = '\u00a0'

/** The spaces that must not break, and the apostrophe of print: French is typed as on any keyboard. */
export function typeset(words: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...words].map(([english, french]) => [english, set(french)]))
}

const set = (text: string): string =>
  text
    .replace(/ (?=[:;?!%»])/g, FIXED)
    .replace(/« /g, `«${FIXED}`)
    .replace(/([}\d#]) (?=(?:km|ms|cm³|lakh|crore|₹)(?!\p{L}))/gu, `$1${FIXED}`)
    .replace(/(lakh|crore) (?=\{sign\})/g, `$1${FIXED}`)
    .replace(/(?<=\p{L})'(?=\p{L})/gu, '’')
