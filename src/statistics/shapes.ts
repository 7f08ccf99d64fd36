import { z } from 'zod'
import { LARGEST, MOST_VALUES } from './read-numbers.ts'
import { QUANTILES } from './summary.ts'

const figure = z.number().nullable()

export const Values = z
  .strictObject({
    values: z
      .array(z.number().min(-LARGEST).max(LARGEST))
      .max(MOST_VALUES)
      .meta({ description: 'Numbers, in any order' }),
  })
  .meta({
    id: 'Values',
    examples: [{ values: [1, 2.5, 3] }],
    description: 'Up to a million numbers of at most 1e150',
  })
export const Mean = z
  .object({ count: z.int(), mean: figure.meta({ description: 'null of nothing' }) })
  .meta({ id: 'Mean' })
export const Summary = z
  .object({
    count: z.int(),
    mean: figure,
    median: figure,
    stddev: figure.meta({ description: 'Of a sample (n − 1); null of fewer than two' }),
    min: figure,
    max: figure,
    quantiles: z
      .object(Object.fromEntries(QUANTILES.map((p) => [String(p), figure])))
      .meta({ description: "Linear interpolation: type 7, numpy's default and R's" }),
  })
  .meta({ id: 'Summary' })
export const Histogram = z
  .object({
    bins: z
      .array(z.object({ from: z.number(), to: z.number(), count: z.int() }))
      .meta({ description: '`to` is exclusive but for the last bin; empty of nothing' }),
  })
  .meta({ id: 'Histogram' })
