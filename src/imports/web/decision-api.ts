import { Elysia } from 'elysia'
import { Profile } from '../../listing/profile.ts'
import { access } from '../../platform/http/access.ts'
import { notFound } from '../../platform/http/errors.ts'
import { readText } from '../../platform/http/limits.ts'
import { operation, operatorRoute } from '../../platform/http/openapi.ts'
import { readBody } from '../../platform/http/query.ts'
import { json } from '../../platform/http/respond.ts'
import { message } from '../../platform/language/message.ts'
import { Import, withoutMessage } from '../../snapshots/import.ts'
import { find, type ImportDeps, publish, restore } from '../actions.ts'
import { readAgain } from './confirm.ts'
import { fingerprint, id, version } from './path.ts'
import { AnswersGiven, ProfileGiven, ProfileList, SnapshotList } from './queries.ts'

/** What is decided about imports: how a file is read, what is published, and what is taken back. */
export function decisionApi(deps: ImportDeps) {
  const { imports, cars } = deps
  return new Elysia({ name: 'decision-api' })
    .use(access)
    .post(
      '/api/imports/:id/publication',
      async ({ request, params }) => json(request, withoutMessage(await publish(deps, params.id))),
      operatorRoute({
        tag: 'Imports',
        name: 'publishImport',
        summary: 'Publishes what an import held back, as it was looked at',
        path: id,
        answer: Import,
        problems: [404, 409],
      }),
    )
    .post(
      '/api/imports/:id/answers',
      async ({ request, params }) => {
        const { preview = false, ...answers } = readBody(AnswersGiven, await readText(request))
        const run = await find(deps, params.id)
        const started = await readAgain(deps, run, { accept: true, ...answers }, preview)
        return json(request, withoutMessage(started), {
          status: 202,
          headers: { location: `/api/imports/${started.id}` },
        })
      },
      operatorRoute({
        tag: 'Imports',
        name: 'answerImport',
        summary:
          'Says what a held import asks, and imports its file again; what is not said is meant as it was read',
        path: id,
        body: AnswersGiven,
        answer: Import,
        status: 202,
        headers: ['Location'],
        problems: [404, 409, 422],
      }),
    )
    .get(
      '/api/snapshots',
      async ({ request }) => {
        const all = await cars.snapshots()
        const items = all.map(({ content_hash: _, ...snapshot }, at) => ({
          ...snapshot,
          current: at === 0,
        }))
        return json(request, { items, total: items.length, links: alone('/api/snapshots') })
      },
      operation({
        name: 'listSnapshots',
        summary: 'The snapshots that are kept, newest first; the first is what readers see',
        tag: 'Imports',
        answer: SnapshotList,
      }),
    )
    .post(
      '/api/snapshots/:version/publication',
      async ({ request, params }) =>
        json(request, withoutMessage(await restore(deps, params.version))),
      operatorRoute({
        tag: 'Imports',
        name: 'restoreSnapshot',
        summary:
          'Goes back to a snapshot: its cars become a new one, with an import of its own in the history',
        path: version,
        answer: Import,
        problems: [404, 409],
      }),
    )
    .get(
      '/api/profiles',
      async ({ request }) => {
        const items = await imports.profiles()
        return json(request, { items, total: items.length, links: alone('/api/profiles') })
      },
      operation({
        name: 'listProfiles',
        summary: 'How files are read, by the fingerprints of their headers, as people have said it',
        tag: 'Imports',
        answer: ProfileList,
      }),
    )
    .get(
      '/api/profiles/:fingerprint',
      async ({ request, params }) => {
        const found = await imports.profile(params.fingerprint)
        if (!found) {
          throw notFound(
            message('There is no profile "{fingerprint}".', { fingerprint: params.fingerprint }),
          )
        }
        return json(request, found)
      },
      operation({
        name: 'getProfile',
        summary: 'How files with a header are read; with --profile it does the same elsewhere',
        tag: 'Imports',
        path: fingerprint,
        answer: Profile,
        problems: [404],
      }),
    )
    .post(
      '/api/profiles',
      async ({ request }) => {
        const profile = readBody(ProfileGiven, await readText(request))
        await imports.keepProfile(profile)
        return json(request, profile)
      },
      operatorRoute({
        tag: 'Imports',
        name: 'keepProfile',
        summary: 'Keeps a profile, with a name or with changes, for the next file with its header',
        body: ProfileGiven,
        answer: Profile,
        problems: [422],
      }),
    )
}

/** All of it stands on one page. */
const alone = (self: string) => ({ self, next: null, prev: null })
