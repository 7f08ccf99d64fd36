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

/** Puts the rows of the newest results into docs/performance.md. @returns the name of those results */
export async function writeTable(): Promise<string> {
  const newest = readdirSync(RESULTS)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .at(-1)
  if (newest === undefined) throw new Error('there are no results: run bun run bench first')
  const { machine, rows }: Report = await Bun.file(join(RESULTS, newest)).json()
  const name = newest.replace(/json$/, 'md')
  const origin = `From [${name}](../bench/results/${name}): commit ${machine.commit}, seed ${machine.seed}, ${machine.cpus} cores.`
  const document = await Bun.file(DOCUMENT).text()
  await Bun.write(
    DOCUMENT,
    withTable(document, `${origin}\n\n${tableOf(rows)}\n\n${missedOf(rows)}`),
  )
  return newest
}
