import { max } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { count, date, moment } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import type { Tone } from '../../platform/ui/charts/bar.tsx'
import { across, Chart, down } from '../../platform/ui/charts/chart.tsx'
import { searchWith, type TrafficQuery } from '../query.ts'
import type { TrafficReport } from '../report.ts'

const TOP = 14
const BOTTOM = 150
const HEIGHT = 172
type Step = TrafficReport['over_time'][number]

/** Requests over time, errors dark; a bar leads to its own time. */
export function TimeChart({ report, query }: { report: TrafficReport; query: TrafficQuery }) {
  const steps = report.over_time
  const most = max(steps, ({ requests }) => requests) || 1
  const y = scaleLinear([0, most], [BOTTOM, TOP])
  const finding = t(
    '{n, plural, one {# request} other {# requests}}, {errors, plural, one {# error} other {# errors}}',
    { n: Math.round(report.totals.requests), errors: Math.round(report.totals.errors) },
  )
  const endOf = (at: number) => steps[at + 1]?.from ?? report.to
  const linkTo = (at: number) =>
    `/traffic${searchWith(query, { from: steps[at]?.from, to: endOf(at) })}`
  return (
    <Chart
      finding={finding}
      caption={t('Over time, UTC. Dark: statuses 400 and above. A bar leads to its own time.')}
      table={{
        caption: t('Requests over time'),
        columns: [
          { label: t('From') },
          { label: t('Requests'), num: true },
          { label: t('Errors'), num: true },
        ],
        rows: steps.map((each, at) => [
          { text: moment(each.from), href: linkTo(at) },
          { text: count(Math.round(each.requests)) },
          { text: count(Math.round(errorsOf(each))) },
        ]),
      }}
    >
      <svg class="plot" height={HEIGHT} role="group" aria-label={finding}>
        <text class="end" x="100%" y={TOP - 4} safe>
          {t('most: {n}', { n: count(Math.round(most)) })}
        </text>
        {steps.map((each, at) => (
          <StepBar step={each} at={at} of={steps.length} y={y} href={linkTo(at)} />
        ))}
        <line class="l-axis" x2="100%" y1={BOTTOM} y2={BOTTOM} />
        <text y={BOTTOM + 18} safe>
          {date(report.from)}
        </text>
        <text class="end" x="100%" y={BOTTOM + 18} safe>
          {date(report.to)}
        </text>
      </svg>
    </Chart>
  )
}

type StepBarProps = {
  step: Step
  at: number
  of: number
  y: (value: number) => number
  href: string
}

function StepBar({ step, at, of, y, href }: StepBarProps) {
  if (step.requests === 0) return null
  const said = t('{when}: {n, plural, one {# request} other {# requests}}', {
    when: moment(step.from),
    n: Math.round(step.requests),
  })
  return (
    <a href={href} aria-label={said}>
      <Column at={at} of={of} top={TOP} tone="f-none" />
      <Column at={at} of={of} top={y(step.requests)} tone="f-band" />
      <Column at={at} of={of} top={y(errorsOf(step))} tone="f-accent" />
    </a>
  )
}

const errorsOf = ({ classes }: Step): number =>
  Object.entries(classes).reduce((sum, [name, n]) => sum + (/^[45]/.test(name) ? n : 0), 0)

function Column(props: { at: number; of: number; top: number; tone: Tone | 'f-none' }) {
  const { at, of, top, tone } = props
  const width = 100 / of
  if (top >= BOTTOM) return null
  return (
    <rect
      class={tone}
      x={across(at * width + width * 0.08)}
      width={across(width * 0.84)}
      y={down(top)}
      height={down(Math.max(1, BOTTOM - top))}
    />
  )
}
