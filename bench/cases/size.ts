import { type Context, PATIENCE } from '../context.ts'
import { forecourt, marketOf } from '../market.ts'
import { firstView } from '../measure/first-view.ts'
import { compare } from '../measure/rounds.ts'
import { type Row, rowOf } from '../row.ts'
import { withServers } from './contenders.ts'

const PAGES = ['/', '/cars', '/market', '/estimate', '/calculators', '/quality'] as const

/** What a first visit loads: the page and all that it refers to, as it travels to a browser. */
export async function size(context: Context): Promise<Row[]> {
  const rows: Row[] = []
  for (const cars of context.cars.slice(0, 1)) {
    for (const path of PAGES) {
      const about = { id: path, case: 'size', what: `first view of ${path}`, cars } as const
      const goal = { kind: 'value', least: 60_000, best: 30_000 } as const
      rows.push(
        await rowOf({ ...about, metric: 'bytes', goal }, () =>
          withServers(async (keep) => {
            const { url } = await keep(forecourt(await marketOf(context, cars)))
            const ask = (path: string, init: RequestInit) => fetch(`${url}${path}`, init)
            const once = async () => ({ bytes: (await firstView(path, ask)).total })
            const plan = { metric: 'bytes', rounds: 1, patience: PATIENCE } as const
            return compare([{ name: 'Forecourt', once }], plan)
          }),
        ),
      )
    }
  }
  return rows
}
