import { Elysia } from 'elysia'
import { access } from '../../platform/http/access.ts'
import { readText } from '../../platform/http/limits.ts'
import { operation, operatorRoute } from '../../platform/http/openapi.ts'
import { readBody, readQuery } from '../../platform/http/query.ts'
import { json } from '../../platform/http/respond.ts'
import { Import, withoutMessage } from '../../snapshots/import.ts'
import { cancel, find, type ImportDeps, start } from '../actions.ts'
import { asked, links } from './list-page.tsx'
import { id } from './path.ts'
import { ImportList, ListQuery, RejectList, RejectQuery, Start } from './queries.ts'
import { rejectsCsv } from './rejects-csv.ts'

/** Imports for programs. */
export function importApi(deps: ImportDeps) {
  const { imports } = deps
  return new Elysia({ name: 'import-api' })
    .use(access)
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
      operatorRoute({
        name: 'startImport',
        summary: 'Starts an import; follow it at its Location',
        tag: 'Imports',
        body: Start,
        answer: Import,
        status: 202,
        headers: ['Location'],
        problems: [409, 422],
      }),
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
      operatorRoute({
        name: 'cancelImport',
        summary: 'Asks a running import to stop; nothing of it is published',
        tag: 'Imports',
        path: id,
        answer: Import,
        status: 202,
        problems: [404, 409],
      }),
    )
}
