import { Elysia } from 'elysia'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { message } from '../language/message.ts'
import { addressOf } from './address.ts'
import { clientKey } from './client.ts'
import { contextOf } from './context.ts'
import { HttpError } from './errors.ts'

/** s of a window */
const WINDOW = 60
/** Probes and scrapes come from the same few addresses, and must get through. */
const UNCOUNTED = /^\/(health|metrics|assets)(\/|$)/

/**
 * At most `most` requests a minute and client (its address, or its /64 of IPv6), counted in this process; 0: no limit.
 * Answers say what is left in RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers).
 */
export function rateLimit(most: number) {
  const plugin = new Elysia({ name: 'rate-limit' })
  if (most === 0) return plugin
  const limiter = new RateLimiterMemory({ points: most, duration: WINDOW })
  return plugin.onRequest(async ({ request, set }) => {
    const { client } = contextOf(request)
    if (UNCOUNTED.test(addressOf(request).pathname)) return
    const { left, reset, over } = await take(limiter, clientKey(client ?? 'unknown'))
    set.headers['ratelimit-policy'] = `"requests";q=${most};w=${WINDOW}`
    set.headers.ratelimit = `"requests";r=${left};t=${reset}`
    if (over) throw tooMany(reset)
  })
}

/** Counts failures to sign in; whoever fails too often waits. */
export function createThrottle(failures: number, seconds: number) {
  const limiter = new RateLimiterMemory({ points: failures, duration: seconds })
  const keyOf = (request: Request) => clientKey(contextOf(request).client ?? 'unknown')
  return {
    /** @throws HttpError 429 */
    async check(request: Request): Promise<void> {
      const found = await limiter.get(keyOf(request))
      if (found && found.consumedPoints >= failures) {
        throw tooMany(Math.ceil(found.msBeforeNext / 1000))
      }
    },
    async fail(request: Request): Promise<void> {
      await take(limiter, keyOf(request))
    },
  }
}

async function take(limiter: RateLimiterMemory, key: string) {
  let over = false
  const found = await limiter.consume(key).catch((refused: unknown) => {
    if (!(refused instanceof RateLimiterRes)) throw refused
    over = true
    return refused
  })
  return {
    over,
    left: Math.max(0, found.remainingPoints),
    reset: Math.max(1, Math.ceil(found.msBeforeNext / 1000)),
  }
}

const tooMany = (seconds: number) =>
  new HttpError(429, message('Too many requests; ask again in {seconds} s.', { seconds }), {
    headers: { 'retry-after': String(seconds) },
  })
