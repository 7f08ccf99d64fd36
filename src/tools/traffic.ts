/*
 * `bun run traffic import FILE…`   reads access logs (nginx combined or JSON, Apache combined, Caddy JSON; .gz too)
 * `bun run traffic follow FILE`    reads what is written to a log from now on, also after it was rotated
 * `bun run traffic generate [N]`   writes N made-up lines (100000) in nginx's combined format to stdout
 *
 * What is read goes to TRAFFIC_DIR, where the server finds it. Lines that are none are counted, and kept beside it.
 */
import { configOrExit, exitWith } from '../config.ts'
import { followLog } from '../traffic/follow.ts'
import { generateLines } from '../traffic/generate.ts'
import { importLog } from '../traffic/import-log.ts'

const [command, ...given] = process.argv.slice(2)
const config = configOrExit('traffic')
const folder = config.trafficDir

switch (command) {
  case 'import':
    if (given.length === 0) exitWith('traffic', 'name the files: bun run traffic import access.log')
    for (const file of given) {
      const { lines, malformed, seconds } = await importLog(file, folder).catch((error: Error) =>
        exitWith('traffic', `${file}: ${error.message}`),
      )
      const rate = Math.round(lines / Math.max(seconds, 0.001))
      console.log(`${file}: ${lines} lines, ${malformed} of them none, ${rate} lines/s`)
    }
    break
  case 'follow': {
    const [file] = given
    if (!file) exitWith('traffic', 'name the file: bun run traffic follow access.log')
    const stopped = new AbortController()
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopped.abort())
    await followLog(file, folder, stopped.signal)
    break
  }
  case 'generate': {
    const wanted = Number(given[0] ?? 100_000)
    if (!Number.isInteger(wanted) || wanted < 1 || wanted > 10_000_000)
      exitWith('traffic', `${given[0]} is no number of lines from 1 to 10000000`)
    for (const chunk of generateLines(wanted)) await Bun.write(Bun.stdout, chunk)
    break
  }
  default:
    exitWith('traffic', `${command ?? 'nothing'} is not one of import, follow, generate`)
}
