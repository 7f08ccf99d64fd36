import { z } from 'zod'
import { RANGE_FIELDS, VALUE_FACETS } from '../../listing/query.ts'
import { INDEX_VERSION } from './fields.ts'

const counts = z.array(z.int())
const Scale = z.object({ from: z.number(), width: z.number(), count: z.int(), max: z.number() })

/** What an index says of itself. */
const About = z.object({
  version: z.literal(INDEX_VERSION),
  size: z.int(),
  whole: z.object({
    values: z.record(z.enum(VALUE_FACETS), counts),
    ranges: z.record(z.enum(RANGE_FIELDS), z.object({ scale: Scale.nullable(), counts })),
    attributes: z.object({
      shown: z.array(z.object({ key: z.string(), values: z.array(z.string()) })),
      counts,
    }),
  }),
})
export type About = z.infer<typeof About>

/** @throws when it is missing, or of another version */
export function readAbout(text: string | undefined): About {
  return About.parse(JSON.parse(text ?? 'null'))
}
