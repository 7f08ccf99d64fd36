import { Elysia } from 'elysia'
import { aboutRoutes } from './about/routes.tsx'
import { docsRoutes } from './api-docs/routes.tsx'
import { calculatorRoutes } from './calculators/routes.tsx'
import { carRoutes } from './cars/routes.tsx'
import { sitemapRoutes } from './cars/sitemap.ts'
import { compareRoutes } from './compare/routes.tsx'
import type { Deps } from './deps.ts'
import { answerError } from './platform/http/answer-error.tsx'
import './french.ts'
import { estimateRoutes } from './estimates/routes.tsx'
import { feedRoutes } from './feeds/routes.ts'
import { healthRoutes } from './health/routes.ts'
import { importRoutes } from './imports/routes.tsx'
import { marketRoutes } from './market/overview/routes.tsx'
import { marketPages } from './market/routes.tsx'
import { assetRoutes } from './platform/http/assets.ts'
import { marketOf, setMarket } from './platform/ui/format.ts'
import { reportRoutes } from './reports/routes.tsx'
import { statisticsRoutes } from './statistics/routes.ts'

/** The application, in order: what goes wrong first, then each feature. */
export function createApp(deps: Deps, isDraining = () => false) {
  setMarket(marketOf(deps.config.currency))
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

  // Elysia applies a hook to what is registered after it.
  return new Elysia({ name: 'forecourt' })
    .onError(({ error, request }) => answerError(deps, request, error, features.routes))
    .use(assetRoutes(deps.assets))
    .use(features)
    .use(docsRoutes(deps, features))
}
export type App = ReturnType<typeof createApp>
