import { sentence } from '../../platform/language/message.ts'
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

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** 1.4 MB */
export function bytesInWords(bytes: number): { value: number; unit: string } {
  let at = 0
  let value = bytes
  while (value >= 1000 && at < UNITS.length - 1) {
    value /= 1000
    at += 1
  }
  return { value, unit: UNITS[at] ?? '' }
}
