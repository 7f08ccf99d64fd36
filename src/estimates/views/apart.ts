import { money } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'

/** ₹52,000 under the estimate */
export function apartWords(asked: number, price: number): string {
  if (asked === price) return t('exactly the estimate')
  const amount = money(Math.abs(asked - price))
  return asked < price
    ? t('{amount} under the estimate', { amount })
    : t('{amount} over the estimate', { amount })
}
