import { type AnyElysia, Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { operation, pageRoute } from '../platform/http/openapi.ts'
import { respond } from '../platform/http/respond.ts'
import { t } from '../platform/language/message.ts'
import { page } from '../platform/ui/page.tsx'
import { writeDocument } from './document.ts'
import { DocsPage } from './views.tsx'

const Document = z
  .looseObject({ openapi: z.string().meta({ description: 'Version of OpenAPI' }) })
  .meta({ id: 'Document', description: 'An OpenAPI document' })

/** The OpenAPI document of the features and Swagger UI on it, both from here: they work offline. */
export function docsRoutes(deps: Deps, features: AnyElysia) {
  const document = (): string =>
    JSON.stringify(writeDocument(deps.config, [...features.routes, ...own.routes]))
  const own: AnyElysia = new Elysia({ name: 'docs' })
    .get(
      '/docs',
      async ({ request }) =>
        page(deps, request, {}, () => ({
          title: 'API',
          description: t('Every route of the API, to read and to try'),
          body: <DocsPage assets={deps.site.assets} />,
        })),
      pageRoute(),
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
        name: 'getDocument',
        summary: 'This document',
        tag: 'Operations',
        answer: Document,
        cached: true,
      }),
    )
  return own
}
