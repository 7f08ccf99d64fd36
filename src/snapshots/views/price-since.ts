import { money } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'

/** How a price moved since somebody looked; null: it did not. */
export function priceSince(then: number, now: number): string | null {
  if (now === then) return null
  return now < then
    ? t('{amount} less than when you first looked', { amount: money(then - now) })
    : t('{amount} more than when you first looked', { amount: money(now - then) })
}
