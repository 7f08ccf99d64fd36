/* Writes rules and dashboards from what is said of them in TypeScript; a test fails when they are stale. */
import { join } from 'node:path'
import { BOARDS, dashboardOf } from './dashboards.ts'
import { alertRules, recordingRules, ruleTests } from './rules.ts'

const HEAD = '# Written by `bun run docs` from deploy/observability/alerts.ts; do not edit.\n'

/** Every file that is written, by its path beside this one. */
export function written(): { file: string; text: string }[] {
  const yaml = (value: object) => `${HEAD}${Bun.YAML.stringify(value, null, 2)}\n`
  return [
    { file: 'prometheus/recording.yml', text: yaml(recordingRules()) },
    { file: 'prometheus/alerts.yml', text: yaml(alertRules()) },
    { file: 'prometheus/tests.yml', text: yaml(ruleTests()) },
    ...BOARDS.map((board) => ({
      file: `grafana/dashboards/${board.uid}.json`,
      text: `${JSON.stringify(dashboardOf(board), null, 2)}\n`,
    })),
  ]
}

if (import.meta.main)
  for (const { file, text } of written()) await Bun.write(join(import.meta.dir, file), text)
