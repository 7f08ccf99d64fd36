import { z } from 'zod'
import { refusal } from '../platform/http/errors.ts'
import { readWhole } from '../platform/http/numbers.ts'
import { message, sentence } from '../platform/language/message.ts'
import { NOTES } from '../transactions/car-state.ts'
import type { TransactionQuery } from '../transactions/store.ts'
import { KINDS, Transaction } from '../transactions/transaction.ts'

/** Transactions on a page */
export const SHOWN = 24

const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === ''
const list = <T extends z.ZodType>(each: T, most = 50) =>
  z.preprocess((value) => {
    const given = [value].flat().filter((one) => one !== undefined && !isBlank(one))
    return given.length === 0 ? undefined : given
  }, z.array(each).max(most).optional())
const moment = z.preprocess(
  (value) => (isBlank(value) ? undefined : value),
  z
    .union([z.iso.datetime({ offset: true }), z.iso.date()], {
      error: sentence('"{value}" is no moment like 2026-11-20T12:00:00Z'),
    })
    .optional(),
)

/** Which transactions are wanted. */
export const Filter = z.strictObject({
  car: list(z.string().max(200)).meta({
    description: 'Ids of cars',
    example: ['2016-honda-brio-1ya1boasjdw'],
  }),
  brand: list(z.string().max(200)).meta({
    description: 'Brands, without case',
    example: ['Honda'],
  }),
  kind: list(z.enum(KINDS)).meta({ description: 'What happened', example: ['sale'] }),
  from: moment.meta({
    description: 'Not before this moment or day, UTC',
    example: '2026-11-20T00:00:00Z',
  }),
  to: moment.meta({ description: 'Before this moment or day, UTC', example: '2099-01-01' }),
})
export type Filter = z.infer<typeof Filter>

export const PageQuery = Filter.safeExtend({
  cursor: z
    .preprocess((value) => (isBlank(value) ? undefined : value), z.string().max(500).optional())
    .meta({
      description: 'Where to go on, from links.next or links.prev',
      example: 'WyIxeTRtZWltIiwibmV4dCIsIjAxOWFhMGYyLTRjODAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMSJd',
    }),
})
export const LiveQuery = PageQuery.safeExtend({
  paused: z
    .preprocess((value) => (isBlank(value) ? undefined : value), z.enum(['1']).optional())
    .meta({ description: 'Stands still' }),
})
/** Cars whose state a page shows. */
export const MarksQuery = z.strictObject({
  id: z.preprocess(
    (value) => [value].flat().filter((one) => one !== undefined && !isBlank(one)),
    z.array(z.string().regex(/^[\w-]{1,200}$/)).max(500),
  ),
  look: z.string().max(200).optional().meta({ description: 'The car that is being looked at' }),
})
export const ListQuery = PageQuery.safeExtend({
  limit: z
    .preprocess(
      (value) => (isBlank(value) ? undefined : readWhole(value)),
      z.int().min(1).max(500).default(SHOWN),
    )
    .meta({ description: 'Transactions on a page', example: 10 }),
  format: z
    .preprocess(
      (value) => (value === '' ? undefined : value),
      z.enum(['json', 'ndjson']).default('json'),
    )
    .meta({
      description:
        'json; with ndjson this address answers as /api/transactions.ndjson does: all of them, limit and cursor do not apply',
      example: 'json',
      enum: ['json'],
    }),
})

/** A transaction as it is answered. */
export const Listed = Transaction.omit({ version: true })
  .extend({
    received_at: z.iso.datetime().meta({ description: 'When the ledger applied it' }),
    note: z.enum(NOTES).nullable().meta({
      description:
        'impossible: it cannot follow on what happened before. late: it came after a later one. unknown_car: the car is not on the market',
    }),
  })
  .meta({ id: 'Transaction' })
export type Listed = z.infer<typeof Listed>

export const TransactionList = z
  .object({
    items: z.array(Listed),
    total: z.int(),
    links: z.object({ self: z.string(), next: z.string().nullable(), prev: z.string().nullable() }),
  })
  .meta({ id: 'TransactionList' })

/** What a store is asked for. */
export function conditionOf({
  car,
  brand,
  kind,
  from,
  to,
}: Filter): Omit<TransactionQuery, 'limit'> {
  return {
    ...(car && { car }),
    ...(brand && { brand }),
    ...(kind && { kind }),
    ...(from !== undefined && { from: Date.parse(from) }),
    ...(to !== undefined && { to: Date.parse(to) }),
  }
}

/** A filter as an address writes it, always in the same order. */
export function searchOf(filter: Filter, more: Record<string, string | undefined> = {}): string {
  const { car = [], brand = [], kind = [], from, to } = filter
  const pairs = [
    ...car.map((value) => ['car', value]),
    ...brand.map((value) => ['brand', value]),
    ...kind.map((value) => ['kind', value]),
    ...Object.entries({ from, to, ...more }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  ]
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

const Place = z.tuple([z.string(), z.enum(['next', 'prev']), z.string()])
const keyOf = (filter: Filter) => Bun.hash.xxHash32(searchOf(filter)).toString(36)

export function writeCursor(filter: Filter, towards: 'next' | 'prev', id: string): string {
  return Buffer.from(JSON.stringify([keyOf(filter), towards, id])).toString('base64url')
}

/**
 * @returns null where there is none, or it belongs to another filter: the reader starts at the newest
 * @throws HttpError 400 where it was never ours
 */
export function readCursor(query: z.infer<typeof PageQuery>): TransactionQuery['at'] | null {
  if (query.cursor === undefined) return null
  const read = Place.safeParse(parse(Buffer.from(query.cursor, 'base64url').toString()))
  if (!read.success) {
    const wrong = message('is not one that this market gave; leave it out')
    throw refusal(400, [{ parameter: 'cursor', message: wrong }])
  }
  const [key, towards, id] = read.data
  return key === keyOf(query) ? { towards, id } : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
