import { join } from 'node:path'
import { aMarket, publish } from '../../tests/support/cars.ts'
import { anImport } from '../../tests/support/imports.ts'
import { ROOT } from '../../tests/support/server.ts'
import type { Reject } from '../snapshots/import.ts'
import type { Stores } from '../snapshots/stores.ts'
import { compare } from '../tools/move.ts'
import { type ExtractSettings, extract } from './extract.ts'
import type { Extracted } from './manifest.ts'

/** What breaks files that are written carelessly. */
export const HOSTILE = '=HYPERLINK("http://x"),\r\n"quoted"; \u2028 ₹ “é” \\n \u0000 🚗'

/** A database with history: three snapshots of which one is no longer there, imports, and rejects. */
export async function fill(stores: Stores, size = 300): Promise<void> {
  const rejects = (count: number): Reject[] =>
    Array.from({ length: count }, (_, index) => ({
      line: index + 2,
      raw: `${HOSTILE} ${index}`,
      rule: 'price-missing',
      reason: HOSTILE,
      action: 'reject',
      file: index % 2 === 0 ? 'a.csv' : 'b.csv',
    }))
  const market = aMarket(size)
  const [first] = market
  if (first) Object.assign(first, { title: HOSTILE, flags: ['engine-missing', 'km-invalid'] })
  const cheaper = market
    .slice(5)
    .map((car, at) => (at % 3 ? car : { ...car, price: car.price - 1 }))
  const loanless = [
    ...cheaper.slice(0, -2).map((car) => ({ ...car, loan: null })),
    ...market.slice(0, 1),
  ]
  for (const [at, cars] of [market, cheaper, loanless].entries()) {
    const { id: _, ...record } = anImport({ source: HOSTILE, snapshot: at + 1 })
    const { id } = await stores.imports.create(record)
    await stores.imports.keepRejects(id, rejects(at * 700))
    await publish(stores, id, cars, 2)
  }
  const { id: _, ...failed } = anImport({ status: 'failed', snapshot: null, error: HOSTILE })
  await stores.imports.create(failed)
}

export const settingsFor = (dir: string): ExtractSettings => ({
  dir,
  keep: 3,
  engine: 'sqlite',
  version: '0.0.0-test',
})

/** @throws when nothing was extracted */
export async function extracted(stores: Stores, dir: string): Promise<Extracted> {
  const { extracted, result } = await extract(stores, settingsFor(dir))
  if (!extracted) throw new Error(`nothing was extracted: ${result}`)
  return extracted
}

/** What differs between two databases, by kind. */
export async function differences(one: Stores, other: Stores): Promise<string[]> {
  const proofs = await compare(one, other)
  return proofs.filter(({ different }) => different > 0).map(({ what }) => what)
}

/** With these settings and no others: what a developer has set must not decide what a test does. */
export function spawn(command: string[], env: Record<string, string>) {
  return Bun.spawn([process.execPath, ...command], {
    cwd: ROOT,
    env: { LOG_LEVEL: 'info', ...env },
    stdout: 'pipe',
    stderr: 'pipe',
  })
}

/** A program as a user starts it: its exit code and what it said. */
export async function run(command: string[], env: Record<string, string>) {
  const child = spawn(command, env)
  const [out, error] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ])
  return { code: await child.exited, out, error }
}

export const RESTORE = 'src/tools/restore.ts'
export const ONCE = ['sidecars/exporter/main.ts', '--once']
export const manifestOf = ({ path }: Extracted) => join(path, 'manifest.json')
