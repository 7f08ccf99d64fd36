import { duration, money } from '../../platform/language/format.ts'
import { sentence, t } from '../../platform/language/message.ts'
import type { CarState, Note } from '../../transactions/car-state.ts'
import type { Kind } from '../../transactions/transaction.ts'
import type { Listed } from '../query.ts'

const KINDS: Record<Kind, string> = {
  reservation: sentence('Reserved'),
  sale: sentence('Sold'),
  price_change: sentence('Price changed'),
  cancellation: sentence('Reservation ended'),
}
const NOTES: Record<Note, string> = {
  impossible: sentence('cannot follow on what happened before'),
  late: sentence('came after a later one'),
  unknown_car: sentence('car not on the market'),
}

export const kindWords = (kind: Kind): string => t(KINDS[kind])

/** What is odd about a transaction, and whether it was made up; blank: nothing, and it was not. */
export const remarks = ({ note, simulated }: Listed): string =>
  [...(note ? [t(NOTES[note])] : []), ...(simulated ? [t('simulated')] : [])].join(', ')

/** How a car stands now; null: as the snapshot says. */
export function stateWords({ status, price, simulated }: CarState): string | null {
  const asks = price === null ? null : t('now asks {price}', { price: money(price) })
  const words = {
    sold: t('sold for {price}', { price: money(price ?? 0) }),
    reserved: asks === null ? t('reserved') : t('reserved, {asks}', { asks }),
    available: asks,
  }[status]
  if (words === null) return null
  return simulated ? t('{words} (simulated)', { words }) : words
}

const HOUR = 3_600_000

/** How long a car was listed, as exactly as anybody wants to know. */
export function spanWords(ms: number): string {
  const hours = Math.round(ms / HOUR)
  if (ms < 2 * HOUR) return duration(ms)
  return hours < 48
    ? t('{n, plural, one {# hour} other {# hours}}', { n: hours })
    : t('{n, plural, one {# day} other {# days}}', { n: Math.round(hours / 24) })
}
