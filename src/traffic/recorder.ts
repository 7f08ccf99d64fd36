import { addressOf } from '../platform/http/address.ts'
import { truncated } from '../platform/http/client.ts'
import { contextOf } from '../platform/http/context.ts'
import type { Told } from '../platform/http/metrics.ts'
import { type AccessRecord, pathOf } from './record.ts'

/** Requests of a second that are all kept; of the next as many every second one, of twice as many every fourth, … */
const WHOLE = 20
/** Probes and scrapes are no readers. */
const UNRECORDED = /^\/(health|metrics)(\/|$)/

/** Records requests; of many in one second some, each of which then stands for others. */
export function recorder(add: (record: AccessRecord) => void): { tell: Told; stop(): void } {
  let seen = 0
  let every = 1
  const timer = setInterval(() => {
    seen = 0
    every = 1
  }, 1000)
  timer.unref()
  return {
    tell(request, { route, status, seconds, bytes }) {
      seen += 1
      if (seen > WHOLE * 2 * every) every *= 2
      if (every > 1 && seen % every !== 0) return
      if (UNRECORDED.test(route)) return
      const { client } = contextOf(request)
      add({
        time: Math.floor(Date.now() / 1000),
        method: request.method,
        path: pathOf(addressOf(request).pathname),
        route,
        status,
        bytes: bytes ?? 0,
        ms: seconds * 1000,
        address: client === null ? null : truncated(client),
        referrer: request.headers.get('referer'),
        agent: request.headers.get('user-agent'),
        weight: every,
      })
    },
    stop: () => clearInterval(timer),
  }
}
