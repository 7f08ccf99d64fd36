import { greatest, max, min } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { across, down } from './chart.tsx'
import { Linked, type MarkLink, roleOf } from './linked.tsx'
import { Grid, Stretched } from './plot.tsx'

export type BandPoint = {
  x: number
  lower: number
  median: number
  upper: number
  link?: MarkLink
}

const TOP = 22
const BOTTOM = 352
const HEIGHT = 380
const MOST_LABELS = 14
/** Width of a value on a phone, % of the chart */
const LABEL = 28

/** Median as a line and the middle half as a band over a whole number such as the year. */
export function BandLine({
  points,
  label,
  tick,
  marked = [],
  mark,
}: {
  points: BandPoint[]
  label: string
  tick: (value: number, full?: boolean) => string
  /** x of the points that carry their value */
  marked?: number[]
  mark: (value: number) => string
}) {
  const first = points[0]?.x ?? 0
  const last = points.at(-1)?.x ?? 0
  const x = scaleLinear([first, last], first === last ? [48, 48] : [4, 92])
  const y = scaleLinear([0, max(points, ({ upper }) => upper) ?? 1], [BOTTOM, TOP]).nice(6)
  const ticks = y.ticks(6).filter((value) => value > 0)
  const every = Math.ceil(points.length / MOST_LABELS)
  return (
    <svg class="plot" height={HEIGHT} role={roleOf(points)} aria-label={label}>
      <line class="l-axis" x2="100%" y1={BOTTOM} y2={BOTTOM} />
      <Grid ticks={ticks} y={y} words={tick} />
      {points.length > 1 ? <Shape points={points} x={x} y={y} /> : null}
      {points.map((point, at) => (
        <>
          {points.length === 1 ? (
            <rect
              class="f-soft"
              x="44%"
              width="8%"
              y={down(y(point.upper))}
              height={down(Math.max(2, y(point.lower) - y(point.upper)))}
            />
          ) : null}
          <Linked link={point.link}>
            <circle class="f-accent" cx={across(x(point.x))} cy={down(y(point.median))} r="3.5" />
          </Linked>
          {at % every === 0 ? (
            <text
              class={['mid', (at / every) % 2 === 1 && 'odd']}
              x={across(x(point.x))}
              y={BOTTOM + 20}
            >
              {point.x}
            </text>
          ) : null}
        </>
      ))}
      {points
        .filter((point) => marked.includes(point.x))
        .map((point) => {
          const { side, top } = clearOf(points, point, x, y)
          return (
            <text
              class={['strong halo', side === 'left' && 'end']}
              x={across(x(point.x) - (side === 'left' ? 0.6 : 0))}
              y={down(top - 10)}
              safe
            >
              {mark(point.median)}
            </text>
          )
        })}
    </svg>
  )
}

type Scale = (value: number) => number

/** Where the label of a point does not cross the line: on the side where that lies lower, above it. */
function clearOf(points: readonly BandPoint[], { x: at }: BandPoint, x: Scale, y: Scale) {
  const topOf = (side: 'left' | 'right') => {
    const beneath = points.filter((point) => {
      const away = side === 'left' ? x(at) - x(point.x) : x(point.x) - x(at)
      return away >= 0 && away <= LABEL
    })
    return min(beneath, ({ median }) => y(median)) ?? TOP
  }
  const sides = (['left', 'right'] as const).filter((side) =>
    side === 'left' ? x(at) >= LABEL : x(at) + LABEL <= 100,
  )
  const found = sides.map((side) => ({ side, top: topOf(side) }))
  return greatest(found, ({ top }) => top) ?? { side: 'right' as const, top: topOf('right') }
}

function Shape({ points, x, y }: { points: BandPoint[]; x: Scale; y: Scale }) {
  const band = area<BandPoint>(
    ({ x: at }) => x(at),
    ({ lower }) => y(lower),
    ({ upper }) => y(upper),
  )
  const middle = line<BandPoint>(
    ({ x: at }) => x(at),
    ({ median }) => y(median),
  )
  return (
    <Stretched height={HEIGHT}>
      <path class="f-soft" d={band.digits(2)(points) ?? ''} />
      <path class="l-accent" d={middle.digits(2)(points) ?? ''} />
    </Stretched>
  )
}
