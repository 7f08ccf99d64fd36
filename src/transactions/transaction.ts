import { z } from 'zod'

/** What happens to a car on the live market. */
export const KINDS = ['reservation', 'sale', 'price_change', 'cancellation'] as const
export type Kind = (typeof KINDS)[number]

/** The version of the message that this program writes, and the only one that it reads. */
export const VERSION = 1

const text = (most: number) => z.string().min(1).max(most)

/** The moment that a UUIDv7 begins with, ms since 1970. */
export const momentOf = (id: string): number =>
  Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

/** A message of the topic. Whoever produces it mints the id: a message that is sent twice is one transaction. */
export const Transaction = z
  .object({
    version: z.literal(VERSION).meta({ description: 'Version of this form' }),
    id: z.uuidv7().meta({
      description: 'UUIDv7, whose moment is `at`: the order of ids is the order of what happened',
    }),
    kind: z.enum(KINDS).meta({ description: 'What happened; a cancellation ends a reservation' }),
    car_id: text(200).meta({ description: 'Id of the car; the key of the message' }),
    brand: text(200).meta({ description: 'Brand of the car' }),
    title: text(500).meta({ description: 'Year, brand and model of the car' }),
    at: z.iso.datetime({ precision: 3 }).meta({ description: 'When it happened, UTC' }),
    price: z.int().positive().meta({
      description: 'What the car asks, or was sold for, whole units of the currency',
    }),
    price_before: z
      .int()
      .positive()
      .nullable()
      .meta({ description: 'What the car asked before a change of its price; else null' }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .meta({ description: 'Currency of the prices, ISO 4217' }),
    listed_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'Since when the car was listed; null: not known' }),
    simulated: z.boolean().meta({ description: 'Whether it was made up by a simulator' }),
  })
  .meta({ description: 'What happened to a car on the live market' })
export type Transaction = z.infer<typeof Transaction>

/** A transaction as a store keeps it: where in the stream it stood, and when it was taken from there. */
export type Recorded = Transaction & {
  /** `topic/partition` */
  partition: string
  offset: number
  received_at: string
}

/** What a transaction adds to the sums of its kind: its price, and of a price change the difference. */
export const amountOf = ({ kind, price, price_before }: Transaction): number =>
  kind === 'price_change' && price_before !== null ? price - price_before : price

/** ms that a car was listed until it was sold; null for what is no sale, or where it is not known. */
export function timeToSell({
  kind,
  at,
  listed_at,
}: Pick<Transaction, 'kind' | 'at' | 'listed_at'>): number | null {
  if (kind !== 'sale' || listed_at === null) return null
  return Math.max(0, Date.parse(at) - Date.parse(listed_at))
}

/** By how much a price was cut; null for what is no cut. */
export function cutOf(transaction: Transaction): number | null {
  const by = transaction.kind === 'price_change' ? -amountOf(transaction) : 0
  return by > 0 ? by : null
}
