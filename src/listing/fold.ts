const ASCII = /^[\0-\x7f]*$/

/** Case and accents removed: the form in which filter values are compared on every store. */
export function fold(text: string): string {
  // Most text has neither accents nor other scripts.
  if (ASCII.test(text)) return text.toLowerCase()
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
