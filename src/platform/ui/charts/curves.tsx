import { extent, max } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { across, down } from './chart.tsx'
import { Linked, type MarkLink, roleOf } from './linked.tsx'
import { Grid, Stretched } from './plot.tsx'
import { spreadLabels } from './spread-labels.ts'

export type Curve = {
  name: string
  points: { x: number; y: number }[]
  strong?: boolean
  link?: MarkLink
}

const TOP = 22
const BOTTOM = 352
const HEIGHT = 380
const RIGHT = 70
const GAP = 17
const MOST_LABELS = 14

/** Lines over a whole number such as the age, each with its name at its right end; `strong` ones stand out. */
export function Curves({
  curves,
  label,
  tick,
  xWords = String,
}: {
  curves: Curve[]
  label: string
  tick: (value: number, full?: boolean) => string
  xWords?: (x: number) => string
}) {
  const points = curves.flatMap((curve) => curve.points)
  const [first = 0, last = first] = extent(points, (point) => point.x)
  const x = scaleLinear([first, last], first === last ? [36, 36] : [3, RIGHT])
  const y = scaleLinear([0, max(points, (point) => point.y) || 1], [BOTTOM, TOP]).nice(5)
  const ticks = y.ticks(5).filter((value) => value > 0)
  const ends = curves.map(({ points }) => points.at(-1) ?? { x: last, y: 0 })
  const labels = spreadLabels(
    ends.map((point) => y(point.y) + 4),
    GAP,
    BOTTOM - 4,
  )
  const years = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const every = Math.ceil(years.length / MOST_LABELS)
  return (
    <svg class="plot" height={HEIGHT} role={roleOf(curves)} aria-label={label}>
      <line class="l-axis" x2="100%" y1={BOTTOM} y2={BOTTOM} />
      <Grid ticks={ticks} y={y} words={tick} />
      <Lines curves={curves} x={x} y={y} />
      {years
        .filter((_, at) => at % every === 0)
        .map((year, at) => (
          <text class={['mid', at % 2 === 1 && 'odd']} x={across(x(year))} y={BOTTOM + 20} safe>
            {xWords(year)}
          </text>
        ))}
      {curves.map(({ name, strong, link }, at) => {
        const end = ends[at] ?? { x: last, y: 0 }
        return (
          <>
            <line
              class="l-grid"
              x1={across(x(end.x) + 0.6)}
              x2={across(RIGHT + 2.2)}
              y1={down(y(end.y))}
              y2={down((labels[at] ?? 0) - 4)}
            />
            <Linked link={link}>
              <circle
                class={strong ? 'f-accent' : 'f-edge'}
                cx={across(x(end.x))}
                cy={down(y(end.y))}
                r={strong ? '4' : '3'}
              />
              <text
                class={[strong ? 'strong' : 'name', 'halo']}
                x={across(RIGHT + 2.6)}
                y={down(labels[at] ?? 0)}
                safe
              >
                {name}
              </text>
            </Linked>
          </>
        )
      })}
    </svg>
  )
}

type Scale = (value: number) => number

function Lines({ curves, x, y }: { curves: Curve[]; x: Scale; y: Scale }) {
  const path = line<{ x: number; y: number }>(
    (point) => x(point.x),
    (point) => y(point.y),
  ).digits(2)
  const back = curves.filter(({ strong }) => !strong)
  const front = curves.filter(({ strong }) => strong)
  return (
    <Stretched height={HEIGHT}>
      {back.map(({ points }) => (
        <path
          class="l-axis"
          fill="none"
          stroke-opacity="0.4"
          vector-effect="non-scaling-stroke"
          d={path(points) ?? ''}
        />
      ))}
      {front.map(({ points }) => (
        <path class="l-accent" d={path(points) ?? ''} />
      ))}
    </Stretched>
  )
}
