import { join } from 'node:path'
import { z } from 'zod'
import { Environment } from '../environment.ts'
import { ENGINE_BOUNDS, USAGE_BOUNDS } from '../imports/pipeline/categories.ts'
import { COMMON_RULES, rulesOf } from '../imports/rules/index.ts'
import { Car } from '../listing/car.ts'
import { PACKS } from '../packs/all/index.ts'
import type { Pack } from '../packs/pack.ts'
import type { Rule } from '../packs/rule.ts'
import { metricsTable } from './metrics-reference.ts'

/*
 * The parts of docs/ that say what the code says: `bun run docs` writes them, and a test fails when they are stale.
 */
type Reference = { file: string; text: string }

export function references(): Reference[] {
  return [
    { file: 'docs/business-rules.md', text: businessRules() },
    { file: 'docs/data-dictionary.md', text: dataDictionary() },
    { file: 'docs/configuration.md', text: configuration() },
    { file: 'docs/metrics.md', text: metrics(METRIC_ROWS) },
  ]
}

const METRIC_ROWS = await metricsTable()
const GENERATED = '<!-- Written by `bun run docs` from the code; do not edit. -->\n'
const row = (...cells: string[]) =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

function table(head: string[], rows: string[][]): string {
  return [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join(
    '\n',
  )
}

function businessRules(): string {
  const rules = everyRule().map(([{ id, text, action }, pack]) => [`\`${id}\``, text, action, pack])
  const limits = PACKS.flatMap(({ registrationLimits }) => registrationLimits).map(
    ({ id, applies, years, source, as_of, status }) => [
      `\`${id}\``,
      `${applies.fuels?.join(', ') ?? 'any fuel'}, ${applies.states?.join(', ') ?? 'any state'}`,
      String(years),
      source,
      as_of,
      status,
    ],
  )
  return `${GENERATED}
# Business rules

Every import asks each rule of its pack of every row, in this order, and counts it, also when nothing met it. A row that
is rejected keeps its first reason and is kept whole; a flag never changes a value; a repair is marked on the car.
With \`RULE_PACK=none\` the rules of the pack \`india\` are off and not listed.

${table(['rule', 'what it says', 'action', 'pack'], rules)}

## How long a car may stay registered

The first row that applies decides \`years_left\`. The table is dated: check the status before you rely on it.

${table(['rule', 'applies to', 'years', 'source', 'followed until', 'status'], limits)}

## Categories

${table(
  ['field', 'thresholds'],
  [
    [
      'engine_category',
      `small below ${ENGINE_BOUNDS.small} cc, medium below ${ENGINE_BOUNDS.medium} cc, else large; electric`,
    ],
    [
      'usage_category',
      `low below ${USAGE_BOUNDS.low} km a year, average up to ${USAGE_BOUNDS.average}, else high`,
    ],
    ['ownership_category', 'first, second, third_or_more'],
    ['price_category', PACKS.flatMap(bandsOf).join('; ')],
  ],
)}
`
}

/** In the order in which an import asks them, with the market whose rule it is. */
function everyRule(): [Rule, string][] {
  const rules = new Map<Rule, string>()
  for (const pack of PACKS) {
    for (const rule of rulesOf(pack)) rules.set(rule, COMMON_RULES.includes(rule) ? 'any' : pack.id)
  }
  return [...rules]
}

function bandsOf({ id, priceBands }: Pack): string[] {
  if (priceBands === null) return []
  const { budget, middle, upper } = priceBands
  return [
    `budget below ₹${budget}, middle below ₹${middle}, upper below ₹${upper}, else luxury; only under the pack ${id}`,
  ]
}

function dataDictionary(): string {
  const rows = Object.entries(Car.shape).map(([name, schema]) => {
    const { description = '', ...written } = z.toJSONSchema(schema, { unrepresentable: 'any' })
    const kinds = [written.anyOf ?? written].flat().map(kindOf)
    return [`\`${name}\``, kinds.join(' or '), description]
  })
  return `${GENERATED}
# Data dictionary

A car, with the same names in JSON, in NDJSON and as filters. In CSV \`loan\` is flat (\`loan_rate\`, \`loan_months\`,
\`loan_total_interest\`, \`loan_reconciles\`) and \`flags\` are joined by \`;\`.

${table(['field', 'values', 'meaning'], rows)}
`
}

function kindOf(schema: z.core.JSONSchema.BaseSchema): string {
  return schema.enum?.join(', ') ?? [schema.type ?? 'object'].flat().join(' or ')
}

function configuration(): string {
  const rows = Object.entries(Environment.shape).map(([name, schema]) => {
    const usual = schema.safeParse(undefined)
    const value = usual.success && usual.data !== undefined ? `\`${usual.data}\`` : 'empty'
    return [
      `\`${name}\``,
      name === 'APP_VERSION' ? "the package's version" : value,
      schema.description ?? '',
    ]
  })
  return `${GENERATED}
# Configuration

Read once, from the environment. A wrong value stops the start with one line that names the variable.

${table(['variable', 'default', 'meaning'], rows)}
`
}

function metrics(rows: string[][]): string {
  return `${GENERATED}
# Metrics

What Prometheus reads at \`/metrics\`: of \`web\` on its port, or on \`METRICS_PORT\`; of the others on their port. Every line has the labels
\`service\` and \`version\`. What is known of the market is read from the database at each scrape, so that all replicas say the same: take
\`max\`, not \`sum\`. Where the database is away those are absent and \`forecourt_store_up\` is 0. What the runtime says of itself begins with
\`process_\` and \`nodejs_\` (memory, CPU, lag of the event loop). Dashboards and alerts: [observability.md](observability.md).

${table(['metric', 'type', 'labels', 'from', 'meaning'], rows)}
`
}

if (import.meta.main) {
  for (const { file, text } of references())
    await Bun.write(join(import.meta.dir, '../..', file), text)
}
