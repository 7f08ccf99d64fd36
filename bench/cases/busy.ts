import { copyFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Context, PATIENCE } from '../context.ts'
import { forecourt, marketOf, sampleOf } from '../market.ts'
import { compare } from '../measure/rounds.ts'
import type { Served } from '../measure/served.ts'
import { type Row, rowOf } from '../row.ts'
import { neverAsked, withServers } from './contenders.ts'

const DONE = new Set(['published', 'failed', 'cancelled', 'unchanged', 'interrupted', 'held'])

/** How long readers of a small market wait for the list while a file is imported, and while none is. */
export async function busy(context: Context): Promise<Row[]> {
  const [least = 0] = context.cars
  const rows: Row[] = []
  for (const cars of context.cars.slice(1)) {
    const what = 'p99 of the list while a file of so many rows is imported'
    const goal = { kind: 'cost', least: 2, best: 1.2 } as const
    rows.push(
      await rowOf({ id: 'list', case: 'busy', what, cars, metric: 'p99', goal }, () =>
        measure(context, least, cars),
      ),
    )
  }
  return rows
}

async function measure(context: Context, least: number, cars: number) {
  const file = await sampleOf(context, cars)
  const market = await marketOf(context, least)
  // A market of its own, as an import may leave something behind in it.
  const database = join(dirname(market), 'busy.db')
  return withServers(async (keep) => {
    copyFileSync(market, database)
    const env = { IMPORT_FOLDERS: dirname(file) }
    const served = await keep(forecourt(database, { env }))
    const toPath = (search: URLSearchParams) => `/cars?${search}`
    const size = { connections: 1, count: 200 }
    const asked = neverAsked(context, `busy-${cars}`, 'idle', served, toPath, size)
    await asked.once(-1)
    return compare(
      [
        {
          name: 'while importing',
          async once(turn) {
            const id = await startImport(served, file)
            await Bun.sleep(500)
            const reading = await asked.once(turn + 1_000_000)
            if (await isDone(served, id)) throw new Error('the import ended before the readers did')
            await cancel(served, id)
            return reading
          },
        },
        asked,
      ],
      { metric: 'p99', rounds: context.rounds, patience: PATIENCE },
    )
  })
}

async function startImport({ url }: Served, source: string): Promise<number> {
  const answer = await fetch(`${url}/api/imports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ source }),
  })
  if (!answer.ok) throw new Error(`the import did not start: ${answer.status}`)
  const { id } = (await answer.json()) as { id: number }
  return id
}

async function isDone({ url }: Served, id: number): Promise<boolean> {
  const { status } = (await (await fetch(`${url}/api/imports/${id}`)).json()) as { status: string }
  return DONE.has(status)
}

async function cancel(served: Served, id: number): Promise<void> {
  await fetch(`${served.url}/api/imports/${id}/cancellation`, {
    method: 'POST',
    headers: { origin: served.url },
  })
  const until = Date.now() + 60_000
  while (!(await isDone(served, id))) {
    if (Date.now() > until) throw new Error('the import was not cancelled within a minute')
    await Bun.sleep(100)
  }
}
