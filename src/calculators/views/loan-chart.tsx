import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { moneyAxis } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { across, down } from '../../platform/ui/charts/chart.tsx'
import { Grid, Stretched } from '../../platform/ui/charts/plot.tsx'
import type { Row } from '../loan.ts'

const TOP = 22
const BOTTOM = 272
const HEIGHT = 300

type Point = { month: number; balance: number; interest: number }

/** What is left to pay as an area, and the interest paid so far as a line, month by month. */
export function LoanChart({
  principal,
  rows,
  label,
}: {
  principal: number
  rows: Row[]
  label: string
}) {
  let interest = 0
  const points: Point[] = [
    { month: 0, balance: principal, interest: 0 },
    ...rows.map((row) => {
      interest += row.interest
      return { month: row.month, balance: row.balance, interest }
    }),
  ]
  const x = scaleLinear([0, rows.length], [0, 92])
  const y = scaleLinear([0, Math.max(principal, interest)], [BOTTOM, TOP]).nice(4)
  const ticks = y.ticks(4).filter((value) => value > 0)
  const money = moneyAxis(y.domain()[1] ?? principal)
  const months = monthTicks(rows.length)
  const at = (share: number) => points[Math.round((points.length - 1) * share)] as Point
  const early = at(0.3)
  // Where both lines leave room between them, else at the end, as a phone's label is half as wide as the chart.
  const apart = points.findLast(({ interest, balance }) => interest < balance / 2)
  const late = apart && x(apart.month) > 46 ? apart : at(1)
  return (
    <svg class="plot" height={HEIGHT} role="img" aria-label={label}>
      <Grid ticks={ticks} y={y} words={money} />
      <Shape points={points} x={x} y={y} />
      <line class="l-axis" x2="100%" y1={BOTTOM} y2={BOTTOM} />
      {months.map((month, index) => (
        <text class="mid" x={across(x(month))} y={BOTTOM + 20} safe>
          {index === 0 ? t('month {month}', { month }) : String(month)}
        </text>
      ))}
      <text class="strong halo" x={across(x(early.month) + 1)} y={down(y(early.balance) - 10)} safe>
        {t('left to pay')}
      </text>
      {interest > 0 ? (
        <text
          class="strong halo end"
          x={across(x(late.month))}
          y={down(Math.min(BOTTOM - 8, y(late.interest) - 8))}
          safe
        >
          {t('interest paid so far')}
        </text>
      ) : null}
    </svg>
  )
}

type Scale = (value: number) => number

function Shape({ points, x, y }: { points: Point[]; x: Scale; y: Scale }) {
  const left = area<Point>(
    ({ month }) => x(month),
    BOTTOM,
    ({ balance }) => y(balance),
  )
  const edge = line<Point>(
    ({ month }) => x(month),
    ({ balance }) => y(balance),
  )
  const paid = line<Point>(
    ({ month }) => x(month),
    ({ interest }) => y(interest),
  )
  return (
    <Stretched height={HEIGHT}>
      <path class="f-soft" d={left.digits(2)(points) ?? ''} />
      <path class="l-accent" d={edge.digits(2)(points) ?? ''} />
      <path
        class="l-dash"
        fill="none"
        vector-effect="non-scaling-stroke"
        d={paid.digits(2)(points) ?? ''}
      />
    </Stretched>
  )
}

/** Whole years where there are some, at most eight of them. */
function monthTicks(months: number): number[] {
  const step = months < 24 ? Math.max(1, Math.ceil(months / 6)) : 12 * Math.ceil(months / 96)
  return Array.from({ length: Math.floor(months / step) }, (_, at) => (at + 1) * step)
}
