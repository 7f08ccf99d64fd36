import { type Columns, FIELDS, type Field } from '../../listing/row.ts'
import type { Pack } from '../../packs/pack.ts'
import type { Context } from '../../packs/rule.ts'
import { inEnglish } from '../../platform/language/message.ts'
import { createCleaner } from '../cleaning/clean.ts'
import { Judge } from '../pipeline/judge.ts'
import { latestYear } from '../pipeline/survey.ts'
import { cellOf } from '../reading/formats/cells.ts'
import { LONGEST_ROW } from '../reading/limits.ts'
import { HEADER, ListingGiven, type ListingResult } from './listing.ts'

const COLUMNS: Columns = {
  at: Object.fromEntries(FIELDS.map((field, at) => [field, at])) as Record<Field, number>,
  names: Object.fromEntries(FIELDS.map((field) => [field, field])),
  header: HEADER,
}
const CONTEXT = { as_of_year: 0, engineOfTwins: () => null }

/** Judges lines of NDJSON one by one, by the rules of the market. What only the whole list tells, its import tells. */
export function lineChecker(pack: Pack): (text: string, line: number) => ListingResult {
  const clean = createCleaner('listings', COLUMNS, { pack, unit: 'km' })
  const judge = new Judge(pack)
  const context: Context = {
    ...CONTEXT,
    bounds: pack.bounds,
    columns: COLUMNS,
    latest_year: latestYear(),
  }
  return (text, line) => {
    const refused = (rule: string, reason: string) =>
      ({ line, result: 'rejected', rule, reason }) as const
    if (text.length > LONGEST_ROW) return refused('row-malformed', 'the line is longer than 64 kB')
    const read = ListingGiven.safeParse(parsed(text))
    if (!read.success) {
      const [issue] = read.error.issues
      const where = issue?.path.join('.') ?? ''
      return refused(
        'row-malformed',
        `${where === '' ? 'the line' : where}: ${issue?.message ?? ''}`,
      )
    }
    const given: Record<string, unknown> = read.data
    const fields = FIELDS.map((field) => cellOf(given[field]) ?? '')
    const listing = clean({ line, raw: text, fields, problem: null })
    const verdict = judge.rejection(listing, context)
    if (verdict) return refused(verdict.rule.id, inEnglish(verdict.reason))
    return { line, result: 'accepted', rule: null, reason: null }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
