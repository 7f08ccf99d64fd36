import type { Profile } from '../../listing/profile.ts'
import { type Columns, FIELDS, type Field, type Form } from '../../listing/row.ts'
import type { Message } from '../../platform/language/message.ts'
import { repeatedBrands } from '../cleaning/brands.ts'
import type { Answers } from './answers.ts'
import { type Assignment, assign, type Column, isEconomy } from './assign.ts'
import { besideOf, withBeside } from './beside.ts'
import { settleByAge } from './by-age.ts'
import { completeByOthers, leaveOutEconomy, wholeName } from './complete.ts'
import { placeDummies } from './dummies.ts'
import { evidenceOf } from './evidence.ts'
import { extrasOf } from './extras.ts'
import { formOf } from './form.ts'
import { fingerprintOf, nameOf, placeOf } from './header.ts'
import { hintsOf, meaningsOf } from './names.ts'
import { type Question, questionsOf } from './questions.ts'
import type { Market, Sight } from './sight.ts'
import { Values } from './values.ts'

/** A column as it is shown. `use`: the field it is read as, what it was recognised as, or null. */
export type Described = {
  name: string
  fields: Field[]
  leftOut: string | null
  sample: string[]
  evidence: Message[]
}
export type Reading = {
  profile: Profile
  columns: Columns
  described: Described[]
  questions: Question[]
  /** fields that every car needs and that no column holds */
  missing: Field[]
}

const REQUIRED = ['brand', 'model', 'year', 'km', 'price'] as const satisfies Field[]

/** Says how a file becomes listings, why, and what has to be asked before. `kept`: of a file with the same header. */
export function infer(
  sight: Sight,
  market: Market,
  answers: Answers = {},
  kept: Profile | null = null,
): Reading {
  const parted = sight.header.map((name, at): Column => {
    const cells = sight.rows.map((row) => row[at] ?? '')
    return {
      name,
      at,
      hints: hintsOf(name, market.currency),
      values: new Values(cells),
      raw: cells,
    }
  })
  const assignment = assign(parted, sight.headed !== 'no')
  const numbering = parted.filter(isNumbering).map(({ at }) => at)
  for (const [field, { at }] of assignment.placed) {
    if (numbering.includes(at)) assignment.placed.delete(field)
  }
  if (sight.headed === 'no') settleByAge(assignment, parted)
  leaveOutEconomy(assignment, parted)
  completeByOthers(assignment, parted)
  const hot = placeDummies(assignment, parted)
  place(assignment, sight.header, kept?.columns)
  place(assignment, sight.header, answers.columns)
  const at = placesOf(assignment)
  const beside = besideOf(parted, at)
  const columns = parted.map((column) => withBeside(column, parted, at, beside))
  const form: Form = kept
    ? { ...formOf(columns, at, market, answers), ...pick(kept, answers) }
    : formOf(columns, at, market, answers)
  if (at.brand >= 0 && at.brand === at.model) {
    const own = repeatedBrands(columns[at.brand]?.values.cells ?? [])
    form.brands = [...new Set([...form.brands, ...own])]
  }
  const missing = REQUIRED.filter((field) => at[field] < 0)
  const oneHot = hot.some((each) => each.at === at.fuel) ? hot : []
  const hots = oneHot.map((each) => each.at)
  const used = new Set([...Object.values(at), ...Object.values(beside), ...numbering, ...hots])
  const extras = extrasOf(columns, used)
  const names = Object.fromEntries(
    FIELDS.flatMap((field) => (at[field] < 0 ? [] : [[field, nameOf(sight.header, at[field])]])),
  )
  const profile: Profile = {
    name: kept?.name ?? '',
    fingerprint: fingerprintOf(sight.header),
    encoding: answers.encoding ?? kept?.encoding ?? sight.encoding.name,
    delimiter: sight.delimiter,
    quote: sight.quote,
    header: [...sight.header],
    columns: names,
    ...form,
    pack: market.pack,
  }
  const questions = questionsOf({
    sight,
    columns,
    assignment,
    at,
    form,
    market,
    answers,
    kept,
    missing,
  })
  return {
    profile,
    columns: {
      ...{ at, names, header: [...sight.header], form, numbering, beside, extras },
      ...(oneHot.length > 0 && { oneHot }),
      ...wholeName(parted, at),
    },
    described: columns.map((column) => ({
      ...describe(column, at, assignment, numbering, beside),
      ...(hots.includes(column.at) && { fields: ['fuel' as const], leftOut: null }),
    })),
    questions,
    missing,
  }
}

const pick = ({ distance, price, engine, dates, words, brands }: Profile, answers: Answers) => ({
  distance: { ...distance, ...(answers.unit && { unit: answers.unit }) },
  price:
    answers.currency || answers.scale?.price || answers.rate
      ? undefinedPrice(price, answers)
      : price,
  engine,
  dates,
  words,
  brands,
})

const undefinedPrice = (price: Profile['price'], { currency, scale, rate }: Answers) => ({
  ...price,
  ...(currency && { currency, rate: rate ?? 1 }),
  ...(rate && { rate }),
  ...(scale?.price && { scale: scale.price }),
})

function isNumbering({ name, values }: Column): boolean {
  const [meaning] = meaningsOf(name)
  const nameless = name === '' || (meaning?.kind === 'id' && !/^(id|.*\bid|vin|lp)$/i.test(name))
  return nameless && values.cells.length > 0 && values.counts
}

function place(
  { placed, rivals }: Assignment,
  header: readonly string[],
  given: Profile['columns'] = {},
): void {
  for (const field of FIELDS) {
    const name = given[field]
    if (name === undefined) continue
    const at = placeOf(header, name)
    if (at < 0) continue
    for (const [other, { at: theirs }] of placed) {
      const shared =
        (field === 'brand' || field === 'model') && (other === 'brand' || other === 'model')
      if (theirs === at && other !== field && !shared) placed.delete(other)
    }
    placed.set(field, { at, ground: 'name', fit: 1 })
    rivals.delete(field)
  }
}

function placesOf({ placed }: Assignment): Record<Field, number> {
  const at = {} as Record<Field, number>
  for (const field of FIELDS) at[field] = placed.get(field)?.at ?? -1
  return at
}

function describe(
  column: Column,
  at: Record<Field, number>,
  { placed }: Assignment,
  numbering: readonly number[],
  beside: Columns['beside'] = {},
): Described {
  const fields = FIELDS.filter((each) => at[each] === column.at || beside[each] === column.at)
  const [meaning] = meaningsOf(column.name)
  const economy = meaning?.kind === 'km' && isEconomy(column.hints, column.values)
  const kind = numbering.includes(column.at) ? 'id' : economy ? 'economy' : (meaning?.kind ?? null)
  return {
    name: column.name === '' ? `#${column.at + 1}` : column.name,
    fields,
    leftOut: fields.length === 0 ? kind : null,
    sample: [...new Set(column.values.cells)].slice(0, 3).map((cell) => cell.slice(0, 60)),
    evidence: fields.slice(0, 1).flatMap((field) => evidenceOf(field, column, placed.get(field))),
  }
}
