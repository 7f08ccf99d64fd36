import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { mayWrite, requireWrite } from '../platform/http/access.ts'
import { type FieldError, HttpError, notFound, refusal } from '../platform/http/errors.ts'
import { operation } from '../platform/http/openapi.ts'
import { check, readBody, readQuery } from '../platform/http/query.ts'
import { json, redirect, SECURITY_HEADERS } from '../platform/http/respond.ts'
import { count } from '../platform/language/format.ts'
import { message, sentence, t } from '../platform/language/message.ts'
import { page } from '../platform/ui/page.tsx'
import { Import, Reject, withoutMessage } from '../snapshots/import.ts'
import type { ImportLedger } from '../snapshots/ledger.ts'
import { currentSnapshot } from '../snapshots/list.ts'
import { sourceWords } from '../snapshots/views/source-words.ts'
import { type Importer, ImportRunning } from './importer.ts'
import { rejectsCsv } from './rejects-csv.ts'
import { rulesOf } from './rules/index.ts'
import { mayBeAsked, SourceRefused } from './sources/index.ts'
import { ImportPage } from './views/import-page.tsx'
import { ImportsPage } from './views/imports-page.tsx'
import { QualityPage } from './views/quality-page.tsx'
import { STATUS_WORDS, statusWords } from './views/words.ts'
import { waitingPage } from './waiting.tsx'

const SHOWN = 24
/** Imports whose rules stand side by side, found among so many of the newest. */
const COMPARED = 5
const LOOKED_AT = 100
const wholeNumber = (least: number, most: number, usual: number) =>
  z.preprocess((value) => {
    if (value === '') return undefined
    return typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value
  }, z.int().min(least).max(most).default(usual))
const ListQuery = z.strictObject({
  limit: wholeNumber(1, 500, SHOWN).meta({ description: 'Imports on a page' }),
  before: wholeNumber(1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER).meta({
    description: 'Only imports with a smaller id',
  }),
})
const RejectQuery = z.strictObject({
  limit: wholeNumber(1, 500, 100).meta({ description: 'Rows on a page' }),
  offset: wholeNumber(0, Number.MAX_SAFE_INTEGER, 0).meta({ description: 'Rows to pass over' }),
  format: z
    .preprocess(
      (value) => (value === '' ? undefined : value),
      z.enum(['json', 'csv']).default('json'),
    )
    .meta({
      description:
        "csv: all of them under the file's own header, to be repaired and imported again",
    }),
})
const QualityQuery = z.strictObject({
  offset: wholeNumber(0, Number.MAX_SAFE_INTEGER, 0).meta({
    description: 'Rejected rows to pass over',
  }),
})
const Start = z.strictObject({
  source: z
    .string()
    .trim()
    .min(1, sentence('is empty: give a path or a pattern'))
    .max(2000)
    .meta({ description: 'Path or pattern, as the server sees it', example: 'cars/*.csv' }),
})
const Links = z.object({
  self: z.string(),
  next: z.string().nullable(),
  prev: z.string().nullable(),
})
const ImportList = z
  .object({ items: z.array(Import), total: z.int(), links: Links })
  .meta({ id: 'ImportList' })
const RejectList = z
  .object({ items: z.array(Reject), total: z.int(), links: Links })
  .meta({ id: 'RejectList' })
const id = { id: 'Number of the import' }

type ImportDeps = Deps & { importer: Importer }

export function importRoutes(deps: ImportDeps) {
  const { imports } = deps
  return new Elysia({ name: 'imports' })
    .get(
      '/imports',
      ({ request }) => listPage(deps, request, {}),
      operation({
        summary: 'Imports, newest first',
        tag: 'Pages',
        query: ListQuery,
        answers: ['html'],
        problems: [400],
      }),
    )
    .post(
      '/imports',
      async ({ request }) => {
        requireWrite(request, access(deps))
        const source = new URLSearchParams(await request.text()).get('source') ?? ''
        try {
          const started = await start(deps, source)
          return redirect(`/imports/${started.id}`)
        } catch (error) {
          if (!(error instanceof HttpError)) throw error
          const errors = error.details.errors ?? [{ parameter: 'source', message: error.words }]
          return listPage(deps, request, { source, errors, status: error.status })
        }
      },
      {
        ...operation({
          summary: 'Starts an import from the form',
          tag: 'Pages',
          answers: ['html'],
          status: 303,
          problems: [401, 403, 409, 422],
        }),
        parse: 'none',
      },
    )
    .get(
      '/imports/waiting',
      async ({ request }) =>
        (await deps.cars.current())
          ? new Response(null, {
              status: 204,
              headers: { ...SECURITY_HEADERS, 'hx-refresh': 'true' },
            })
          : waitingPage(deps, request),
      { detail: { hide: true } },
    )
    .get(
      '/imports/:id',
      async ({ request, params }) => {
        const run = await find(deps, params.id)
        return page(deps, request, {}, async () => ({
          title: t('Import {id}, {status}', {
            id: run.id,
            status: statusWords(run.status).toLowerCase(),
          }),
          description: t('Import {id} of {source}: {status}', {
            id: run.id,
            source: sourceWords(run.source),
            status: statusWords(run.status).toLowerCase(),
          }),
          noindex: true,
          body: (
            <ImportPage
              run={run}
              hasSnapshot={(await deps.cars.current()) !== null}
              mayWrite={mayWrite(request, access(deps))}
            />
          ),
        }))
      },
      operation({
        summary: 'One import, live while it runs',
        tag: 'Pages',
        path: id,
        answers: ['html'],
        problems: [404],
      }),
    )
    .post(
      '/imports/:id/cancellation',
      async ({ request, params }) => {
        requireWrite(request, access(deps))
        const run = await cancel(deps, params.id)
        return redirect(`/imports/${run.id}`)
      },
      {
        ...operation({
          summary: 'Cancels an import from its page',
          tag: 'Pages',
          path: id,
          answers: ['html'],
          status: 303,
          problems: [401, 403, 404, 409],
        }),
        parse: 'none',
      },
    )
    .get(
      '/quality',
      async ({ request }) => {
        const { offset } = readQuery(QualityQuery, request)
        const snapshot = await currentSnapshot(deps.cars)
        return page(deps, request, { snapshot }, async () => {
          const run = await find(deps, String(snapshot.import_id))
          return {
            title: t('Data quality'),
            noindex: offset > 0,
            description: t(
              '{read} rows read, {published} published, {rejected} rejected, {duplicates}',
              {
                read: count(run.rows.read),
                published: count(run.rows.published),
                rejected: count(run.rows.rejected),
                duplicates: t('{n, plural, one {# duplicate} other {# duplicates}}', {
                  n: run.rows.duplicates,
                }),
              },
            ),
            body: (
              <QualityPage
                run={run}
                rejects={await rejectsFrom(imports, run.id, offset)}
                past={await published(imports)}
                untouched={run.rows.untouched}
                catalogue={rulesOf(deps.pack)}
              />
            ),
          }
        })
      },
      operation({
        summary: 'What the import found',
        tag: 'Pages',
        query: QualityQuery,
        answers: ['html'],
        problems: [400, 503],
      }),
    )
    .get(
      '/api/imports',
      async ({ request }) => {
        const query = readQuery(ListQuery, request)
        const { items, total } = await imports.list(query)
        return json(request, {
          items: items.map(withoutMessage),
          total,
          links: links('/api/imports', query, items),
        })
      },
      operation({
        summary: 'Imports, newest first',
        tag: 'Imports',
        query: ListQuery,
        answers: [ImportList],
        problems: [400],
      }),
    )
    .post(
      '/api/imports',
      async ({ request }) => {
        requireWrite(request, access(deps))
        const { source } = readBody(Start, await request.text())
        const started = await start(deps, source)
        return json(request, withoutMessage(started), {
          status: 202,
          headers: { location: `/api/imports/${started.id}` },
        })
      },
      {
        ...operation({
          summary: 'Starts an import; follow it at its Location',
          tag: 'Imports',
          body: Start,
          answers: [Import],
          status: 202,
          problems: [400, 401, 403, 409, 422],
        }),
        parse: 'none',
      },
    )
    .get(
      '/api/imports/:id',
      async ({ request, params }) => json(request, withoutMessage(await find(deps, params.id))),
      operation({
        summary: 'One import',
        tag: 'Imports',
        path: id,
        answers: [Import],
        problems: [404],
      }),
    )
    .get(
      '/api/imports/:id/rejects',
      async ({ request, params }) => {
        const { format, ...query } = readQuery(RejectQuery, request)
        const run = await find(deps, params.id)
        if (format === 'csv') return rejectsCsv(imports, run)
        const { items, total } = await imports.rejects(run.id, query)
        const link = (offset: number) =>
          `/api/imports/${run.id}/rejects?limit=${query.limit}&offset=${offset}`
        const after = query.offset + items.length
        return json(request, {
          items: items.map(withoutMessage),
          total,
          links: {
            self: link(query.offset),
            next: after < total ? link(after) : null,
            prev: query.offset > 0 ? link(Math.max(0, query.offset - query.limit)) : null,
          },
        })
      },
      operation({
        summary: 'Rows that were rejected or dropped, whole and with the reason',
        tag: 'Imports',
        path: id,
        query: RejectQuery,
        answers: [RejectList, 'csv'],
        problems: [400, 404],
      }),
    )
    .post(
      '/api/imports/:id/cancellation',
      async ({ request, params }) => {
        requireWrite(request, access(deps))
        return json(request, withoutMessage(await cancel(deps, params.id)), { status: 202 })
      },
      {
        ...operation({
          summary: 'Asks a running import to stop; nothing of it is published',
          tag: 'Imports',
          path: id,
          answers: [Import],
          status: 202,
          problems: [401, 403, 404, 409],
        }),
        parse: 'none',
      },
    )
}

const access = ({ config }: Deps) => ({ host: config.host, adminToken: config.adminToken })

async function rejectsFrom(imports: ImportLedger, id: number, offset: number) {
  const { items, total } = await imports.rejects(id, { offset, limit: SHOWN })
  const link = (to: number) => `/quality${to === 0 ? '' : `?offset=${to}`}#rejects`
  return {
    items,
    total,
    offset,
    links: {
      prev: offset > 0 ? link(Math.max(0, offset - SHOWN)) : null,
      next: offset + items.length < total ? link(offset + SHOWN) : null,
    },
  }
}

/** The last few imports that gave readers something new, newest first. */
async function published(imports: ImportLedger): Promise<Import[]> {
  const { items } = await imports.list({ limit: LOOKED_AT })
  return items.filter(({ status }) => status === 'published').slice(0, COMPARED)
}

async function find({ imports }: Deps, id: string): Promise<Import> {
  const found = /^\d{1,15}$/.test(id) ? await imports.find(Number(id)) : null
  if (!found) throw notFound(message('There is no import "{id}".', { id }))
  return found
}

async function start({ importer, config }: ImportDeps, source: string): Promise<Import> {
  const { query, errors } = check(Start, { source })
  if (errors) throw refusal(422, errors)
  try {
    await mayBeAsked(query.source, config.importFolders)
    return await importer.start([query.source], { confined: true })
  } catch (error) {
    if (error instanceof SourceRefused) throw new HttpError(422, error.words)
    if (error instanceof ImportRunning) throw new HttpError(409, error.words)
    throw error
  }
}

async function cancel(deps: Deps, id: string): Promise<Import> {
  const run = await find(deps, id)
  if (!(await deps.imports.requestCancellation(run.id))) {
    throw new HttpError(
      409,
      message('Import {id} is {status}; only a running one can be cancelled.', {
        id: run.id,
        status: message(STATUS_WORDS[run.status]),
      }),
    )
  }
  return run
}

type Listed = {
  source?: string
  errors?: FieldError[]
  status?: number
}

async function listPage(
  deps: Deps,
  request: Request,
  { status, ...form }: Listed,
): Promise<Response> {
  const query = readQuery(ListQuery, request)
  const { items, total } = await deps.imports.list(query)
  const { next, prev } = links('/imports', query, items)
  return page(deps, request, status ? { status } : {}, () => ({
    title: t('Imports'),
    description: t('Every run of the pipeline, what it read and what it refused'),
    body: (
      <ImportsPage
        items={items}
        total={total}
        links={{ next, prev }}
        mayWrite={mayWrite(request, access(deps))}
        {...form}
      />
    ),
  }))
}

/** Imports only grow, so the newest page is always the first and needs no place of its own. */
function links(path: string, query: z.infer<typeof ListQuery>, items: Import[]) {
  const size = query.limit === SHOWN ? '' : `limit=${query.limit}&`
  const oldest = items.at(-1)
  const newest = items[0]
  return {
    self: `${path}?${size}before=${query.before}`,
    next: oldest && oldest.id > 1 ? `${path}?${size}before=${oldest.id}` : null,
    prev:
      newest && query.before !== Number.MAX_SAFE_INTEGER
        ? `${path}?${size}before=${newest.id + query.limit + 1}`
        : null,
  }
}
