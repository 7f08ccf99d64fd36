import { z } from 'zod'
import type { Field } from '../../listing/row.ts'
import { HttpError, refusal } from '../../platform/http/errors.ts'
import { check } from '../../platform/http/query.ts'
import { message } from '../../platform/language/message.ts'
import type { Import } from '../../snapshots/import.ts'
import { find, type ImportDeps, startWith } from '../actions.ts'
import { type Answers, SCALE_NAMES, scaleOf } from '../profile/answers.ts'

const blankOr = <T extends z.ZodType>(field: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), field.optional())
const Column = blankOr(z.string().max(200)).meta({
  description: 'Name of the column that holds it',
})
const Scale = blankOr(z.enum(SCALE_NAMES))

/** What the form on the page of a held import says; blank: as it was read. */
export const ProfileForm = z
  .strictObject({
    ...{ brand: Column, model: Column, year: Column, km: Column, price: Column },
    ...{ fuel: Column, transmission: Column, owners: Column },
    unit: blankOr(z.enum(['km', 'mi'])).meta({ description: 'Unit of the distances in the file' }),
    km_scale: Scale.meta({ description: 'What its distances are counted in' }),
    price_scale: Scale.meta({ description: 'What its prices are counted in' }),
    currency: z
      .preprocess(
        (value) => (typeof value === 'string' && value !== '' ? value.toUpperCase() : undefined),
        z
          .string()
          .regex(/^[A-Z]{3}$/)
          .optional(),
      )
      .meta({ description: 'ISO code of the currency of its prices', example: 'GBP' }),
    preview: blankOr(z.literal('on')).meta({ description: 'Whether it is to be seen first' }),
    rate: blankOr(z.coerce.number().positive().max(1e9)).meta({
      description: "Units of the market's currency for one of the file's",
      example: 105.2,
    }),
  })
  .meta({ examples: [{ unit: 'mi', currency: 'GBP', rate: 105.2 }] })

const FIELDS = ['brand', 'model', 'year', 'km', 'price', 'fuel', 'transmission', 'owners'] as const

/**
 * Imports the source of a held import again, read as the form says.
 * @throws HttpError 404, 409 where it is not held or another one runs, 422 where the form says something wrong
 */
export async function confirm(
  deps: ImportDeps,
  id: string,
  given: Record<string, string>,
): Promise<Import> {
  const run = await find(deps, id)
  const { query, errors } = check(ProfileForm, given)
  if (errors) throw refusal(422, errors)
  return await readAgain(deps, run, answersOf(query, run), query.preview === 'on')
}

/**
 * Imports what a held import has looked at again, with answers to what it asks.
 * @throws HttpError 409 where it is not held or another one runs
 */
export async function readAgain(
  deps: ImportDeps,
  run: Import,
  answers: Answers,
  preview: boolean,
): Promise<Import> {
  if (run.status !== 'held') {
    throw new HttpError(
      409,
      message('Import {id} is not held: nothing is asked of it.', { id: run.id }),
    )
  }
  // What was looked at is what is imported, also where it came from elsewhere.
  const source = run.kept === undefined ? run.source : `kept:${run.kept}`
  return await startWith(deps, source, {
    answers,
    shownAs: run.source,
    ...(preview && { publish: 'seen' }),
  })
}

/** Columns that stand as they were read are not said again: one that is wanted for two fields keeps both. */
function answersOf(form: z.infer<typeof ProfileForm>, { profile }: Import): Answers {
  const columns: Partial<Record<Field, string>> = {}
  for (const field of FIELDS) {
    const name = form[field]
    if (name !== undefined && name !== profile?.columns[field]) columns[field] = name
  }
  const price = form.price_scale === undefined ? undefined : scaleOf(form.price_scale)
  const km = form.km_scale === undefined ? undefined : scaleOf(form.km_scale)
  return {
    accept: true,
    ...(Object.keys(columns).length > 0 && { columns }),
    ...(form.unit && { unit: form.unit }),
    ...(form.currency && { currency: form.currency }),
    ...(form.rate !== undefined && { rate: form.rate }),
    ...((price ?? km) !== undefined && {
      scale: { ...(price !== undefined && { price }), ...(km !== undefined && { km }) },
    }),
  }
}
