import { type Context, PATIENCE } from '../context.ts'
import { forecourt, marketOf } from '../market.ts'
import { type Contender, compare } from '../measure/rounds.ts'
import type { Served } from '../measure/served.ts'
import { type Row, rowOf } from '../row.ts'
import { neverAsked, repeated, warm, withServers } from './contenders.ts'

type Contend = (name: string, served: Served) => Contender | Promise<Contender>

/** What the size of the market adds to the cost of what should not depend on it. */
export async function sizes(context: Context): Promise<Row[]> {
  const [least = 0, ...larger] = context.cars
  const rows: Row[] = []
  for (const cars of larger) {
    const toPath = (search: URLSearchParams) => `/api/cars?${search}`
    const never: Contend = (name, served) =>
      neverAsked(context, `sizes-${cars}`, name, served, toPath, { connections: 1, count: 400 })
    const detail: Contend = async (name, served) => {
      const answer = await fetch(`${served.url}/api/cars?limit=200`)
      const { items } = (await answer.json()) as { items: { id: string }[] }
      const paths = items.map(({ id }) => `/cars/${id}`)
      return repeated(context, name, served, { paths, connections: 1 })
    }
    const again =
      (path: string): Contend =>
      (name, served) =>
        repeated(context, name, served, { paths: [path] })
    for (const [what, contend] of [
      ['JSON page, never repeated', never],
      ['a car, one of 200', detail],
      ['JSON page, repeated', again('/api/cars?brand=Honda')],
      ['HTML page, repeated', again('/cars?brand=Honda')],
      ['/, repeated', again('/')],
    ] as const) {
      rows.push(await beside(context, what, cars, least, contend))
    }
  }
  return rows
}

function beside(
  context: Context,
  name: string,
  cars: number,
  least: number,
  contend: Contend,
): Promise<Row> {
  const goal = { kind: 'cost', least: 1.5, best: 1.1 } as const
  const about = { id: name, case: 'sizes', what: `${name}, beside a small market`, cars } as const
  return rowOf({ ...about, goal, metric: 'cpu' }, () =>
    withServers(async (keep) => {
      const contenders: Contender[] = []
      for (const size of [cars, least]) {
        const served = await keep(forecourt(await marketOf(context, size)))
        contenders.push(await contend(`Forecourt, ${size} rows`, served))
      }
      await warm(contenders)
      return compare(contenders, { metric: 'cpu', rounds: context.rounds, patience: PATIENCE })
    }),
  )
}
