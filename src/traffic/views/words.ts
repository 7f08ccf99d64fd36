import { sentence, t } from '../../platform/language/message.ts'
import type { Facet } from '../query.ts'

/** What can be filtered by, as it stands over its values. */
export const FACET_NAMES = {
  class: sentence('Class of status'),
  status: sentence('Status'),
  path: sentence('Path'),
  address: sentence('Address'),
  referrer: sentence('Came from'),
  agent: sentence('Browser or program'),
  bot: sentence('Is it a crawler?'),
  method: sentence('Method'),
  route: sentence('Route'),
} as const satisfies Record<Facet, string>

/** A value as it stands on the page. */
export const valueWords = (facet: Facet, value: string): string =>
  facet === 'bot' ? (value === 'yes' ? t('yes') : t('no')) : value
