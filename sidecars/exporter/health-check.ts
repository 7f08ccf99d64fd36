import type { Config } from '../../src/config.ts'

const PATIENCE = 2000
const ANY = new Set(['0.0.0.0', '::', '[::]'])

/** Whether the exporter that runs on this machine says that it is alive. */
export async function isAlive({ host, exporterPort }: Config): Promise<boolean> {
  const called = ANY.has(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  const url = `http://${called}:${exporterPort}/health/live`
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => null)
  return answer?.ok === true
}
