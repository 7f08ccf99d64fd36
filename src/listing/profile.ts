import { z } from 'zod'
import { FUELS, TRANSMISSIONS } from './car.ts'
import { FIELDS } from './row.ts'

const Mark = z.enum(['.', ',']).nullable()
const Factor = z.number().positive().max(1e9)
const Text = z.string().max(200)

/** How a file becomes listings: plain JSON, as it is shown, kept and given back. */
export const Profile = z
  .strictObject({
    name: Text.meta({ description: 'What people call it' }),
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .meta({ description: 'Of the header that it is for' }),
    encoding: Text,
    delimiter: Text,
    quote: Text,
    header: z
      .array(Text)
      .max(1000)
      .meta({ description: 'Names of the columns; blank: it has none' }),
    columns: z
      .partialRecord(z.enum(FIELDS), Text)
      .meta({ description: 'The column of each field, by its name or as #1, #2, …' }),
    distance: z.strictObject({ unit: z.enum(['km', 'mi']), scale: Factor, decimal: Mark }),
    price: z.strictObject({
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .nullable(),
      signs: z.array(Text).max(20),
      scale: Factor,
      decimal: Mark,
      rate: Factor.meta({ description: "Units of the market's currency for one of the file's" }),
    }),
    engine: z.strictObject({ unit: z.enum(['cc', 'l']).nullable() }),
    dates: z.enum(['dmy', 'mdy']),
    words: z.strictObject({
      transmission: z.record(Text, z.enum(TRANSMISSIONS)),
      fuel: z.record(Text, z.enum(FUELS)),
      owners: z.record(Text, z.int().min(0).max(99)),
    }),
    brands: z.array(Text).max(1000),
    pack: Text,
  })
  .meta({ id: 'Profile' })
export type Profile = z.infer<typeof Profile>
