import type { HttpMetrics } from './metrics.ts'
import { SECURITY_HEADERS, TYPES } from './respond.ts'

/** /metrics on a port of its own, which a cluster opens to Prometheus alone; anything else there is a 404. */
export function serveMetrics(
  metrics: HttpMetrics,
  listening: { hostname: string; port: number; idleTimeout: number; development: false },
) {
  return Bun.serve({
    ...listening,
    routes: {
      '/metrics': {
        GET: async () =>
          new Response(await metrics.write(), {
            headers: { ...SECURITY_HEADERS, 'content-type': metrics.type },
          }),
      },
    },
    fetch: () => plain('There is only /metrics here.', 404),
    error: () => plain('Something broke.', 500),
  })
}

const plain = (text: string, status: number) =>
  new Response(`${text}\n`, {
    status,
    headers: { ...SECURITY_HEADERS, 'content-type': TYPES.text },
  })
