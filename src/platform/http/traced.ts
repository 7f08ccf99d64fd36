import { Elysia } from 'elysia'
import { inSpan, isTracing } from '../tracing.ts'
import { addressOf } from './address.ts'
import { contextOf } from './context.ts'

/** Each request is a span, named by the route that answers it; what it asks and makes are spans within. */
export function traced() {
  const plugin = new Elysia({ name: 'traced' })
  if (!isTracing()) return plugin
  return plugin.wrap((answer, request) => (...given: unknown[]) => {
    const parent = request.headers.get('traceparent') ?? undefined
    const attributes = {
      'http.request.method': request.method,
      'url.path': addressOf(request).pathname,
    }
    return inSpan(request.method, { kind: 'server', attributes, parent }, async (span) => {
      const response: unknown = await answer(...given)
      const { route } = contextOf(request)
      if (route !== '')
        span?.updateName(`${request.method} ${route}`).setAttribute('http.route', route)
      if (response instanceof Response)
        span?.setAttribute('http.response.status_code', response.status)
      return response
    })
  })
}
