import { type Context, PATIENCE } from '../context.ts'
import { forecourt, marketOf } from '../market.ts'
import { cpuOf, TICK } from '../measure/proc.ts'
import { compare } from '../measure/rounds.ts'
import { type Row, rowOf } from '../row.ts'

/** From the start of the program to its first page of cars. */
export async function start(context: Context): Promise<Row[]> {
  const [least = 0, ...larger] = context.cars
  const once = (size: number) => async () => {
    const database = await marketOf(context, size)
    const began = performance.now()
    const served = await forecourt(database, { ready: '/api/cars' })
    const reading = { wall: performance.now() - began, cpu: cpuOf(served.pid), grain: TICK }
    await served.stop()
    return reading
  }
  const rows: Row[] = []
  for (const cars of larger.length === 0 ? [least] : larger) {
    const about = { id: 'first', case: 'start', what: 'start to the first 200', cars } as const
    const sizes = cars === least ? [cars] : [cars, least]
    const contenders = sizes.map((size) => ({
      name: `Forecourt, ${size} rows`,
      once: once(size),
    }))
    const goal = cars === least ? null : ({ kind: 'cost', least: 1.25, best: 1.1 } as const)
    rows.push(
      await rowOf({ ...about, metric: 'cpu', goal }, async () => {
        for (const size of sizes) await marketOf(context, size)
        return compare(contenders, {
          metric: 'cpu',
          rounds: context.rounds + 2,
          patience: PATIENCE,
        })
      }),
    )
  }
  return rows
}
