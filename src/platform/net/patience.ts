/** How long and how often somebody else's server is asked. Times in ms. */
export type Patience = {
  /** until an answer begins */
  answer: number
  /** between two pieces of a body */
  silence: number
  /** for all attempts together */
  whole: number
  attempts: number
  /** before the second attempt, at most; each further one waits twice as long */
  wait: number
}

export const USUAL_PATIENCE: Patience = {
  answer: 30_000,
  silence: 30_000,
  whole: 3_600_000,
  attempts: 5,
  wait: 500,
}
const LONGEST_WAIT = 60_000

/** How long to wait before an attempt: chance decides, so that many who failed together do not come back together. */
export function waitBefore(attempt: number, { wait }: Patience, asked = 0): number {
  const most = Math.min(LONGEST_WAIT, wait * 2 ** (attempt - 1))
  return Math.min(LONGEST_WAIT, asked) + Math.random() * most
}

/** ms that `Retry-After` asks for, in seconds or as a date. */
export function retryAfter(headers: Headers, now = Date.now()): number {
  const said = headers.get('retry-after')
  if (said === null) return 0
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now
  return Number.isFinite(ms) && ms > 0 ? ms : 0
}

/** Statuses after which the same question may be answered. */
export const isPassing = (status: number): boolean =>
  [408, 425, 429].includes(status) || status >= 500
