import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../deploy/command.ts'
import { ROOT } from './server.ts'

/** Starts the broker that CI uses, where there is one. */
const KAFKA_UP = join(ROOT, '../shared/tools/kafka-up')

export type KafkaServer = {
  /** What it is, for whoever reads the output. */
  used: string
  brokers: string
  /** Takes the broker away and brings it back with its data; null where that cannot be done */
  away: (() => Promise<void>) | null
  back: (() => Promise<void>) | null
  stop(): Promise<void>
}

/** A Kafka for the tests: KAFKA_BROKERS, else one that is started. `why` says why there is none. */
export async function findKafka(): Promise<{ server: KafkaServer | null; why: string }> {
  const given = process.env.KAFKA_BROKERS
  if (given) {
    const used = `KAFKA_BROKERS, ${given}`
    const server = { used, brokers: given, away: null, back: null, stop: async () => {} }
    return { server, why: '' }
  }
  if (!existsSync(KAFKA_UP)) {
    return { server: null, why: 'KAFKA_BROKERS is not set, there is no ../shared/tools/kafka-up' }
  }
  const env = { KAFKA_PORT: String(freePort()) }
  const up = async (...args: string[]) => {
    const { code, out } = await run([KAFKA_UP, ...args], { env })
    return { brokers: out.match(/^KAFKA_BROKERS=(.+)$/m)?.[1], code, out }
  }
  const { brokers, out } = await up()
  if (!brokers) return { server: null, why: `kafka-up did not start: ${out.split('\n').at(-1)}` }
  const server: KafkaServer = {
    used: 'Apache Kafka 3.9.1, started by ../shared/tools/kafka-up',
    brokers,
    away: async () => void (await up('--down')),
    async back() {
      const { brokers, out } = await up()
      if (!brokers) throw new Error(`the broker did not come back: ${out.split('\n').at(-1)}`)
    },
    stop: async () => void (await up('--wipe')),
  }
  return { server, why: '' }
}

/**
 * A port that is free, as is the one after it, which the controller takes; below those that the system gives to
 * connections, one of which could have taken it when the broker comes back.
 */
function freePort(): number {
  for (;;) {
    const port = 20_000 + 2 * Math.floor(Math.random() * 6000)
    if (isFree(port) && isFree(port + 1)) return port
  }
}

function isFree(port: number): boolean {
  try {
    Bun.listen({ hostname: '127.0.0.1', port, socket: { data() {} } }).stop(true)
    return true
  } catch {
    return false
  }
}
