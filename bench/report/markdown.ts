import type { Row } from '../row.ts'
import type { Machine } from './machine.ts'
import { missedOf } from './missed.ts'
import { clockOf, goalWords, ratioWords, verdictWords, withRange } from './words.ts'

export type Report = { machine: Machine; rows: Row[]; skipped: string[] }

const HEAD = ['what', 'cars', 'measured', 'Forecourt', 'beside it', 'ratio', 'goal', 'verdict']

/** All rows as one table; a row that does not agree with itself shows no figures. */
export function tableOf(rows: Row[]): string {
  const lines = rows.map((row) => {
    const { metric, results } = row
    const figures = row.refused === null ? results : []
    const [ours = '', ...theirs] = figures.map(({ figures }) => {
      const found = figures[metric]
      return found ? withRange(found, metric) : ''
    })
    // The ratio is that of the first of them.
    const peers = theirs.map((words, at) => `${figures[at + 1]?.name}: ${words}`).join('; ')
    return [
      row.what,
      row.cars.toLocaleString('en'),
      clockOf(metric),
      ours,
      peers,
      ratioWords({ ...row }),
      goalWords(row.goal, metric),
      verdictWords(row),
    ]
  })
  return [HEAD, HEAD.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.map(cell).join(' | ')} |`)
    .join('\n')
}

/** The whole report of one run. */
export function markdownOf(
  { machine, rows, skipped }: Report,
  charts: Map<string, string>,
): string {
  const cases = [...Map.groupBy(rows, (row) => row.case)]
  return [
    `# Bench of ${machine.date.slice(0, 10)}`,
    '',
    `Commit ${machine.commit}${machine.changed ? ' with changes that are not committed' : ''}, seed ${machine.seed}, ${machine.rounds} rounds in turns, medians (least – most).`,
    `${machine.cpus} × ${machine.cpu}, ${Math.round(machine.memory / 1e9)} GB, ${machine.system}. ${machine.versions.join(', ')}.`,
    'CPU time is that of the server with all that it started, a request; the load came over loopback from a program of its own.',
    ...cases.flatMap(([name, rows]) => {
      const chart = charts.get(name)
      return ['', `## ${name}`, '', ...(chart ? [`![${name}](${chart})`, ''] : []), tableOf(rows)]
    }),
    '',
    '## Goals that are not met',
    '',
    missedOf(rows),
    ...(skipped.length > 0 ? ['', '## Skipped', '', ...skipped.map((what) => `- ${what}`)] : []),
    '',
  ].join('\n')
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
