import { type Context, PATIENCE } from '../context.ts'
import { forecourt, marketOf } from '../market.ts'
import { compare } from '../measure/rounds.ts'
import { type Goal, type Row, rowOf } from '../row.ts'
import { neverAsked, repeated, warm, withServers } from './contenders.ts'

const WITHOUT = { preload: './bench/peers/unobserved.ts' }
/** As it is by default: every request is counted, timed and recorded; those that fail or are slow are written down. */
const DEFAULT = { env: { LOG_LEVEL: 'info' } }

/** What counting, timing and recording add to a list page. */
export async function telemetry(context: Context): Promise<Row[]> {
  const [cars = 0] = context.cars
  return [
    await beside(context, cars, 'never asked before', { kind: 'cost', least: 1.05, best: 1.02 }),
    await beside(context, cars, 'repeated', { kind: 'cost', least: 1.2, best: 1.1 }),
  ]
}

function beside(context: Context, cars: number, asked: string, goal: Goal): Promise<Row> {
  const what = `/cars with telemetry, ${asked}`
  return rowOf({ id: asked, case: 'telemetry', what, cars, goal, metric: 'cpu' }, () =>
    withServers(async (keep) => {
      const market = await marketOf(context, cars)
      const servers = {
        Forecourt: await keep(forecourt(market, DEFAULT)),
        'without telemetry': await keep(forecourt(market, WITHOUT)),
      }
      const contenders = Object.entries(servers).map(([name, served]) =>
        asked === 'repeated'
          ? repeated(context, name, served, { paths: ['/cars?brand=Honda'] })
          : neverAsked(context, 'telemetry', name, served, (search) => `/cars?${search}`, {
              connections: 1,
              count: 400,
            }),
      )
      await warm(contenders)
      return compare(contenders, { metric: 'cpu', rounds: context.rounds, patience: PATIENCE })
    }),
  )
}
