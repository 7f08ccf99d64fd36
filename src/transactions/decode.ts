import { momentOf, Transaction, VERSION } from './transaction.ts'

/** Why a message is no transaction. */
export const REASONS = ['too_large', 'not_json', 'unknown_version', 'invalid', 'refused'] as const
export type Reason = (typeof REASONS)[number]
export type Refusal = { reason: Reason; detail: string }
/** With the text as it came, where it says nothing else. */
export type Decoded =
  | { transaction: Transaction; text: string | undefined; refusal: null }
  | { refusal: Refusal }

/** Bytes; a transaction has some five hundred */
const LARGEST = 65_536
/** ms that a producer's clock may be ahead of ours */
const AHEAD = 3_600_000
const FIELDS = Object.keys(Transaction.shape).length

/** Reads a message of the topic; what cannot be read says why. */
export function decode(value: Uint8Array | null, key: string | null, now = Date.now()): Decoded {
  const refuse = (reason: Reason, detail: string): Decoded => ({ refusal: { reason, detail } })
  const size = value?.byteLength ?? 0
  if (size > LARGEST) return refuse('too_large', `${size} bytes, ${LARGEST} are read`)
  const text = textOf(value)
  const given = text === null ? null : parse(text)
  if (text === null || typeof given !== 'object' || given === null || Array.isArray(given)) {
    return refuse('not_json', 'the message is no JSON object')
  }
  const version = 'version' in given ? given.version : undefined
  if (version !== VERSION) {
    return refuse('unknown_version', `version ${JSON.stringify(version)?.slice(0, 40) ?? 'none'}`)
  }
  const read = Transaction.safeParse(given)
  if (!read.success) {
    const [issue] = read.error.issues
    return refuse('invalid', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
  }
  const wrong = contradiction(read.data, key, now)
  if (wrong !== null) return refuse('invalid', wrong)
  const saysMore = Object.keys(given).length > FIELDS
  return { transaction: read.data, text: saysMore ? undefined : text, refusal: null }
}

/** What fits field by field and yet cannot be. */
function contradiction(transaction: Transaction, key: string | null, now: number): string | null {
  const { id, at, kind, price, price_before, car_id } = transaction
  if (key !== car_id) return 'the key of the message is not its car_id'
  const moment = momentOf(id)
  if (moment !== Date.parse(at)) return 'id and at name different moments'
  if (moment > now + AHEAD) return 'at lies in the future'
  const changes = kind === 'price_change'
  if (changes !== (price_before !== null)) {
    return 'price_before belongs to a price_change, and to nothing else'
  }
  return changes && price_before === price ? 'the price did not change' : null
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function textOf(value: Uint8Array | null): string | null {
  try {
    return value === null ? null : utf8.decode(value)
  } catch {
    return null
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
