import { Elysia } from 'elysia'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { ownPath } from '../platform/http/address.ts'
import { keepCookie } from '../platform/http/cookies.ts'
import { notFound } from '../platform/http/errors.ts'
import { hiddenRoute, pageRoute } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { redirect } from '../platform/http/respond.ts'
import { isLanguage } from '../platform/language/language.ts'
import { message, t } from '../platform/language/message.ts'
import { page } from '../platform/ui/page.tsx'
import { AboutPage, type ApiCheck, Check } from './views.tsx'

const LanguageQuery = z.strictObject({
  page: z.string().optional().meta({ description: 'Address on these pages to lead back to' }),
})

export function aboutRoutes(deps: Deps) {
  const { title, version, environment } = deps.config.app
  return new Elysia({ name: 'about' })
    .get(
      '/about',
      async ({ request }) =>
        page(deps, request, {}, async () => ({
          title: t('About'),
          description: t('{title} {version}: what it is, how it works, and whether it answers', {
            title,
            version,
          }),
          body: (
            <AboutPage
              title={title}
              version={version}
              environment={environment}
              built_at={null}
              commit={null}
              check={await checkApi(deps)}
            />
          ),
        })),
      pageRoute(),
    )
    .get(
      '/about/check',
      async ({ request }) =>
        page(deps, request, {}, async () => ({
          title: t('About'),
          description: t('Whether the API answers'),
          noindex: true,
          body: <Check check={await checkApi(deps)} />,
        })),
      hiddenRoute(),
    )
    .get(
      '/language/:code',
      async ({ request, params }) => {
        if (!isLanguage(params.code))
          throw notFound(message('There are no words in "{language}".', { language: params.code }))
        const { page = '/' } = readQuery(LanguageQuery, request)
        return redirect(ownPath(page), 303, {
          'set-cookie': keepCookie(request, 'language', params.code, 365),
        })
      },
      pageRoute({ query: LanguageQuery }),
    )
}

/** Asks what the API asks first, and how long that took. */
async function checkApi({ cars }: Deps): Promise<ApiCheck> {
  const began = performance.now()
  const checked_at = new Date().toISOString()
  try {
    const snapshot = await cars.current()
    const page = snapshot && (await cars.page(snapshot, { filter: {}, sort: 'price', limit: 1 }))
    return {
      status: page ? 'ok' : 'degraded',
      latency_ms: performance.now() - began,
      snapshot: snapshot?.version ?? null,
      checked_at,
    }
  } catch {
    return { status: 'away', latency_ms: performance.now() - began, snapshot: null, checked_at }
  }
}
