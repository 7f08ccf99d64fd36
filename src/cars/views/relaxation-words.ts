import { amount } from '../../listing/filter-words.ts'
import type { RangeField } from '../../listing/query.ts'
import { rangeLabel } from '../../listing/words.ts'
import { sentence, t } from '../../platform/language/message.ts'
import type { Relaxation } from '../relax.ts'

const ANY = {
  q: sentence('Without the words'),
  brand: sentence('Any brand'),
  base_model: sentence('Any base model'),
  model: sentence('Any model'),
  trim: sentence('Any trim'),
  fuel: sentence('Any fuel'),
  transmission: sentence('Any gearbox'),
  owners: sentence('Any number of owners'),
  state: sentence('Any state'),
  city: sentence('Any city of registration'),
  deal: sentence('Any deal'),
}

/** What a way out of an empty result changes. */
export function relaxationWords({ dropped, moved }: Pick<Relaxation, 'dropped' | 'moved'>): string {
  if (moved) {
    const [, field, side] = moved.key.match(/^(price|year|km|emi)_(min|max)$/) ?? []
    if (!field) return t('A wider range')
    const range = field as RangeField
    const words = { label: rangeLabel(range), amount: amount(range, moved.to) }
    return side === 'min' ? t('{label} from {amount}', words) : t('{label} up to {amount}', words)
  }
  return dropped && dropped in ANY ? t(ANY[dropped as keyof typeof ANY]) : t('A wider filter')
}
