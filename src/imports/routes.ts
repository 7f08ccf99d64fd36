import { Elysia } from 'elysia'
import type { ImportDeps } from './actions.ts'
import { listingApi } from './listings/api.ts'
import { scheduleRoutes } from './schedules/routes.ts'
import { importApi } from './web/api.ts'
import { decisionApi } from './web/decision-api.ts'
import { importPages } from './web/pages.tsx'
import { importStream } from './web/progress-stream.tsx'

/** @param isEnding whether open streams should end */
export const importRoutes = (deps: ImportDeps, isEnding: () => boolean) =>
  new Elysia({ name: 'imports' })
    .use(importPages(deps))
    .use(importStream(deps, isEnding))
    .use(importApi(deps))
    .use(decisionApi(deps))
    .use(listingApi(deps))
    .use(scheduleRoutes(deps))
