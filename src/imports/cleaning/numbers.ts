const SCALES = new Map([
  ['lakh', 1e5],
  ['lakhs', 1e5],
  ['lac', 1e5],
  ['lacs', 1e5],
  ['crore', 1e7],
  ['crores', 1e7],
  ['cr', 1e7],
])

/** No quantity that a person writes is longer, whatever stands around it. */
const LONGEST = 64

/** What people write around a quantity: currencies and units. */
const DRESS =
  /^(?:₹|rs\.?|inr|€|eur|\$|usd|£|gbp)\s*|\s*(?:\/-|₹|inr|€|eur|\$|usd|£|gbp|kms?|kilomet(?:re|er)s?|mi|miles?|cc|cm3|cm³|ccm)\.?$/g

/**
 * Reads a quantity written by a person: 12,31,000 · 1,231,000 · 1 231 000 · 1.231.000 · 1231000.00 · ₹ 4.5 lakh.
 * A single comma or dot before exactly three digits separates thousands. null: it cannot be read.
 */
export function readNumber(text: string): number | null {
  const plain = readDigits(text)
  if (plain >= 0) return plain
  const trimmed = text.trim()
  if (trimmed.length > LONGEST) return null
  let bare = trimmed.toLowerCase()
  for (let before = ''; before !== bare; ) {
    before = bare
    bare = bare.replace(DRESS, '').trim()
  }
  const scaled = /^(.*?)\s*([a-z]+)$/.exec(bare)
  const scale = SCALES.get(scaled?.[2] ?? '')
  if (scaled && scale !== undefined) {
    const amount = readPlain((scaled[1] ?? '').replace(',', '.'), false)
    return amount === null ? null : Math.round(amount * scale)
  }
  return readPlain(bare.replace(/[\s'’_]/g, ''), true)
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

function readPlain(text: string, thousands: boolean): number | null {
  const sign = /^[-−–]/.test(text) ? -1 : 1
  const digits = text.replace(/^[-−–+]/, '')
  const whole = thousands ? withoutThousands(digits) : digits
  return /^\d{1,15}(\.\d*)?$/.test(whole) ? sign * Number(whole) : null
}

function withoutThousands(text: string): string {
  if (/^\d{1,3}(,\d{2,3})*,\d{3}(\.\d*)?$/.test(text)) return text.replaceAll(',', '')
  if (/^[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/.test(text)) {
    return text.replaceAll('.', '').replace(',', '.')
  }
  return /^\d+,\d{1,2}$/.test(text) ? text.replace(',', '.') : text
}
