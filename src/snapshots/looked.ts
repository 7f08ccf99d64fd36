import { z } from 'zod'
import { cookieOf, keepCookie, packed, unpacked } from '../platform/http/cookies.ts'

/** What a car asked when a reader saw its page first. `on`: ISO date. */
export type Looked = { id: string; price: number; on: string }

/** The cars that a reader looked at, kept by the browser alone. */
const COOKIE = 'looked'
const DAYS = 90
const MOST_LOOKED = 24
const LONGEST_ID = 100

const Written = z
  .array(z.tuple([z.string().min(1).max(LONGEST_ID), z.int().min(0), z.iso.date()]))
  .max(MOST_LOOKED)

/** By id, in the order in which they were looked at first. */
export function lookedAt(request: Request): Map<string, Looked> {
  const read = Written.safeParse(unpacked(cookieOf(request, COOKIE)))
  const all = read.success ? read.data : []
  return new Map(all.map(([id, price, on]) => [id, { id, price, on }]))
}

/** A Set-Cookie once a reader has looked at a car for the first time; null: its id is too long to be kept. */
export function lookCookie(request: Request, looked: Looked): string | null {
  if (looked.id.length > LONGEST_ID) return null
  return cookieWith(request, [...lookedAt(request).values(), looked].slice(-MOST_LOOKED))
}

export const forgetCookie = (request: Request): string => cookieWith(request, [])

const cookieWith = (request: Request, all: readonly Looked[]): string =>
  keepCookie(
    request,
    COOKIE,
    packed(all.map(({ id, price, on }) => [id, price, on])),
    all.length === 0 ? 0 : DAYS,
  )
