/*
 * `bun run bench [CASE…] [--cars N,…] [--seed S] [--rounds R] [--seconds S] [--minutes M] [--label L] [--dry]`
 * Cases: size facets list page import busy memory start sizes stream telemetry; all when none is named. After M minutes no further
 * case begins; results are written after each. `--table` puts the newest results into docs/performance.md and measures
 * nothing. Exits 1 when a goal is missed or a row is refused.
 */
import { parseArgs } from 'node:util'
import { busy } from './cases/busy.ts'
import { facets } from './cases/facets.ts'
import { importing } from './cases/import.ts'
import { list } from './cases/list.ts'
import { memory } from './cases/memory.ts'
import { page } from './cases/page.ts'
import { size } from './cases/size.ts'
import { sizes } from './cases/sizes.ts'
import { start } from './cases/start.ts'
import { stream } from './cases/stream.ts'
import { telemetry } from './cases/telemetry.ts'
import type { Context } from './context.ts'
import { Filters } from './filters.ts'
import { cacheFolder } from './market.ts'
import { endAll } from './measure/served.ts'
import { findPeers } from './peers.ts'
import { machineOf } from './report/machine.ts'
import { tableOf } from './report/markdown.ts'
import { missedOf } from './report/missed.ts'
import { writeReport, writeTable } from './report/write.ts'
import { type Row, verdictOf } from './row.ts'

/** In the order of what is worth knowing most, should there be no time for all. */
const CASES = new Map<string, (context: Context) => Promise<Row[]>>([
  ['size', size],
  ['facets', facets],
  ['list', list],
  ['page', page],
  ['import', importing],
  ['busy', busy],
  ['memory', memory],
  ['start', start],
  ['sizes', sizes],
  ['stream', stream],
  ['telemetry', telemetry],
])

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cars: { type: 'string', default: '2804,100000' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    minutes: { type: 'string', default: '600' },
    label: { type: 'string', default: '' },
    table: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
  },
})
if (values.table) {
  console.log(`docs/performance.md shows ${await writeTable()}`)
  process.exit(0)
}
const unknown = positionals.filter((name) => !CASES.has(name))
if (unknown.length > 0) {
  console.error(`bench: ${unknown} is no case; there are ${[...CASES.keys()].join(', ')}`)
  process.exit(2)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    endAll()
    process.exit(130)
  })
}
const say = (words: string) => console.error(`· ${words}`)
const cache = cacheFolder()
const seed = wholeNumber('seed')
const context: Context = {
  cars: values.cars
    .split(',')
    .map(Number)
    .toSorted((a, b) => a - b),
  seed,
  rounds: wholeNumber('rounds'),
  seconds: wholeNumber('seconds'),
  cache,
  peers: findPeers(cache, say),
  filters: new Filters(seed),
  say,
}
if (!context.cars.every((cars) => Number.isInteger(cars) && cars >= 2)) {
  console.error(`bench: --cars ${values.cars}: whole numbers, with commas between them`)
  process.exit(2)
}

const machine = machineOf(context)
const until = performance.now() + wholeNumber('minutes') * 60_000
const rows: Row[] = []
const left: string[] = []
let written = ''
for (const [name, run] of CASES) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  if (performance.now() > until) {
    left.push(`${name}: no time was left`)
    continue
  }
  say(name)
  const found = await run(context).catch((error: Error) => {
    left.push(`${name}: ${error.message}`)
    return []
  })
  rows.push(...found)
  if (found.length > 0) console.log(`\n${tableOf(found)}`)
  // After each case: who is ended in the middle leaves what was measured.
  if (!values.dry) written = await writeReport({ machine, rows, skipped: left }, label())
}
const skipped = [...left, ...(await skippedPeers())]
for (const what of skipped) console.log(`skipped: ${what}`)
console.log(`\n${missedOf(rows)}`)
if (!values.dry) written = await writeReport({ machine, rows, skipped }, label())
console.log(written)
const verdicts = rows.map(verdictOf)
process.exit(verdicts.some((verdict) => verdict === 'missed' || verdict === 'refused') ? 1 : 0)

function wholeNumber(name: 'seed' | 'rounds' | 'seconds' | 'minutes'): number {
  if (/^[1-9]\d{0,8}$/.test(values[name])) return Number(values[name])
  console.error(`bench: --${name} must be a whole number above 0, not '${values[name]}'`)
  process.exit(2)
}

function label(): string {
  return values.label === '' ? '' : `-${values.label}`
}

async function skippedPeers(): Promise<string[]> {
  const [node, python] = [await context.peers.node(), await context.peers.python()]
  return [
    ...(node.why === null ? [] : [`Express + better-sqlite3: ${node.why}`]),
    ...(python.why === null ? [] : [`FastAPI, Datasette, DuckDB, pandas: ${python.why}`]),
  ]
}
