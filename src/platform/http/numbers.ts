/*
 * Numbers as people write them, read the same way everywhere: 500000, 5,00,000, 5_00_000 and ₹5,00,000 alike, with
 * spaces around. What else a programming language would take (0x10, Infinity) is no number here.
 */

/** Never with an exponent. @returns the whole number, or the text itself where it is none */
export function readWhole(text: unknown): unknown {
  if (typeof text !== 'string') return text
  const digits = text.replace(/[\s,_₹]/g, '')
  return /^-?\d+$/.test(digits) ? Number(digits) : text
}

const LAKH = 100_000
/** How amounts are spoken of, by what stands behind the number. */
const UNITS = new Map([
  ['', 1],
  ['k', 1000],
  ...['l', 'lac', 'lacs', 'lakh', 'lakhs'].map((word): [string, number] => [word, LAKH]),
  ...['cr', 'crore', 'crores'].map((word): [string, number] => [word, 100 * LAKH]),
])

/** An amount as people say it: 7 lakh, 7.5L, ₹7,00,000, 1.2 cr. @returns whole units of the currency, or the text itself where it is none */
export function readAmount(text: unknown): unknown {
  if (typeof text !== 'string') return text
  const plain = readWhole(text)
  if (typeof plain === 'number') return plain
  const said = text.toLowerCase().replace(/[\s,_₹]|rs\.?|inr/g, '')
  const [, number = '', unit = ''] = said.match(/^(\d+(?:\.\d+)?)([a-z]+)$/) ?? []
  const times = UNITS.get(unit)
  return number === '' || times === undefined ? text : Math.round(Number(number) * times)
}

/** 11.5, 11,5 and 11.5 % too, and 1e-7, as programs write what is small. @returns the number, or the text itself where it is none */
export function readFraction(text: unknown): unknown {
  if (typeof text !== 'string') return text
  const number = text.replace(/[\s%_₹]/g, '').replace(/^(-?\d+),(\d+)$/, '$1.$2')
  return /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(number) ? Number(number) : text
}
