import { max } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { across, down } from './chart.tsx'
import { Linked, type MarkLink, roleOf } from './linked.tsx'
import { Grid } from './plot.tsx'

export type RangeColumn = {
  lower: number
  median: number
  upper: number
  from: string
  link?: MarkLink
}

const TOP = 22
const BOTTOM = 312
const HEIGHT = 340
const MOST_LABELS = 8

/** Median (dot) and middle half (bar) of bins side by side. `from` is written under the lower edge of its bin. */
export function RangeColumns({
  columns,
  label,
  tick,
  unit,
  marked = [],
  mark,
}: {
  columns: RangeColumn[]
  label: string
  tick: (value: number, full?: boolean) => string
  /** Stands under the right end */
  unit: string
  /** Numbers of the columns that carry their value */
  marked?: number[]
  mark: (value: number) => string
}) {
  const width = 90 / Math.max(1, columns.length)
  const every = Math.ceil(columns.length / MOST_LABELS)
  const y = scaleLinear([0, max(columns, ({ upper }) => upper) || 1], [BOTTOM, TOP]).nice(6)
  const ticks = y.ticks(6).filter((value) => value > 0)
  return (
    <svg class="plot" height={HEIGHT} role={roleOf(columns)} aria-label={label}>
      <Grid ticks={ticks} y={y} words={tick} />
      {columns.map(({ lower, median, upper, link }, at) => (
        <Linked link={link}>
          <rect
            class="f-soft"
            x={across(at * width + width * 0.15)}
            width={across(width * 0.7)}
            y={down(y(upper))}
            height={down(Math.max(2, y(lower) - y(upper)))}
          />
          <circle class="f-accent" cx={across((at + 0.5) * width)} cy={down(y(median))} r="4.5" />
        </Linked>
      ))}
      {columns
        .map((column, at) => ({ ...column, at }))
        .filter(({ at }) => marked.includes(at))
        .map(({ median, upper, at }) => (
          <text
            class={['strong halo', at > 0 && 'mid']}
            x={across(at === 0 ? width * 0.15 : (at + 0.5) * width)}
            y={down(y(upper) - 6)}
            safe
          >
            {mark(median)}
          </text>
        ))}
      {columns
        .filter((_, at) => at % every === 0)
        .map(({ from }, at) => (
          <text
            class={[at > 0 && 'mid', at % 2 === 1 && 'odd']}
            x={across(at * every * width)}
            y={BOTTOM + 20}
            safe
          >
            {from}
          </text>
        ))}
      <line class="l-axis" x2="100%" y1={BOTTOM} y2={BOTTOM} />
      <text class="end" x="100%" y={BOTTOM + 20} safe>
        {unit}
      </text>
    </svg>
  )
}
