import {
  DISTANCE_WORDS,
  ENGINE_WORDS,
  type Lexicon,
  PRICE_WORDS,
  readQuantity,
} from './quantity.ts'

const ANY: Lexicon = new Map([...ENGINE_WORDS, ...DISTANCE_WORDS, ...PRICE_WORDS])

/**
 * Reads a quantity written by a person: 12,31,000 · 1,231,000 · 1 231 000 · 1.231.000 · 1231000.00 · ₹ 4.5 lakh.
 * A single comma or dot before exactly three digits separates thousands. null: it cannot be read.
 */
export function readNumber(text: string): number | null {
  const plain = readDigits(text)
  return plain >= 0 ? plain : (readQuantity(text, ANY)?.amount ?? null)
}

/** Digits and nothing else, as nearly all cells are written; −1: something else. */
export function readDigits(text: string): number {
  const { length } = text
  if (length === 0 || length > 15) return -1
  let number = 0
  for (let at = 0; at < length; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return -1
    number = number * 10 + digit
  }
  return number
}
