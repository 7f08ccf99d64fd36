import { type Context, PATIENCE } from '../context.ts'
import { SHAPE_COUNT } from '../filters.ts'
import { forecourt, marketOf } from '../market.ts'
import { load } from '../measure/load.ts'
import { cpuOf, TICK } from '../measure/proc.ts'
import { compare } from '../measure/rounds.ts'
import { type Row, rowOf } from '../row.ts'
import { neverAsked, warm, withServers } from './contenders.ts'

/** Pages that nobody has asked before, at every size. */
export async function list(context: Context): Promise<Row[]> {
  const rows: Row[] = []
  for (const cars of context.cars) {
    const about = { case: 'list', cars, metric: 'cpu' } as const
    const page = { kind: 'value', least: 100, best: 30 } as const
    const overview = { kind: 'value', least: 150, best: 50 } as const
    rows.push(
      await rowOf(
        { ...about, id: 'cars', what: '/cars with facets, never asked before', goal: page },
        () => never(context, cars, '/cars'),
      ),
      await rowOf(
        { ...about, id: 'market', what: '/market, never asked before', goal: overview },
        () => never(context, cars, '/market'),
      ),
      await rowOf({ ...about, id: 'overview', what: '/, the first time', goal: overview }, () =>
        first(context, cars, '/'),
      ),
    )
  }
  return rows
}

async function never(context: Context, cars: number, page: string) {
  return withServers(async (keep) => {
    const served = await keep(forecourt(await marketOf(context, cars)))
    const key = `list-${page}-${cars}`
    const toPath = (search: URLSearchParams) => `${page}?${search}`
    const one = neverAsked(context, `${key}-pilot`, '', served, toPath, {
      connections: 1,
      count: SHAPE_COUNT,
    })
    await one.once(0)
    const { cpu = 1000 } = await one.once(1)
    const count = Math.min(200, (context.seconds * 1000) / Math.max(cpu, 1))
    const ours = neverAsked(context, key, 'Forecourt', served, toPath, { connections: 1, count })
    if (count > 20) await warm([ours])
    return compare([ours], { metric: 'cpu', rounds: context.rounds, patience: PATIENCE })
  })
}

/** A page that takes no filter is new only once: after a start, when other pages have warmed the code. */
async function first(context: Context, cars: number, path: string) {
  const database = await marketOf(context, cars)
  const once = () =>
    withServers(async (keep) => {
      const served = await keep(forecourt(database))
      const ask = (paths: string[]) =>
        load({ url: served.url, paths, connections: 1, requests: paths.length, seconds: 300 })
      await ask(['/about', '/api/cars', '/api/market/prices', '/quality'])
      const before = cpuOf(served.pid)
      const { wall } = await ask([path])
      return { cpu: cpuOf(served.pid) - before, wall, grain: TICK }
    })
  return compare([{ name: 'Forecourt', once }], {
    metric: 'cpu',
    rounds: context.rounds,
    patience: PATIENCE,
  })
}
