import { z } from 'zod'
import { CarFilter } from '../listing/query.ts'
import { refusal } from '../platform/http/errors.ts'
import { readText } from '../platform/http/limits.ts'
import { check, parameters } from '../platform/http/query.ts'
import { LONGEST_NAME } from './kept.ts'

/** What a form of the page sends: the name of a search, and where one is saved its filter as an address writes it. */
const SearchForm = z.strictObject({
  name: z.string().trim().min(1).max(LONGEST_NAME),
  search: z.string().max(4000).default(''),
})

/** @throws HttpError 422 */
export async function readForm(request: Request): Promise<{ name: string; filter: CarFilter }> {
  const { query: form, errors } = check(SearchForm, parameters(`?${await readText(request)}`))
  if (errors) throw refusal(422, errors)
  const { query: filter, errors: wrong } = check(CarFilter, parameters(form.search))
  if (wrong) throw refusal(422, wrong)
  return { name: form.name, filter }
}
