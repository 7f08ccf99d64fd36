import { extent, max, min } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { count } from '../../language/format.ts'
import { across, down } from './chart.tsx'
import { Linked, type MarkLink, roleOf } from './linked.tsx'
import { Sparkline, type SparkPoint } from './sparkline.tsx'

export type RangeRow = {
  name: string
  count: number
  lower: number
  median: number
  upper: number
  link?: MarkLink
  /** What stands at the end of the row as a small line */
  line?: readonly SparkPoint[] | undefined
}

const ROW = 28
const LINE = { left: 84, width: 16 }

/** Median (dot) and middle half (bar) of one group a row, with its name and how many it counts. */
export function RangeDots({
  rows,
  label,
  tick,
}: {
  rows: RangeRow[]
  label: string
  tick: (value: number, full?: boolean) => string
}) {
  const least = min(rows, ({ lower }) => lower) ?? 0
  const most = max(rows, ({ upper }) => upper) ?? 1
  const [first, last] = extent(
    rows.flatMap(({ line }) => line ?? []),
    (point) => point.x,
  )
  const right = first === undefined ? 98 : LINE.left - 6
  const x = scaleLinear([least, least === most ? most + 1 : most], [38, right]).nice(5)
  const bottom = rows.length * ROW + 2
  const ticks = x.ticks(5)
  return (
    <svg class="plot" height={bottom + 24} role={roleOf(rows)} aria-label={label}>
      {ticks.map((value, at) => (
        <>
          <line class="l-grid" x1={across(x(value))} x2={across(x(value))} y1="0" y2={bottom} />
          <text
            class={[x(value) > 97 ? 'end' : 'mid', right < 98 && at % 2 === 1 && 'odd']}
            x={across(Math.min(100, x(value) + (x(value) > 97 ? 2 : 0)))}
            y={bottom + 16}
            safe
          >
            {tick(value, at === 0)}
          </text>
        </>
      ))}
      {rows.map((row, at) => (
        <>
          <text class="name" y={at * ROW + 18} safe>
            {row.name}
          </text>
          <text class="end" x="34%" y={at * ROW + 18} safe>
            {count(row.count)}
          </text>
          <Linked link={row.link}>
            <rect
              class="f-soft"
              x={across(x(row.lower))}
              width={across(Math.max(0.3, x(row.upper) - x(row.lower)))}
              y={at * ROW + 8}
              height="12"
            />
            <circle class="f-accent" cx={across(x(row.median))} cy={down(at * ROW + 14)} r="5" />
          </Linked>
          {row.line ? (
            <Sparkline
              points={row.line}
              domain={[first ?? 0, last ?? 1]}
              at={{ ...LINE, top: at * ROW + 4 }}
            />
          ) : null}
        </>
      ))}
    </svg>
  )
}
