import { z } from 'zod'
import { FIELDS } from '../../listing/row.ts'

const Cell = z.union([z.string().max(4000), z.number(), z.boolean(), z.null()])
const cell = (description: string) => Cell.optional().meta({ description })

/** A listing as a program sends it: a line of NDJSON. Distances in km, prices in the currency of the market. */
export const ListingGiven = z
  .looseObject({
    brand: cell('Maker'),
    model: cell('Model, with its trim'),
    year: cell('Year of make'),
    km: cell('Distance driven, km'),
    price: cell('Asking price, in the currency of the market'),
    transmission: cell('manual or automatic, or a word for it'),
    fuel: cell('petrol, diesel, …, or a word for it'),
    owners: cell('Owners so far'),
    registered_on: cell('First registration, ISO date'),
    engine_cc: cell('Engine size, cm³'),
    emi: cell('Monthly cost'),
    insured: cell('Whether it is insured'),
    spare_key: cell('Whether it has a spare key'),
    registration_mark: cell('Office prefix of the plate'),
    title: cell('Title of the listing'),
  })
  .meta({
    examples: [
      { brand: 'Honda', model: 'City ZX', year: 2019, km: 41000, price: 690000, fuel: 'petrol' },
    ],
  })

/** What became of one line. */
export const ListingResult = z
  .object({
    line: z.int().meta({ description: 'Line of the body, from 1' }),
    result: z.enum(['accepted', 'rejected']),
    rule: z.string().nullable().meta({ description: 'Rule that refused it' }),
    reason: z.string().nullable(),
    import: z
      .int()
      .nullable()
      .optional()
      .meta({ description: 'On the last line: the import that was started; null: none could be' }),
    problem: z.string().optional().meta({ description: 'Why no import was started' }),
  })
  .meta({ id: 'ListingResult' })
export type ListingResult = z.infer<typeof ListingResult>

/** The header of such a list, as a file of its own. */
export const HEADER = [...FIELDS]
