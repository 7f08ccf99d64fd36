import { ALERTS, type Alert, RECORDED, RUNBOOKS } from './alerts.ts'

/** The anchor of an alert's runbook in docs/observability.md. */
export const anchorOf = (name: string): string => name.toLowerCase()

export const recordingRules = () => ({ groups: [{ name: 'forecourt-recorded', rules: RECORDED }] })

export const alertRules = () => ({
  groups: [
    {
      name: 'forecourt',
      rules: ALERTS.map(({ name, for: held, severity, expr, summary }) => ({
        alert: name,
        expr,
        for: held,
        labels: { severity },
        annotations: { summary, runbook_url: `${RUNBOOKS}#${anchorOf(name)}` },
      })),
    },
  ],
})

/** A test a rule, in the form of promtool: it fires, and does no longer. */
export const ruleTests = () => ({
  rule_files: ['recording.yml', 'alerts.yml'],
  evaluation_interval: '1m',
  tests: ALERTS.map((alert) => ({
    name: alert.name,
    interval: '1m',
    input_series: Object.entries(alert.series).map(([series, values]) => ({ series, values })),
    promql_expr_test: [fired(alert, alert.fires, true), fired(alert, alert.resolved, false)],
  })),
})

function fired({ name }: Alert, minute: number, firing: boolean) {
  return {
    expr: `count(ALERTS{alertname="${name}",alertstate="firing"}) > bool 0`,
    eval_time: `${minute}m`,
    exp_samples: firing ? [{ labels: '{}', value: 1 }] : [],
  }
}
