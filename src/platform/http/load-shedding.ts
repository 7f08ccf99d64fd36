import { Elysia } from 'elysia'
import { message } from '../language/message.ts'
import { addressOf } from './address.ts'
import { contextOf } from './context.ts'
import { HttpError } from './errors.ts'

/** s after which who was turned away may ask again */
const LATER = 5
/** Whoever looks whether the server lives must hear of it, above all when it is busy. */
const ALWAYS = /^\/(health|metrics|assets)(\/|$)/

/**
 * Turns requests away while the process is further behind with its work than `most` ms (0: never), rather than let all
 * of them wait. It stands behind the answers that are kept: they cost next to nothing, and are given all the same.
 */
export function shedLoad(most: number, lag: () => number) {
  const plugin = new Elysia({ name: 'load-shedding' })
  if (most === 0) return plugin
  return plugin.onRequest(({ request }) => {
    if (lag() <= most || ALWAYS.test(addressOf(request).pathname)) return
    contextOf(request).isShed = true
    throw new HttpError(503, message('Too busy; ask again in {seconds} s.', { seconds: LATER }), {
      headers: { 'retry-after': String(LATER) },
    })
  })
}
