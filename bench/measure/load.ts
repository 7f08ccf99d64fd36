import { join } from 'node:path'
import { cpuOf, TICK } from './proc.ts'
import type { Reading } from './rounds.ts'
import type { Served } from './served.ts'

export type LoadOrder = {
  url: string
  /** asked one after the other, and again from the first */
  paths: string[]
  connections: number
  /** whichever comes first */
  requests: number
  seconds: number
  headers?: Record<string, string>
}
/** Times in ms; `bytes` as they came, heads included. */
export type LoadReport = {
  requests: number
  wall: number
  bytes: number
  statuses: Record<number, number>
  p50: number
  p99: number
}

const PROGRAM = join(import.meta.dir, 'load-program.ts')

/** @throws when an answer was not 200, or did not come */
export async function load(order: LoadOrder): Promise<LoadReport> {
  const child = Bun.spawn([process.execPath, PROGRAM], {
    stdin: new Blob([JSON.stringify(order)]),
    stdout: 'pipe',
    stderr: 'pipe',
    timeout: order.seconds * 1000 + 120_000,
  })
  const [said, wrong] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  if (child.exitCode !== 0) throw new Error(wrong.match(/error: (.+)/)?.[1] ?? 'no load was made')
  const report: LoadReport = JSON.parse(said)
  const others = Object.keys(report.statuses).filter((status) => status !== '200')
  if (others.length > 0) throw new Error(`${order.url}${order.paths[0]} answered ${others}`)
  return report
}

/** What a load costs the server: CPU and wall time a request. */
export async function costOf(
  served: Served,
  order: Omit<LoadOrder, 'url'>,
): Promise<Reading & { requests: number }> {
  const before = cpuOf(served.pid)
  const { requests, wall, p99 } = await load({ ...order, url: served.url })
  const cpu = (cpuOf(served.pid) - before) / requests
  return { cpu, wall: wall / requests, p99, requests, grain: TICK / requests }
}
