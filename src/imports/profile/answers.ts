import { z } from 'zod'
import { FIELDS } from '../../listing/row.ts'

const SCALES = new Map([
  ['1', 1],
  ['one', 1],
  ['ten', 10],
  ['thousand', 1e3],
  ['lakh', 1e5],
  ['million', 1e6],
  ['crore', 1e7],
])
/** The names of scales, as they are typed. */
export const SCALE_NAMES = ['one', 'ten', 'thousand', 'lakh', 'million', 'crore'] as const
export const scaleOf = (name: string): number | undefined =>
  SCALES.get(name.toLowerCase()) ?? (Number(name) > 0 ? Number(name) : undefined)
export const scaleName = (scale: number): string =>
  [...SCALES].findLast(([, each]) => each === scale)?.[0] ?? String(scale)

const Scale = z.number().positive().max(1e9)
/** What a person says of a file; what is not said is taken from the file. */
export const Answers = z.strictObject({
  accept: z.boolean().optional().meta({ description: 'Whether all else is meant as it was read' }),
  columns: z.partialRecord(z.enum(FIELDS), z.string().max(200)).optional(),
  unit: z.enum(['km', 'mi']).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  rate: z.number().positive().max(1e9).optional(),
  scale: z.strictObject({ price: Scale.optional(), km: Scale.optional() }).optional(),
  encoding: z.string().max(40).optional(),
})
export type Answers = z.infer<typeof Answers>
