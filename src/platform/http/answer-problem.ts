import type { Log } from '../log.ts'
import { fieldsInEnglish, TITLES, unexpected } from './errors.ts'
import { asHttpError, type Routes } from './methods.ts'
import { json } from './respond.ts'

/** Every error ends here, as problem+json (RFC 9457); what is not meant for readers goes to the log. */
export async function answerProblem(
  log: Log,
  request: Request,
  error: unknown,
  routes: Routes = [],
): Promise<Response> {
  const { pathname } = new URL(request.url)
  const instance = crypto.randomUUID()
  const known = asHttpError(error, request, routes)
  if (!known) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.error('an answer failed', { instance, path: pathname, error: text })
  }
  const { status, message, details } = known ?? unexpected(instance)
  const problem = {
    type: 'about:blank',
    title: TITLES[status] ?? 'Problem',
    status,
    detail: message,
    instance: `urn:uuid:${instance}`,
    errors: fieldsInEnglish(details.errors),
  }
  return json(request, problem, { form: 'problem', status, headers: details.headers ?? {} })
}
