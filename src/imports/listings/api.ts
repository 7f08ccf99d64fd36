import { Elysia } from 'elysia'
import { access } from '../../platform/http/access.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { operatorRoute } from '../../platform/http/openapi.ts'
import { respond } from '../../platform/http/respond.ts'
import { streamed } from '../../platform/http/stream.ts'
import { message } from '../../platform/language/message.ts'
import type { ImportDeps } from '../actions.ts'
import { ImportRunning } from '../run/importer.ts'
import { ListingGiven } from './listing.ts'
import { receive } from './receive.ts'

/** Listings from programs, line by line. */
export const listingApi = (deps: ImportDeps) =>
  new Elysia({ name: 'listing-api' }).use(access).post(
    '/api/listings',
    async ({ request }) => {
      const { body } = request
      if (body === null)
        throw new HttpError(422, message('The body is empty: send a listing a line.'))
      const [running] = await deps.imports.unfinished()
      if (running) throw new HttpError(409, new ImportRunning(running.id).words)
      return await respond(request, { form: 'ndjson', live: true }, () =>
        streamed(receive(deps, body)),
      )
    },
    operatorRoute({
      name: 'sendListings',
      summary: 'Takes a whole list as NDJSON, and says of each line what becomes of it',
      description:
        'A listing a line; blank lines are passed over. Each is answered by one line as soon as it is read, so that a long list may be sent and answered at once. The list is then imported in place of the market, as any other, and held where it looks wrong: `import` on the last line names the import.',
      tag: 'Imports',
      body: ListingGiven,
      bodyAs: 'ndjson',
      answer: 'ndjson',
      example: '{"line":1,"result":"accepted","rule":null,"reason":null,"import":7}\n',
      problems: [409, 422],
    }),
  )
