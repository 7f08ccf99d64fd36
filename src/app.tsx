import { Elysia } from 'elysia'
import { aboutRoutes } from './about/routes.tsx'
import { docsRoutes } from './api-docs/routes.tsx'
import { calculatorRoutes } from './calculators/routes.tsx'
import { carRoutes } from './cars/routes.tsx'
import { sitemapRoutes } from './cars/sitemap.ts'
import { compareRoutes } from './compare/routes.tsx'
import { rightsOf } from './config.ts'
import type { Deps } from './deps.ts'
import { estimateRoutes } from './estimates/routes.tsx'
import { feedRoutes } from './feeds/routes.ts'
import { healthRoutes } from './health/routes.ts'
import { importRoutes } from './imports/routes.ts'
import type { Importer } from './imports/run/importer.ts'
import { waitingPage } from './imports/web/waiting.tsx'
import { liveRoutes } from './live/routes.tsx'
import { loginRoutes } from './login/routes.tsx'
import { marketRoutes } from './market/overview/routes.tsx'
import { marketPages } from './market/routes.tsx'
import { logLevelRoutes } from './operations/log-level.ts'
import { watchMarket } from './operations/market-metrics.ts'
import { statusRoutes } from './operations/status.tsx'
import { packOf } from './packs/all/index.ts'
import { withoutAccess } from './platform/http/access.ts'
import { accessLog } from './platform/http/access-log.ts'
import { answerKept } from './platform/http/answer-kept.ts'
import { assetRoutes } from './platform/http/asset-routes.ts'
import type { Assets } from './platform/http/assets.ts'
import { rememberPeer, requestContext } from './platform/http/context.ts'
import { cors } from './platform/http/cors.ts'
import { errorAnswers } from './platform/http/error-answers.ts'
import { KeptAnswers } from './platform/http/kept-answers.ts'
import { bodyLimit, canonicalPath, validAddress } from './platform/http/limits.ts'
import { shedLoad } from './platform/http/load-shedding.ts'
import type { Routes } from './platform/http/methods.ts'
import {
  createHttpMetrics,
  type HttpMetrics,
  measured,
  metricsRoute,
  type Told,
} from './platform/http/metrics.ts'
import { rateLimit } from './platform/http/rate-limit.ts'
import { traced } from './platform/http/traced.ts'
import { marketOf } from './platform/language/reader.ts'
import { onceATurn } from './platform/once-a-turn.ts'
import { answerError } from './platform/ui/answer-error.tsx'
import { type Site, versionOf } from './platform/ui/page.tsx'
import { reportRoutes } from './reports/routes.tsx'
import { searchRoutes } from './searches/routes.tsx'
import { createDateline } from './snapshots/dateline.ts'
import { carsLike } from './snapshots/list.ts'
import { sharedSecret } from './snapshots/shared-secret.ts'
import { MOST_BYTES } from './statistics/read-numbers.ts'
import { statisticsRoutes } from './statistics/routes.ts'
import { recorder } from './traffic/recorder.ts'
import { trafficRoutes } from './traffic/routes.tsx'
import type { TrafficLog } from './traffic/traffic-log.ts'

/** What the application is made with. Tests give their own. */
export type AppDeps = Omit<Deps, 'site' | 'pack'> & {
  importer: Importer
  assets: Assets
  /** Tells this program from another: part of every ETag */
  build: string
  /** Where requests are counted, where somebody else serves the counts */
  metrics?: HttpMetrics
  /** Where requests are recorded; absent: nowhere */
  traffic?: TrafficLog
  /** ms that the process is behind with its work; absent: nobody looks */
  lag?: () => number
}

/** What a form adds to the files that it sends */
const FORM_BYTES = 1_000_000

/** The application, in order: what every request meets, then each feature. */
export function createApp(given: AppDeps, isDraining = () => false) {
  const { config } = given
  const sessionSecret = sharedSecret(config.sessionSecret, given.imports)
  const deps = {
    ...given,
    pack: packOf(config.rulePack),
    site: siteOf(given),
    rights: rightsOf(config, sessionSecret),
  }
  const metrics = given.metrics ?? createHttpMetrics('web', config.app.version)
  watchMarket(metrics, deps)
  const watchFollowers = (count: () => number) =>
    metrics.watch('forecourt_live_followers', 'Open streams of the live market', count)
  const features = new Elysia({ name: 'features' })
    .use(marketRoutes(deps))
    .use(marketPages(deps))
    .use(carRoutes(deps))
    .use(compareRoutes(deps))
    .use(estimateRoutes(deps))
    .use(importRoutes(deps, isDraining))
    .use(calculatorRoutes(deps))
    .use(statisticsRoutes(deps))
    .use(reportRoutes(deps))
    .use(feedRoutes(deps))
    .use(searchRoutes(deps))
    .use(liveRoutes(deps, isDraining, watchFollowers))
    .use(aboutRoutes(deps))
    .use(loginRoutes(deps))
    .use(healthRoutes(deps, isDraining))
    .use(sitemapRoutes(deps))
    .use(logLevelRoutes(deps))
    .use(statusRoutes(deps))
    .use(trafficRoutes(deps, given.traffic ?? NO_TRAFFIC))
  if (config.metricsPort === null) features.use(metricsRoute(metrics, { open: false }))
  const answers = config.cacheBytes === 0 ? null : new KeptAnswers(config.cacheBytes)
  if (answers) metrics.watchAnswers(() => answers.counts)
  const unstated = withoutAccess(features.routes)
  if (unstated.length > 0) throw new Error(`for whom are ${unstated.join(', ')}?`)

  const errors = {
    ...deps,
    waiting: (request: Request) => waitingPage(deps, request),
    carsLike: (words: string[]) => carsLike(deps.cars, words),
  }
  const listeners = [
    accessLog(deps.log, config.accessLog),
    given.traffic ? recorder((record) => given.traffic?.add(record)).tell : null,
  ].filter((each) => each !== null)
  const tell: Told = (request, answer) => {
    for (const listener of listeners) listener(request, answer)
  }
  let all: Routes = []
  // Elysia applies a hook to what is registered after it, and runs hooks in this order.
  const app = new Elysia({ name: 'forecourt', systemRouter: false })
    .use(traced())
    .use(requestContext({ rights: deps.rights, trustedProxies: config.trustedProxies }))
    .use(measured(metrics, tell))
    .use(errorAnswers((request, error) => answerError(errors, request, error, all)))
    .use(cors(config.corsOrigins))
    .use(rateLimit(config.rateLimit))
    .use(
      answerKept({ answers, version: versionNow(deps.cars), observing: metrics.observing, tell }),
    )
    .use(shedLoad(config.shedLag, given.lag ?? (() => 0)))
    .use(rememberPeer)
    .use(validAddress)
    .use(
      bodyLimit({
        '/api/statistics/': MOST_BYTES,
        '/api/listings': config.remote.mostBytes,
        '/imports': config.remote.mostBytes + FORM_BYTES,
      }),
    )
    .use(canonicalPath(() => all))
    .use(assetRoutes(deps.assets))
    .use(features)
    .use(docsRoutes(deps, features))
  all = app.routes
  return app
}

/** A database that is away is told of by whoever needs it. */
function versionNow({ currentNow }: Deps['cars']): () => string | null {
  return onceATurn(() => {
    try {
      const snapshot = currentNow()
      return snapshot ? versionOf(snapshot) : null
    } catch {
      return null
    }
  })
}

function siteOf({ config, assets, build, cars, imports }: AppDeps): Site {
  return {
    title: config.app.title,
    market: marketOf(config.currency),
    build,
    publicUrl: config.publicUrl,
    ownUrl: `http://localhost:${config.port}`,
    assets: assets.paths,
    dateline: createDateline(cars, imports),
  }
}

const NO_TRAFFIC = { segments: async () => [] }

export type App = ReturnType<typeof createApp>
