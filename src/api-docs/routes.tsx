import { swagger } from '@elysiajs/swagger'
import { type AnyElysia, Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { operation, schemas } from '../platform/http/openapi.ts'
import { respond } from '../platform/http/respond.ts'
import { page } from '../platform/ui/page.tsx'
import { DocsPage } from './views.tsx'

/** The OpenAPI document of the features and Swagger UI on it, both from here: they work offline. */
export function docsRoutes(deps: Deps, features: AnyElysia) {
  let written: string | undefined
  const document = async (): Promise<string> =>
    (written ??= await writeDocument(deps, features, own))
  const own: AnyElysia = new Elysia({ name: 'docs' })
    .get(
      '/docs',
      async ({ request }) =>
        page(deps, request, {}, () => ({
          title: 'API',
          description: 'Every route of the API, to read and to try',
          body: <DocsPage assets={deps.site.assets} />,
        })),
      operation({ summary: 'This documentation, for people', tag: 'Pages', answers: ['html'] }),
    )
    .get(
      '/openapi.json',
      async ({ request }) =>
        respond(
          request,
          { form: 'json', tag: { version: 'document', build: deps.site.build } },
          document,
        ),
      operation({
        summary: 'This document',
        tag: 'Operations',
        answers: [z.looseObject({ openapi: z.string() })],
      }),
    )
  return own
}

/** The plugin collects each route's `detail`; its own page is not used, as it loads scripts from elsewhere. */
async function writeDocument(
  { config }: Deps,
  features: AnyElysia,
  own: AnyElysia,
): Promise<string> {
  const collector = new Elysia()
    .use(features)
    .use(own)
    .use(
      swagger({
        path: '/collector',
        specPath: '/collected',
        excludeStaticFile: false,
        documentation: {
          info: {
            title: config.app.title,
            version: config.app.version,
            description:
              'Used-car listings, cleaned and explained. Errors are application/problem+json (RFC 9457). Field names are the names of the filters. Answers about the market carry an ETag.',
          },
          tags: [
            { name: 'Market', description: 'Cars and what can be asked about them' },
            { name: 'Calculators', description: 'Sums, loans, and what a car really costs' },
            {
              name: 'Statistics',
              description: 'Of numbers that are sent, or of a field of the market',
            },
            { name: 'Imports', description: 'Where the cars come from, and what was refused' },
            { name: 'Operations', description: 'For those who run it' },
            { name: 'Pages', description: 'The same, for people' },
          ],
          components: { schemas: schemas() as never },
        },
      }),
    )
  const answer = await collector.handle(new Request('http://localhost/collected'))
  const { paths, ...rest } = (await answer.json()) as { paths: Record<string, object> }
  return JSON.stringify({ ...rest, paths: withoutDefaults(paths) })
}

/** The plugin describes its own two routes too. */
function withoutDefaults(paths: Record<string, object>): Record<string, object> {
  return Object.fromEntries(Object.entries(paths).filter(([path]) => !path.startsWith('/collect')))
}
