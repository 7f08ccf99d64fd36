import { Elysia } from 'elysia'
import { access, mayWrite } from '../../platform/http/access.ts'
import { readText } from '../../platform/http/limits.ts'
import { hiddenRoute, operatorForm, pageRoute } from '../../platform/http/openapi.ts'
import { redirect, SECURITY_HEADERS } from '../../platform/http/respond.ts'
import { t } from '../../platform/language/message.ts'
import { page } from '../../platform/ui/page.tsx'
import { sourceWords } from '../../snapshots/views/source-words.ts'
import { cancel, find, type ImportDeps, publish, restore } from '../actions.ts'
import { EditRowPage } from '../views/edit-row-page.tsx'
import { ImportPage } from '../views/import-page.tsx'
import { isUnfinished, pageTitle, statusWords } from '../views/words.ts'
import { confirm, ProfileForm } from './confirm.ts'
import { findRow, importEdited, RowForm, readRow } from './edit-reject.ts'
import { listPage } from './list-page.tsx'
import { id, place, version } from './path.ts'
import { qualityPage } from './quality.tsx'
import { ListQuery, QualityQuery, Start } from './queries.ts'
import { readImportPage } from './read-import-page.ts'
import { SENT_AS, submit } from './submit.ts'
import { waitingPage } from './waiting.tsx'

/** Imports for people: pages, and the forms on them. */
export function importPages(deps: ImportDeps) {
  return new Elysia({ name: 'import-pages' })
    .use(access)
    .get(
      '/imports',
      async ({ request }) => listPage(deps, request, {}),
      pageRoute({ query: ListQuery }),
    )
    .post(
      '/imports',
      async ({ request }) => {
        const sent = await submit(deps, request)
        if ('started' in sent) return redirect(`/imports/${sent.started.id}`)
        const { source, error } = sent
        const {
          errors = [{ parameter: source === '' ? 'file' : 'source', message: error.words }],
        } = error.details
        return listPage(deps, request, { source, errors, status: error.status })
      },
      operatorForm({
        name: 'submitImportForm',
        summary: 'Starts an import from the form of the page, and leads to its page',
        description: SENT_AS,
        tag: 'Imports',
        body: Start,
        bodyAs: 'urlencoded',
        problems: [409, 422],
      }),
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
          title: pageTitle(run),
          description: t('Import {id} of {source}: {status}', {
            id: run.id,
            source: sourceWords(run.source),
            status: statusWords(run.status).toLowerCase(),
          }),
          noindex: true,
          ...(isUnfinished(run) && { streams: true, refresh: 2 }),
          body: <ImportPage {...(await readImportPage(deps, run, await mayWrite(request)))} />,
        }))
      },
      pageRoute(),
    )
    .get(
      '/imports/:id/rejects/:place',
      async ({ request, params }) => {
        const row = await findRow(deps, params.id, params.place)
        return page(deps, request, {}, async () => ({
          title: t('Edit a rejected row'),
          description: t('Line {line} of import {id}', { line: row.reject.line, id: row.run.id }),
          noindex: true,
          body: <EditRowPage {...row} place={params.place} />,
        }))
      },
      pageRoute(),
    )
    .post(
      '/imports/:id/rejects/:place',
      async ({ request, params }) => {
        const row = await findRow(deps, params.id, params.place)
        const started = await importEdited(deps, row, readRow(await readText(request)))
        return redirect(`/imports/${started.id}`)
      },
      operatorForm({
        name: 'submitRowForm',
        summary:
          'Imports a source again with a rejected row as it was edited, and leads to the import',
        tag: 'Imports',
        path: { ...id, ...place },
        body: RowForm,
        bodyAs: 'urlencoded',
        problems: [404, 409, 422],
      }),
    )
    .post(
      '/imports/:id/cancellation',
      async ({ params }) => {
        const run = await cancel(deps, params.id)
        return redirect(`/imports/${run.id}`)
      },
      operatorForm({
        name: 'submitCancellationForm',
        summary: 'Cancels an import from its page, and leads back to it',
        tag: 'Imports',
        path: id,
        problems: [404, 409],
      }),
    )
    .post(
      '/imports/:id/publication',
      async ({ params }) => {
        const run = await publish(deps, params.id)
        return redirect(`/imports/${run.id}`)
      },
      operatorForm({
        name: 'submitPublicationForm',
        summary: 'Publishes what an import held back, from its page, and leads back to it',
        tag: 'Imports',
        path: id,
        problems: [404, 409],
      }),
    )
    .post(
      '/snapshots/:version/publication',
      async ({ params }) => {
        const run = await restore(deps, params.version)
        return redirect(`/imports/${run.id}`)
      },
      operatorForm({
        name: 'submitRestorationForm',
        summary: 'Goes back to a snapshot, from the list of imports, and leads to the record of it',
        tag: 'Imports',
        path: version,
        problems: [404, 409],
      }),
    )
    .post(
      '/imports/:id/profile',
      async ({ request, params }) => {
        const form = Object.fromEntries(new URLSearchParams(await readText(request)))
        const started = await confirm(deps, params.id, form)
        return redirect(`/imports/${started.id}`)
      },
      operatorForm({
        name: 'submitProfileForm',
        summary: 'Says how the file of a held import is read, imports it again, and leads there',
        tag: 'Imports',
        path: id,
        body: ProfileForm,
        bodyAs: 'urlencoded',
        problems: [404, 409, 422],
      }),
    )
    .get(
      '/quality',
      async ({ request }) => qualityPage(deps, request),
      pageRoute({ query: QualityQuery }),
    )
}
