import type { Deps } from '../deps.ts'
import { HttpError, notFound, refusal } from '../platform/http/errors.ts'
import { check } from '../platform/http/query.ts'
import { message } from '../platform/language/message.ts'
import type { Import } from '../snapshots/import.ts'
import { NoSuchSnapshot, NotDecidable } from './run/decide.ts'
import { type Importer, ImportRunning, type StartOptions } from './run/importer.ts'
import { mayBeAsked, SourceRefused } from './sources/index.ts'
import { STATUS_WORDS } from './views/words.ts'
import { Start } from './web/queries.ts'

/* What pages and API do alike. */

export type ImportDeps = Deps & { importer: Importer }

/** @throws HttpError 404 */
export async function find({ imports }: Deps, id: string): Promise<Import> {
  const found = /^\d{1,15}$/.test(id) ? await imports.find(Number(id)) : null
  if (!found) throw notFound(message('There is no import "{id}".', { id }))
  return found
}

/** @throws HttpError 422 where the source may not be read, 409 while another import runs */
export async function start(deps: ImportDeps, given: Record<string, unknown>): Promise<Import> {
  const { query, errors } = check(Start, given)
  if (errors) throw refusal(422, errors)
  const { source, profile, preview } = query
  return await startWith(deps, source, {
    ...(profile && { profile }),
    ...(preview && { publish: 'seen' as const }),
  })
}

/** @throws HttpError likewise */
export async function startWith(
  { importer, config }: ImportDeps,
  source: string,
  options: Omit<StartOptions, 'confined'> = {},
): Promise<Import> {
  try {
    await mayBeAsked(source, config.importFolders)
    return await importer.start([source], { confined: true, ...options })
  } catch (error) {
    if (error instanceof SourceRefused) throw new HttpError(422, error.words)
    if (error instanceof ImportRunning) throw new HttpError(409, error.words)
    throw error
  }
}

/** @throws HttpError 404, or 409 where it is not held, or another import runs */
export async function publish(deps: ImportDeps, id: string): Promise<Import> {
  const run = await find(deps, id)
  return await decided(() => deps.importer.publish(run.id))
}

/** @throws HttpError 404 where the snapshot is not kept, 409 where it is the current one or an import runs */
export async function restore(deps: ImportDeps, version: string): Promise<Import> {
  if (!/^\d{1,15}$/.test(version)) {
    throw notFound(message('There is no snapshot "{version}".', { version }))
  }
  return await decided(() => deps.importer.restore(Number(version)))
}

async function decided(work: () => Promise<Import>): Promise<Import> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NoSuchSnapshot) throw notFound(error.words)
    if (error instanceof ImportRunning || error instanceof NotDecidable) {
      throw new HttpError(409, error.words)
    }
    throw error
  }
}

/** Of one that is held, what waits is given up. @throws HttpError 404, or 409 where it does not run */
export async function cancel(deps: ImportDeps, id: string): Promise<Import> {
  const run = await find(deps, id)
  if (run.status === 'held') return await decided(() => deps.importer.discard(run.id))
  if (!(await deps.imports.requestCancellation(run.id))) {
    throw new HttpError(
      409,
      message('Import {id} is {status}; only one that runs or is held can be cancelled.', {
        id: run.id,
        status: message(STATUS_WORDS[run.status]),
      }),
    )
  }
  return run
}
