import { Elysia } from 'elysia'
import { mayWrite, requireWrite } from '../platform/http/access.ts'
import { HttpError } from '../platform/http/errors.ts'
import { operation } from '../platform/http/openapi.ts'
import { readBody, readQuery } from '../platform/http/query.ts'
import { json, redirect, SECURITY_HEADERS } from '../platform/http/respond.ts'
import { t } from '../platform/language/message.ts'
import { page } from '../platform/ui/page.tsx'
import { Import, withoutMessage } from '../snapshots/import.ts'
import { sourceWords } from '../snapshots/views/source-words.ts'
import { access, cancel, find, type ImportDeps, start } from './actions.ts'
import { links, listPage } from './list-page.tsx'
import { qualityPage } from './quality.tsx'
import { ImportList, ListQuery, QualityQuery, RejectList, RejectQuery, Start } from './queries.ts'
import { rejectsCsv } from './rejects-csv.ts'
import { ImportPage } from './views/import-page.tsx'
import { statusWords } from './views/words.ts'
import { waitingPage } from './waiting.tsx'

const id = { id: 'Number of the import' }

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
      ({ request }) => qualityPage(deps, request),
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
