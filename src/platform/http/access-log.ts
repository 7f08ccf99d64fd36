import type { Log } from '../log.ts'
import { addressOf } from './address.ts'
import { truncated } from './client.ts'
import { contextOf } from './context.ts'
import type { Told } from './metrics.ts'

/** s beyond which an answer is a problem by itself */
const SLOW = 1
const ENDLESS = /stream$/

/** A line a request: of those that failed here or were slow, or of all. Addresses of clients are not whole. */
export function accessLog(log: Log, which: 'off' | 'problems' | 'all'): Told | null {
  if (which === 'off') return null
  return (request, { route, status, seconds, bytes }) => {
    const problem = status >= 500 || (seconds > SLOW && !ENDLESS.test(route))
    if (which === 'problems' && !problem) return
    const { pathname, search } = addressOf(request)
    const { id, client, trace } = contextOf(request)
    log[problem ? 'warn' : 'info'](`${request.method} ${pathname} ${status}`, {
      method: request.method,
      path: pathname + search,
      ...{ route, status, request: id, trace: trace.id },
      ...(bytes !== null && { bytes }),
      ms: Math.round(seconds * 1e5) / 100,
      client: client === null ? null : truncated(client),
      agent: request.headers.get('user-agent'),
    })
  }
}
