import type { Reason } from '../transactions/decode.ts'
import { type Bus, nameOf, type Received } from './bus/bus.ts'
import { deadLettersOf } from './topics.ts'

/** Bytes of a message that are put aside: more of it would not fit beside the reason */
const MOST = 65_536

export type DeadLetter = {
  /** `topic/partition@offset`, where the message stood first */
  origin: string
  reason: string
  detail: string
  attempts: number
  /** When it was put aside */
  at: string
  /** Whether only the beginning of the message is there, so that it cannot be sent again */
  cut: boolean
  key: string
  value: Uint8Array
}

export const originOf = ({ topic, partition, offset }: Received): string =>
  `${nameOf(topic, partition)}@${offset}`

/** A message that cannot be applied, as it is put aside: whole, with why and from where. */
export function deadLetter(
  message: Received,
  why: { reason: Reason; detail: string },
  attempts: number,
) {
  const value = message.value ?? new Uint8Array()
  return {
    key: message.key ?? '',
    value: value.subarray(0, MOST),
    headers: {
      origin: message.headers.origin ?? originOf(message),
      reason: why.reason,
      detail: why.detail.slice(0, 500),
      attempts: String(attempts),
      at: new Date().toISOString(),
      cut: String(value.byteLength > MOST),
    },
  }
}

/** Dead letters that are still there, each once, however often a ledger that was killed put it aside. */
export async function listDeadLetters(bus: Bus, topic: string): Promise<DeadLetter[]> {
  const found = new Map<string, DeadLetter>()
  const replayed = new Set<string>()
  for await (const message of bus.read(deadLettersOf(topic))) {
    const { headers, key, value } = message
    const origin = headers.origin ?? originOf(message)
    if (headers.replayed === 'true') replayed.add(origin)
    else {
      found.set(origin, {
        origin,
        reason: headers.reason ?? 'unknown',
        detail: headers.detail ?? '',
        attempts: Number(headers.attempts ?? 1),
        at: headers.at ?? '',
        cut: headers.cut === 'true',
        key: key ?? '',
        value: value ?? new Uint8Array(),
      })
      // It was sent again, and has come back.
      replayed.delete(origin)
    }
  }
  return [...found.values()].filter(({ origin }) => !replayed.has(origin))
}

/** Sends dead letters to the topic again, and notes that it did. @returns how many were sent */
export async function replayDeadLetters(
  bus: Bus,
  topic: string,
  letters: readonly DeadLetter[],
): Promise<number> {
  let sent = 0
  for (const { origin, key, value, cut } of letters) {
    if (cut) continue
    await bus.send(topic, [{ key, value, headers: { origin } }])
    const note = { origin, replayed: 'true' }
    await bus.send(deadLettersOf(topic), [{ key, value: '', headers: note }])
    sent++
  }
  return sent
}
