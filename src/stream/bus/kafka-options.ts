import type { ConnectionOptions } from '@platformatic/kafka'

/** What every client of one bus is made with. */
export type ClientOptions = ConnectionOptions & {
  clientId: string
  bootstrapBrokers: string[]
  retries: number
  retryDelay: number
  timeout: number
  requestTimeout: number
}

export const CONNECTED = {
  clientId: 'forecourt',
  // A broker that starts again is back within seconds.
  retries: 5,
  retryDelay: 500,
  timeout: 10_000,
  requestTimeout: 15_000,
  connectTimeout: 5000,
} as const
