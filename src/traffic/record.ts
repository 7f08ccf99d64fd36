import bowser from 'bowser'
import { isbot } from 'isbot'
import { remembered } from '../platform/remembered.ts'

/** One request as it is kept: no whole address, no query, nothing that names a person. */
export type AccessRecord = {
  /** s since 1970 */
  time: number
  method: string
  path: string
  /** the pattern of the route; null: the log does not say */
  route: string | null
  status: number
  bytes: number
  /** null: the log does not say */
  ms: number | null
  address: string | null
  referrer: string | null
  /** the header as it came */
  agent: string | null
  /** how many requests it stands for: 1, but for those that were sampled */
  weight: number
}

/** The family of a browser or program: Chrome, Firefox, curl. */
export const agentOf = remembered((header) => {
  const known = bowser.getParser(header || ' ').getBrowserName()
  if (known !== '') return known
  return /^([\w.-]{2,40})/.exec(header)?.[1] ?? 'unknown'
})

export const botOf = remembered((header) => (isbot(header) ? 'yes' : 'no'))

/** 2xx */
export const classOf = (status: number): string => `${Math.floor(status / 100)}xx`

/** The host that a reader came from; null: the address was typed, or it is not said. */
export const refererHost = remembered((header) => URL.parse(header)?.host ?? 'unknown')

/** A path without its query, and not endless. */
export function pathOf(target: string): string {
  const query = target.indexOf('?')
  return (query < 0 ? target : target.slice(0, query)).slice(0, 300)
}
