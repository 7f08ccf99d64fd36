import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../context.ts'
import { chartOf } from './chart.ts'
import { markdownOf, type Report, tableOf } from './markdown.ts'
import { missedOf } from './missed.ts'
import { withTable } from './table.ts'

const RESULTS = join(import.meta.dir, '../results')
const DOCUMENT = join(ROOT, 'docs/performance.md')

/** Writes bench/results/DATE.{md,json} and a chart of each case. @returns the path of the Markdown file */
export async function writeReport(report: Report, label = ''): Promise<string> {
  mkdirSync(RESULTS, { recursive: true })
  const name = `${report.machine.date.slice(0, 10)}${label}`
  const charts = new Map<string, string>()
  for (const [kind, rows] of Map.groupBy(report.rows, (row) => row.case)) {
    const chart = chartOf(kind, rows)
    if (chart === null) continue
    charts.set(kind, `${name}-${kind}.svg`)
    await Bun.write(join(RESULTS, `${name}-${kind}.svg`), chart)
  }
  const path = join(RESULTS, `${name}.md`)
  await Bun.write(path, markdownOf(report, charts))
  await Bun.write(join(RESULTS, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`)
  return path
}

/** Puts the rows of the newest day's results into docs/performance.md. @returns the names of those results */
export async function writeTable(): Promise<string> {
  const names = readdirSync(RESULTS).filter((name) => name.endsWith('.json'))
  const day = names.toSorted().at(-1)?.slice(0, 10)
  if (day === undefined) throw new Error('there are no results: run bun run bench first')
  // The run without a label sorts last, and is the one that the others add to.
  const newest = names
    .filter((name) => name.startsWith(day))
    .toSorted()
    .toReversed()
  const reports: Report[] = await Promise.all(
    newest.map((name) => Bun.file(join(RESULTS, name)).json()),
  )
  const origins = reports.map(({ machine }, at) => {
    const name = newest[at]?.replace(/json$/, 'md')
    return `[${name}](../bench/results/${name}) (commit ${machine.commit})`
  })
  const rows = reports.flatMap((report) => report.rows)
  const { seed, cpus } = reports[0]?.machine ?? {}
  const document = await Bun.file(DOCUMENT).text()
  await Bun.write(
    DOCUMENT,
    withTable(
      document,
      `From ${origins.join(', ')}: seed ${seed}, ${cpus} cores.\n\n${tableOf(rows)}\n\n${missedOf(rows)}`,
    ),
  )
  return newest.join(', ')
}
