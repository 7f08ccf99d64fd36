import { z } from 'zod'
import { sentence } from '../platform/language/message.ts'
import { Import, Reject } from '../snapshots/import.ts'

/** Imports on a page of them, and refused rows on a page of those. */
export const SHOWN = 24

const wholeNumber = (least: number, most: number, usual: number) =>
  z.preprocess((value) => {
    if (value === '') return undefined
    return typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value
  }, z.int().min(least).max(most).default(usual))
export const ListQuery = z.strictObject({
  limit: wholeNumber(1, 500, SHOWN).meta({ description: 'Imports on a page' }),
  before: wholeNumber(1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER).meta({
    description: 'Only imports with a smaller id',
  }),
})
export const RejectQuery = z.strictObject({
  limit: wholeNumber(1, 500, 100).meta({ description: 'Rows on a page' }),
  offset: wholeNumber(0, Number.MAX_SAFE_INTEGER, 0).meta({ description: 'Rows to pass over' }),
  format: z
    .preprocess(
      (value) => (value === '' ? undefined : value),
      z.enum(['json', 'csv']).default('json'),
    )
    .meta({
      description:
        "csv: all of them under the file's own header, to be repaired and imported again",
    }),
})
export const QualityQuery = z.strictObject({
  offset: wholeNumber(0, Number.MAX_SAFE_INTEGER, 0).meta({
    description: 'Rejected rows to pass over',
  }),
})
export const Start = z.strictObject({
  source: z
    .string()
    .trim()
    .min(1, sentence('is empty: give a path or a pattern'))
    .max(2000)
    .meta({ description: 'Path or pattern, as the server sees it', example: 'cars/*.csv' }),
})
const Links = z.object({
  self: z.string(),
  next: z.string().nullable(),
  prev: z.string().nullable(),
})
export const ImportList = z
  .object({ items: z.array(Import), total: z.int(), links: Links })
  .meta({ id: 'ImportList' })
export const RejectList = z
  .object({ items: z.array(Reject), total: z.int(), links: Links })
  .meta({ id: 'RejectList' })
export type ListQuery = z.infer<typeof ListQuery>
