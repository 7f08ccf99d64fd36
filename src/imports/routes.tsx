import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { access, mayWrite } from '../platform/http/access.ts'
import { type FieldError, HttpError, notFound, refusal } from '../platform/http/errors.ts'
import { readText } from '../platform/http/limits.ts'
import { readWhole } from '../platform/http/numbers.ts'
import { hiddenRoute, operation, pageRoute } from '../platform/http/openapi.ts'
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
import { id } from './path.ts'
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
const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER) => z.int().min(least).max(most)
const blankOr = <T extends z.ZodType>(field: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : readWhole(value)),
    field,
  )
const ListQuery = z.strictObject({
  limit: blankOr(wholeNumber(1, 500).default(SHOWN)).meta({
    description: 'Imports on a page',
    example: 10,
  }),
  before: blankOr(wholeNumber(1).optional()).meta({
    description: 'Only imports with a smaller id',
    example: 100,
  }),
})
const RejectQuery = z.strictObject({
  limit: blankOr(wholeNumber(1, 500).default(100)).meta({
    description: 'Rows on a page',
    example: 50,
  }),
  offset: blankOr(wholeNumber(0).default(0)).meta({
    description: 'Rows to pass over',
    example: 0,
  }),
  format: z
    .preprocess(
      (value) => (value === '' ? undefined : value),
      z.enum(['json', 'csv']).default('json'),
    )
    .meta({
      description:
        "json; with csv this address answers as …/rejects.csv does: all rows under the file's own header",
      example: 'json',
      enum: ['json'],
    }),
})
const QualityQuery = z.strictObject({
  offset: blankOr(wholeNumber(0).default(0)).meta({
    description: 'Rejected rows to pass over',
  }),
})
const Start = z
  .strictObject({
    source: z
      .string()
      .trim()
      .min(1, sentence('is empty: give a path or a pattern'))
      .max(2000)
      .meta({ description: 'Path or pattern, as the server sees it', example: 'cars/*.csv' }),
  })
  .meta({ examples: [{ source: 'src/imports/sample/cars.csv' }] })
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
type ImportDeps = Deps & { importer: Importer }

export function importRoutes(deps: ImportDeps) {
  const { imports } = deps
  return new Elysia({ name: 'imports' })
    .use(access)
    .get(
      '/imports',
      async ({ request }) => listPage(deps, request, {}),
      pageRoute({ query: ListQuery }),
    )
    .post(
      '/imports',
      async ({ request }) => {
        const form = Object.fromEntries(new URLSearchParams(await readText(request)))
        const { source = '' } = form
        try {
          const started = await start(deps, { ...form, source })
          return redirect(`/imports/${started.id}`)
        } catch (error) {
          if (!(error instanceof HttpError)) throw error
          const errors = error.details.errors ?? [{ parameter: 'source', message: error.words }]
          return listPage(deps, request, { source, errors, status: error.status })
        }
      },
      {
        ...operation({
          name: 'submitImportForm',
          pages: true,
          summary: 'Starts an import from the form of the page, and leads to its page',
          tag: 'Imports',
          body: Start,
          bodyAs: 'urlencoded',
          answer: null,
          status: 303,
          headers: ['Location'],
          problems: [409, 422],
          write: true,
        }),
        access: 'operator',
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
      hiddenRoute(),
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
              mayWrite={await mayWrite(request)}
            />
          ),
        }))
      },
      pageRoute(),
    )
    .post(
      '/imports/:id/cancellation',
      async ({ params }) => {
        const run = await cancel(deps, params.id)
        return redirect(`/imports/${run.id}`)
      },
      {
        ...operation({
          name: 'submitCancellationForm',
          pages: true,
          summary: 'Cancels an import from its page, and leads back to it',
          tag: 'Imports',
          path: id,
          answer: null,
          status: 303,
          headers: ['Location'],
          problems: [404, 409],
          write: true,
        }),
        access: 'operator',
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
      pageRoute({ query: QualityQuery }),
    )
    .get(
      '/api/imports',
      async ({ request }) => {
        const query = readQuery(ListQuery, request)
        const { items, total } = await imports.list(asked(query))
        return json(request, {
          items: items.map(withoutMessage),
          total,
          links: links('/api/imports', query, items),
        })
      },
      operation({
        name: 'listImports',
        summary: 'Imports, newest first',
        tag: 'Imports',
        query: ListQuery,
        answer: ImportList,
      }),
    )
    .post(
      '/api/imports',
      async ({ request }) => {
        const started = await start(deps, readBody(Start, await readText(request)))
        return json(request, withoutMessage(started), {
          status: 202,
          headers: { location: `/api/imports/${started.id}` },
        })
      },
      {
        ...operation({
          name: 'startImport',
          summary: 'Starts an import; follow it at its Location',
          tag: 'Imports',
          body: Start,
          answer: Import,
          status: 202,
          headers: ['Location'],
          problems: [409, 422],
          write: true,
        }),
        access: 'operator',
        parse: 'none',
      },
    )
    .get(
      '/api/imports/:id',
      async ({ request, params }) => json(request, withoutMessage(await find(deps, params.id))),
      operation({
        name: 'getImport',
        summary: 'One import',
        tag: 'Imports',
        path: id,
        answer: Import,
        problems: [404],
      }),
    )
    .get(
      '/api/imports/:id/rejects',
      async ({ request, params }) => {
        const { format, ...query } = readQuery(RejectQuery, request)
        const run = await find(deps, params.id)
        if (format === 'csv') return rejectsCsv(request, imports, run)
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
        name: 'listRejects',
        summary: 'Rows that were rejected or dropped, whole and with the reason',
        tag: 'Imports',
        path: id,
        query: RejectQuery,
        answer: RejectList,
        problems: [404],
      }),
    )
    .get(
      '/api/imports/:id/rejects.csv',
      async ({ request, params }) => rejectsCsv(request, imports, await find(deps, params.id)),
      operation({
        name: 'downloadRejectsCsv',
        summary: 'All rejected rows as a CSV file, to be repaired and imported again',
        tag: 'Imports',
        path: id,
        answer: 'csv',
        example: 'brand,model,price,_file,_line,_action,_rule,_reason\r\n',
        headers: ['X-Total-Count', 'Content-Disposition'],
        problems: [404],
      }),
    )
    .post(
      '/api/imports/:id/cancellation',
      async ({ request, params }) => {
        return json(request, withoutMessage(await cancel(deps, params.id)), { status: 202 })
      },
      {
        ...operation({
          name: 'cancelImport',
          summary: 'Asks a running import to stop; nothing of it is published',
          tag: 'Imports',
          path: id,
          answer: Import,
          status: 202,
          problems: [404, 409],
          write: true,
        }),
        access: 'operator',
        parse: 'none',
      },
    )
}

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

async function start({ importer, config }: ImportDeps, given: { source: string }): Promise<Import> {
  const { query, errors } = check(Start, given)
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
  const { items, total } = await deps.imports.list(asked(query))
  const { next, prev } = links('/imports', query, items)
  return page(deps, request, status ? { status } : {}, async () => ({
    title: t('Imports'),
    description: t('Every run of the pipeline, what it read and what it refused'),
    body: (
      <ImportsPage
        items={items}
        total={total}
        links={{ next, prev }}
        mayWrite={await mayWrite(request)}
        {...form}
      />
    ),
  }))
}

const asked = ({ limit, before }: z.infer<typeof ListQuery>) =>
  before === undefined ? { limit } : { limit, before }

/** Imports only grow, so the newest page is always the first and needs no place of its own. */
function links(path: string, query: z.infer<typeof ListQuery>, items: Import[]) {
  const size = query.limit === SHOWN ? '' : `limit=${query.limit}&`
  const place = query.before === undefined ? size.slice(0, -1) : `${size}before=${query.before}`
  const oldest = items.at(-1)
  const newest = items[0]
  return {
    self: `${path}${place === '' ? '' : `?${place}`}`,
    next: oldest && oldest.id > 1 ? `${path}?${size}before=${oldest.id}` : null,
    prev:
      newest && query.before !== undefined
        ? `${path}?${size}before=${newest.id + query.limit + 1}`
        : null,
  }
}
