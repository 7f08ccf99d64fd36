import { inEnglish, message } from '../language/message.ts'
import type { Log } from '../log.ts'
import { isStoreAway } from '../stores/away.ts'
import { addressOf } from './address.ts'
import { contextOf } from './context.ts'
import { fieldsInEnglish, HttpError, unexpected } from './errors.ts'
import { asHttpError, type Routes } from './methods.ts'
import { json } from './respond.ts'
import { TITLES } from './status-titles.ts'

/** What went wrong with a request, as it may be told. */
export type Problem = { error: HttpError; instance: string; path: string }

const RETRY = { headers: { 'retry-after': '5' } }

/** An error in words for anybody; what is not meant for readers goes to the log under the same instance. */
export function problemOf(
  log: Log,
  request: Request,
  error: unknown,
  routes: Routes = [],
): Problem {
  const { pathname: path } = addressOf(request)
  const instance = crypto.randomUUID()
  const known = asHttpError(error, request, routes)
  const { id, trace } = contextOf(request)
  const about = { instance, path, request: id, trace: trace.id }
  if (known) return { error: known, instance, path }
  if (isStoreAway(error)) {
    log.warn('the database is away', { ...about, error: textOf(error) })
    const away = new HttpError(
      503,
      message('The database does not answer; ask again in a moment.'),
      RETRY,
    )
    return { error: away, instance, path }
  }
  // A reader who left in the middle is no fault of ours.
  if (request.signal.aborted) log.debug('the reader left', about)
  else log.error('an answer failed', { ...about, error: textOf(error) })
  return { error: unexpected(instance), instance, path }
}

/** A problem for programs, by RFC 9457. @param words what it says, if not just what went wrong */
export function answerProblem(
  request: Request,
  problem: Problem,
  words = problem.error.words,
): Promise<Response> {
  const { status, details } = problem.error
  const value = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Problem',
    status,
    detail: inEnglish(words),
    instance: `urn:uuid:${problem.instance}`,
    trace: contextOf(request).trace.id,
    errors: fieldsInEnglish(details.errors),
  }
  return json(request, value, { form: 'problem', status, headers: details.headers ?? {} })
}

export const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
