import { type Context, PATIENCE } from '../context.ts'
import { toSearch } from '../filters.ts'
import { forecourt, marketOf } from '../market.ts'
import { load } from '../measure/load.ts'
import { memoryOf } from '../measure/proc.ts'
import { type Contender, compare } from '../measure/rounds.ts'
import { type Row, rowOf } from '../row.ts'
import { withServers } from './contenders.ts'

/** ms until what a start or a load has left behind is given back */
const SETTLED = 3000
const PAGES = ['/', '/cars', '/market', '/quality', '/api/cars', '/api/facets']

/** Resident memory of the web process, idle and after all kinds of pages were asked by 32 at once. */
export async function memory(context: Context): Promise<Row[]> {
  const rows: Row[] = []
  for (const cars of context.cars) {
    const about = { case: 'memory', cars, metric: 'memory' } as const
    const what = 'web process'
    rows.push(
      await rowOf(
        {
          ...about,
          id: 'idle',
          what: `${what}, idle`,
          goal: { kind: 'value', least: 100e6, best: 80e6 },
        },
        () => measure(context, cars, false),
      ),
      await rowOf(
        {
          ...about,
          id: 'loaded',
          what: `${what}, after load`,
          goal: { kind: 'value', least: 150e6, best: 120e6 },
        },
        () => measure(context, cars, true),
      ),
    )
  }
  return rows
}

async function measure(context: Context, cars: number, loaded: boolean) {
  const { seconds, rounds, filters } = context
  const database = await marketOf(context, cars)
  const once: Contender['once'] = (turn) =>
    withServers(async (keep) => {
      const { url, pid } = await keep(forecourt(database))
      if (loaded) {
        const searches = filters.take(`memory-${cars}-${turn}`, 400).map(toSearch)
        const paths = searches.flatMap((search, index) => {
          const page = PAGES[index % PAGES.length] ?? '/'
          return [page, /^\/(cars|market|api)/.test(page) ? `${page}?${search}` : page]
        })
        await load({ url, paths, connections: 32, requests: 20_000, seconds: 2 * seconds })
      }
      await Bun.sleep(SETTLED)
      return { memory: memoryOf(pid).resident }
    })
  const contenders = [{ name: 'Forecourt', once }]
  return compare(contenders, { metric: 'memory', rounds, patience: PATIENCE })
}
