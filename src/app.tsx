import { Elysia } from 'elysia'
import { aboutRoutes } from './about/routes.tsx'
import { docsRoutes } from './api-docs/routes.tsx'
import { calculatorRoutes } from './calculators/routes.tsx'
import { carRoutes } from './cars/routes.tsx'
import { sitemapRoutes } from './cars/sitemap.ts'
import { compareRoutes } from './compare/routes.tsx'
import type { Deps } from './deps.ts'
import { estimateRoutes } from './estimates/routes.tsx'
import { feedRoutes } from './feeds/routes.ts'
import { healthRoutes } from './health/routes.ts'
import type { Importer } from './imports/importer.ts'
import { importRoutes } from './imports/routes.tsx'
import { waitingPage } from './imports/waiting.tsx'
import { marketRoutes } from './market/overview/routes.tsx'
import { marketPages } from './market/routes.tsx'
import { packOf } from './packs/all/index.ts'
import { answerError } from './platform/http/answer-error.tsx'
import type { Assets } from './platform/http/assets.ts'
import { assetRoutes } from './platform/http/assets.ts'
import { marketOf } from './platform/language/reader.ts'
import type { Site } from './platform/ui/page.tsx'
import { reportRoutes } from './reports/routes.tsx'
import { readDateline } from './snapshots/dateline.ts'
import { carsLike } from './snapshots/list.ts'
import { statisticsRoutes } from './statistics/routes.ts'

/** What the application is made with. Tests give their own. */
export type AppDeps = Omit<Deps, 'site' | 'pack'> & {
  importer: Importer
  assets: Assets
  /** Tells this program from another: part of every ETag */
  build: string
}

/** The application, in order: what goes wrong first, then each feature. */
export function createApp(given: AppDeps, isDraining = () => false) {
  const deps = { ...given, pack: packOf(given.config.rulePack), site: siteOf(given) }
  const features = new Elysia({ name: 'features' })
    .use(marketRoutes(deps))
    .use(marketPages(deps))
    .use(carRoutes(deps))
    .use(compareRoutes(deps))
    .use(estimateRoutes(deps))
    .use(importRoutes(deps))
    .use(calculatorRoutes(deps))
    .use(statisticsRoutes(deps))
    .use(reportRoutes(deps))
    .use(feedRoutes(deps))
    .use(aboutRoutes(deps))
    .use(healthRoutes(deps, isDraining))
    .use(sitemapRoutes(deps))

  const errors = {
    ...deps,
    waiting: (request: Request) => waitingPage(deps, request),
    carsLike: (words: string[]) => carsLike(deps.cars, words),
  }
  // Elysia applies a hook to what is registered after it.
  return new Elysia({ name: 'forecourt' })
    .onError(async ({ error, request }) => answerError(errors, request, error, features.routes))
    .use(assetRoutes(deps.assets))
    .use(features)
    .use(docsRoutes(deps, features))
}

function siteOf({ config, assets, build, cars, imports }: AppDeps): Site {
  return {
    title: config.app.title,
    market: marketOf(config.currency),
    build,
    publicUrl: config.publicUrl,
    assets: assets.paths,
    dateline: () => readDateline(cars, imports),
  }
}
export type App = ReturnType<typeof createApp>
