/*
 * `bun bench/traffic.ts [LINES]`: reads a made-up log of 5 million lines with `bun run traffic import` and with GoAccess
 * (Debian's package), by CPU time and most memory, and holds the answers against one another.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateLines } from '../src/traffic/generate.ts'
import { reportOf } from '../src/traffic/report.ts'
import { TrafficLog } from '../src/traffic/traffic-log.ts'

const lines = Number(process.argv[2] ?? 5_000_000)
const folder = mkdtempSync(join(tmpdir(), 'forecourt-traffic-'))
const [log, into, answers] = ['access.log', 'traffic', 'goaccess.json'].map((name) =>
  join(folder, name),
)
if (!log || !into || !answers) throw new Error('no folder')

const writer = Bun.file(log).writer()
for (const chunk of generateLines(lines)) writer.write(chunk)
await writer.end()

async function measured(command: string[], env: Record<string, string> = {}) {
  const child = Bun.spawn(command, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if ((await child.exited) !== 0) throw new Error(`${command[0]} failed`)
  const used = child.resourceUsage()
  const seconds = Number(used?.cpuTime.total ?? 0) / 1e6
  return {
    seconds,
    rate: Math.round(lines / seconds),
    memory: Math.round((used?.maxRSS ?? 0) / 1e6),
  }
}
const written = ({ seconds, rate, memory }: Awaited<ReturnType<typeof measured>>) =>
  `${seconds.toFixed(1)} s of CPU, ${rate} lines/s, ${memory} MB`

const ours = await measured([process.execPath, 'src/tools/traffic.ts', 'import', log], {
  TRAFFIC_DIR: into,
})
console.log(`traffic import, ${lines} lines: ${written(ours)}`)
const begun = performance.now()
const report = reportOf(await new TrafficLog({ folder: into, retention: 1e12 }).segments(), {})
console.log(`report: ${Math.round(performance.now() - begun)} ms`)
if (Bun.which('goaccess')) {
  const format = '%h %^[%d:%t %^] "%r" %s %b "%R" "%u" %T'
  const theirs = await measured([
    ...['goaccess', '-f', log, '--no-global-config', `--log-format=${format}`, '-o', answers],
    ...['--date-format=%d/%b/%Y', '--time-format=%H:%M:%S', '--no-progress'],
  ])
  console.log(
    `goaccess: ${written(theirs)}; ours is ${(theirs.seconds / ours.seconds).toFixed(2)} ×`,
  )
  const said = await Bun.file(answers).json()
  const total = said.general.valid_requests
  if (total !== report.totals.requests)
    throw new Error(`goaccess counts ${total}, we ${report.totals.requests}`)
  const bytes = said.general.bandwidth
  if (bytes !== report.totals.bytes)
    throw new Error(`goaccess counts ${bytes} bytes, we ${report.totals.bytes}`)
  console.log(`both: ${total} requests, ${bytes} bytes`)
} else console.log('skipped: goaccess is not installed here')
rmSync(folder, { recursive: true })
