import { Elysia } from 'elysia'
import type { ImportDeps } from './actions.ts'
import { importApi } from './api.ts'
import { decisionApi } from './decision-api.ts'
import { listingApi } from './listings/api.ts'
import { importPages } from './pages.tsx'
import { importStream } from './progress-stream.tsx'
import { scheduleRoutes } from './schedules/routes.ts'

/** @param isEnding whether open streams should end */
export const importRoutes = (deps: ImportDeps, isEnding: () => boolean) =>
  new Elysia({ name: 'imports' })
    .use(importPages(deps))
    .use(importStream(deps, isEnding))
    .use(importApi(deps))
    .use(decisionApi(deps))
    .use(listingApi(deps))
    .use(scheduleRoutes(deps))
