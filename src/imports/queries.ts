import { z } from 'zod'
import { Profile } from '../listing/profile.ts'
import { readWhole } from '../platform/http/numbers.ts'
import { sentence } from '../platform/language/message.ts'
import { Import, Reject } from '../snapshots/import.ts'

/** Imports on a page of them, and refused rows on a page of those. */
export const SHOWN = 24

const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER) => z.int().min(least).max(most)
const blankOr = <T extends z.ZodType>(field: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : readWhole(value)),
    field,
  )
export const ListQuery = z.strictObject({
  limit: blankOr(wholeNumber(1, 500).default(SHOWN)).meta({
    description: 'Imports on a page',
    example: 10,
  }),
  before: blankOr(wholeNumber(1).optional()).meta({
    description: 'Only imports with a smaller id',
    example: 100,
  }),
})
export const RejectQuery = z.strictObject({
  limit: blankOr(wholeNumber(1, 500).default(100)).meta({
    description: 'Rows on a page',
    example: 50,
  }),
  offset: blankOr(wholeNumber(0).default(0)).meta({
    description: 'Rows to pass over',
    example: 0,
  }),
  format: z
    .preprocess(
      (value) => (value === '' ? undefined : value),
      z.enum(['json', 'csv']).default('json'),
    )
    .meta({
      description:
        "json; with csv this address answers as …/rejects.csv does: all rows under the file's own header",
      example: 'json',
      enum: ['json'],
    }),
})
export const QualityQuery = z.strictObject({
  offset: blankOr(wholeNumber(0).default(0)).meta({
    description: 'Rejected rows to pass over',
  }),
})
/** As an import shows one; of a request no more is taken than is known. */
const ProfileGiven = z.strictObject(Profile.shape)
export const Start = z
  .strictObject({
    source: z
      .string()
      .trim()
      .min(1, sentence('is empty: give a path or a pattern'))
      .max(2000)
      .meta({
        description:
          'Path or pattern, as the server sees it; http(s), s3://BUCKET/PREFIX or kaggle:OWNER/DATASET',
        example: 'cars/*.csv',
      }),
    profile: ProfileGiven.optional().meta({ description: 'How it is read; else it is inferred' }),
  })
  .meta({ examples: [{ source: 'src/imports/sample/cars.csv' }] })
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
