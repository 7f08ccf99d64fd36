import { z } from 'zod'
import { Profile } from '../../listing/profile.ts'
import { readWhole } from '../../platform/http/numbers.ts'
import { sentence } from '../../platform/language/message.ts'
import { Import, Reject } from '../../snapshots/import.ts'
import { Answers } from '../profile/answers.ts'

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
const EXAMPLE: Profile = {
  name: 'cars of the north',
  fingerprint: '0123456789abcdef',
  encoding: 'utf-8',
  delimiter: ',',
  quote: '"',
  header: ['brand', 'model', 'year', 'km', 'price'],
  columns: { brand: 'brand', model: 'model', year: 'year', km: 'km', price: 'price' },
  distance: { unit: 'km', scale: 1, decimal: null },
  price: { currency: 'INR', signs: [], scale: 1, decimal: null, rate: 1 },
  engine: { unit: null },
  dates: 'dmy',
  words: { transmission: {}, fuel: {}, owners: {} },
  brands: [],
  pack: 'none',
}
/** As an import shows one; of a request no more is taken than is known. */
export const ProfileGiven = z.strictObject(Profile.shape).meta({ examples: [EXAMPLE] })
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
    preview: z
      .preprocess((value) => (value === 'on' ? true : value), z.boolean().optional())
      .meta({ description: 'Whether it is held until somebody publishes it', example: false }),
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
export const SnapshotList = z
  .object({
    items: z.array(
      z
        .object({
          version: z.int(),
          import_id: z.int(),
          published_at: z.iso.datetime(),
          as_of: z.iso.date(),
          cars: z.int(),
          estimates: z.boolean().meta({ description: 'Whether its cars are estimated' }),
          current: z.boolean().meta({ description: 'Whether readers see it' }),
        })
        .meta({ id: 'KeptSnapshot' }),
    ),
    total: z.int(),
    links: Links,
  })
  .meta({ id: 'SnapshotList' })
export const ProfileList = z
  .object({ items: z.array(Profile), total: z.int(), links: Links })
  .meta({ id: 'ProfileList' })
export const AnswersGiven = z
  .strictObject({
    ...Answers.shape,
    preview: z.boolean().optional().meta({
      description: 'Whether it is held until somebody publishes it',
    }),
  })
  .meta({ examples: [{ unit: 'mi', currency: 'GBP', rate: 105.2 }] })
export type ListQuery = z.infer<typeof ListQuery>
