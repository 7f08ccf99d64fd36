import { type Context, PATIENCE } from '../context.ts'
import { type Filter, SHAPE_COUNT, toSearch } from '../filters.ts'
import { forecourt, marketOf } from '../market.ts'
import { costOf, load } from '../measure/load.ts'
import { cpuOf, TICK } from '../measure/proc.ts'
import { compare } from '../measure/rounds.ts'
import type { Served } from '../measure/served.ts'
import { peerData, peerFile } from '../peer-servers.ts'
import { CannotBeHad, type Row, rowOf } from '../row.ts'

/** All facets under filters that nobody has asked before, beside DuckDB on one thread. */
export async function facets(context: Context): Promise<Row[]> {
  const rows: Row[] = []
  for (const cars of context.cars) {
    const about = { id: 'never', case: 'facets', cars, metric: 'cpu' } as const
    // In a small market both spend their time on other things than counting.
    const goal = cars < 100_000 ? null : ({ kind: 'cost', least: 0.5, best: 0.2 } as const)
    const what = '/api/facets, never asked before'
    rows.push(await rowOf({ ...about, what, goal }, () => measure(context, cars)))
  }
  return rows
}

async function measure(context: Context, cars: number) {
  const served = await forecourt(await marketOf(context, cars))
  const duckdb = await startDuckdb(context, cars).catch(async (error) => {
    await served.stop()
    throw error
  })
  const { filters, seconds, rounds } = context
  try {
    const [first] = filters.take(`facets-${cars}-pilot`, SHAPE_COUNT).slice(1)
    const pilot = first ? await sameTotal(served, duckdb, first) : 1000
    const shapes = Math.max(1, Math.min(25, Math.floor((seconds * 1000) / pilot / SHAPE_COUNT)))
    const of = (turn: number) => filters.take(`facets-${cars}-${turn}`, shapes * SHAPE_COUNT)
    return await compare(
      [
        {
          name: 'Forecourt',
          async once(turn) {
            const paths = of(turn).map((filter) => `/api/facets?${toSearch(filter)}`)
            return costOf(served, { paths, connections: 1, requests: paths.length, seconds: 300 })
          },
        },
        { name: 'DuckDB, one thread', once: async (turn) => duckdb.costOf(of(turn)) },
      ],
      { metric: 'cpu', rounds, patience: PATIENCE },
    )
  } finally {
    await duckdb.stop()
    await served.stop()
  }
}

/** That both were asked the same. @returns ms that Forecourt took */
async function sameTotal(served: Served, duckdb: Duckdb, filter: Filter): Promise<number> {
  const path = `/api/facets?${toSearch(filter)}`
  const { p50 } = await load({
    url: served.url,
    paths: [path],
    connections: 1,
    requests: 1,
    seconds: 60,
  })
  const { total } = (await (await fetch(`${served.url}${path}`)).json()) as { total: number }
  const [theirs] = await duckdb.ask([filter])
  if (theirs !== total) throw new Error(`${path} finds ${total} cars, DuckDB ${theirs}`)
  return p50
}

type Duckdb = Awaited<ReturnType<typeof startDuckdb>>

async function startDuckdb(context: Context, cars: number) {
  const { duckdb } = await peerData(context, cars)
  const { found, why } = await context.peers.python()
  if (!found) throw new CannotBeHad(why)
  const child = Bun.spawn([found.program, peerFile('duckdb_facets.py'), duckdb], {
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'inherit',
  })
  const lines = linesOf(child.stdout)
  const ask = async (filters: Filter[]): Promise<number[]> => {
    const totals: number[] = []
    for (const filter of filters) {
      child.stdin.write(`${JSON.stringify(filter)}\n`)
      child.stdin.flush()
      const { value, done } = await lines.next()
      if (done) throw new Error('DuckDB has ended')
      totals.push(Number(value))
    }
    return totals
  }
  return {
    ask,
    async costOf(filters: Filter[]) {
      const [cpu, wall] = [cpuOf(child.pid), performance.now()]
      await ask(filters)
      const count = filters.length
      return {
        cpu: (cpuOf(child.pid) - cpu) / count,
        wall: (performance.now() - wall) / count,
        grain: TICK / count,
      }
    },
    async stop() {
      child.stdin.end()
      await child.exited
    },
  }
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
