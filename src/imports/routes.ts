import { Elysia } from 'elysia'
import type { ImportDeps } from './actions.ts'
import { importApi } from './api.ts'
import { decisionApi } from './decision-api.ts'
import { listingApi } from './listings/api.ts'
import { importPages } from './pages.tsx'
import { scheduleRoutes } from './schedules/routes.ts'

export const importRoutes = (deps: ImportDeps) =>
  new Elysia({ name: 'imports' })
    .use(importPages(deps))
    .use(importApi(deps))
    .use(decisionApi(deps))
    .use(listingApi(deps))
    .use(scheduleRoutes(deps))
