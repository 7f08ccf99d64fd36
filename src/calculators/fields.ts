import { z } from 'zod'
import { type FieldError, refusal as refuse } from '../platform/http/errors.ts'
import { readFraction, readWhole } from '../platform/http/numbers.ts'
import { checkQuery, parameters, type QueryResult } from '../platform/http/query.ts'
import { sentence } from '../platform/language/message.ts'

/*
 * What people type into a calculator, read as one number. A value that cannot be read is a 400, one that can be read
 * and lies outside of what makes sense a 422.
 */

const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === ''
const given = (value: unknown) => (isBlank(value) ? undefined : value)

/** Amounts are long: least and most are written as people read them. */
const within = <T extends z.ZodNumber>(number: T, least: number, most: number) =>
  number
    .min(least, sentence('{value, number} is less than {least, number}'))
    .max(most, sentence('{value, number} is more than {most, number}'))

/** 500000, 5,00,000 and ₹5,00,000 alike. */
export const whole = (least: number, most: number) =>
  z.preprocess((value) => readWhole(given(value)), within(z.int(), least, most))

/** 11, 11.5, 11,5 and 11 % alike. */
export const fraction = (least: number, most: number) =>
  z.preprocess((value) => readFraction(given(value)), within(z.number(), least, most))

export const choice = <const T extends readonly [string, ...string[]]>(
  values: T,
  usual: T[number],
) => z.preprocess(given, z.enum(values).default(usual as never))

/** A field that may be left out. */
export const optional = <T extends z.ZodType>(field: T) => z.preprocess(given, field.optional())
export const usually = <T extends z.ZodType<number>>(field: T, usual: number) =>
  z.preprocess(given, field.default(usual as never))

export type Refusal = { status: 400 | 422; errors: FieldError[] }

/** @returns what was asked, or why it is refused */
export function checkCalculation<S extends z.ZodObject>(
  schema: S,
  request: Request,
): { query: z.infer<S>; refusal: null } | { query: null; refusal: Refusal } {
  const read: QueryResult<z.infer<S>> = checkQuery(schema, request)
  if (read.errors === null) return { query: read.query, refusal: null }
  const issues = schema.safeParse(parameters(request.url)).error?.issues ?? []
  const readable = issues.every(({ code }) => ['too_small', 'too_big', 'custom'].includes(code))
  return { query: null, refusal: { status: readable ? 422 : 400, errors: read.errors } }
}

/** @throws HttpError 400 or 422 */
export function readCalculation<S extends z.ZodObject>(schema: S, request: Request): z.infer<S> {
  const { query, refusal } = checkCalculation(schema, request)
  if (refusal === null) return query
  throw refuse(refusal.status, refusal.errors)
}
