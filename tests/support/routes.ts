import type { TestApp } from './app.ts'

/** A route of the application with an address that fits it. */
export type RouteAt = {
  method: string
  path: string
  route: string
  access: string | null
  isPage: boolean
}

type Listed = {
  method: string
  path: string
  hooks?: { detail?: { 'x-access'?: string; tags?: string[] } }
}

/** Every route of an application; what stands in its parameters comes from `fill`. */
export function routesOf(
  { app }: Pick<TestApp, 'app'>,
  fill: (name: string, route: string) => string,
): RouteAt[] {
  const listed: readonly Listed[] = app.routes
  return listed.map(({ method, path: route, hooks }) => ({
    method,
    route,
    path: route.replace(/:(\w+)/g, (_, name: string) => fill(name, route)),
    access: hooks?.detail?.['x-access'] ?? null,
    isPage: hooks?.detail?.tags?.includes('Pages') ?? false,
  }))
}

/** Routes with queries that need some: what a plain call of them would only refuse. */
export const QUERIES: Readonly<Record<string, string>> = {
  '/api/estimate': 'brand=Honda&base_model=City&year=2019&km=40000',
  '/estimate': 'brand=Honda&base_model=City&year=2019&km=40000',
  '/api/statistics/mean': 'field=price',
  '/api/statistics/summary': 'field=price',
  '/api/statistics/histogram': 'field=price',
}
