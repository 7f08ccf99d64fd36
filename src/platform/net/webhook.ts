import type { Log } from '../log.ts'
import { isPassing, waitBefore } from './patience.ts'

/** Tells somebody else's program of an event. Never throws. */
export type Webhook = (event: { event: string } & Record<string, unknown>) => Promise<void>

const ATTEMPTS = { answer: 10_000, silence: 0, whole: 0, attempts: 4, wait: 500 }

/** @param url null: nobody is told. Whoever runs the program has chosen it, so that it may lie anywhere */
export function createWebhook(url: string | null, log: Log, patience = ATTEMPTS): Webhook {
  if (url === null) return async () => {}
  return async (event) => {
    const body = JSON.stringify({ ...event, at: new Date().toISOString() })
    for (let attempt = 1; ; attempt += 1) {
      const problem = await send(url, body, patience.answer)
      if (problem === null) return
      if (!problem.passing || attempt === patience.attempts) {
        return log.warn(`WEBHOOK_URL was not told of ${event.event}: ${problem.text}`)
      }
      await Bun.sleep(waitBefore(attempt, patience))
    }
  }
}

async function send(url: string, body: string, answer: number) {
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(answer),
    })
    return status < 300 ? null : { passing: isPassing(status), text: `it answers ${status}` }
  } catch (error) {
    const { code, name } = error as Error & { code?: string }
    return { passing: true, text: code ?? name }
  }
}
