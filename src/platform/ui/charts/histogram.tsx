import { max } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { across, down } from './chart.tsx'
import type { EvenBin } from './even-bins.ts'
import { Linked, type MarkLink } from './linked.tsx'
import { Grid } from './plot.tsx'

const TOP = 18
const BOTTOM = 312
const HEIGHT = 340

/** One bar for each bin; those that end at or below `darkUntil` are dark. */
export function Histogram({
  bins,
  label,
  tick,
  unit,
  darkUntil,
  line,
  link,
}: {
  bins: EvenBin[]
  label: string
  tick: (value: number, full?: boolean) => string
  /** What is counted: stands at the highest tick */
  unit: (count: number) => string
  darkUntil: number
  line?: { at: number; label: string }
  link?: (bin: EvenBin) => MarkLink
}) {
  const x = scaleLinear([bins[0]?.from ?? 0, bins.at(-1)?.end ?? 1], [0, 100])
  const y = scaleLinear([0, max(bins, ({ count }) => count) ?? 1], [BOTTOM, TOP])
  const rows = y.ticks(4).filter((value) => value > 0 && Number.isInteger(value))
  const columns = x.ticks(5).filter((value) => x(value) <= 94)
  return (
    <svg class="plot" height={HEIGHT} role={link ? 'group' : 'img'} aria-label={label}>
      <Grid
        ticks={rows}
        y={y}
        words={(value, highest) => (highest ? unit(value) : String(value))}
      />
      {bins.map((bin) => (
        <Linked link={bin.count > 0 ? link?.(bin) : undefined}>
          <rect
            class={bin.end <= darkUntil ? 'f-accent' : 'f-mid'}
            x={across(x(bin.from) + 0.3)}
            width={across(Math.max(0.2, x(bin.end) - x(bin.from) - 0.6))}
            y={down(y(bin.count))}
            height={down(BOTTOM - y(bin.count))}
          />
        </Linked>
      ))}
      <line class="l-axis" x2="100%" y1={BOTTOM} y2={BOTTOM} />
      {columns.map((value, at) => (
        <text class={[x(value) > 3 && 'mid']} x={across(x(value))} y={BOTTOM + 20} safe>
          {tick(value, at === (columns[0] === 0 ? 1 : 0))}
        </text>
      ))}
      {line ? (
        <>
          <line class="l-dash" x1={across(x(line.at))} x2={across(x(line.at))} y1="2" y2={BOTTOM} />
          <text
            class={['strong halo', x(line.at) > 60 && 'end']}
            x={across(x(line.at) + (x(line.at) > 60 ? -1 : 1))}
            y="11"
            safe
          >
            {line.label}
          </text>
        </>
      ) : null}
    </svg>
  )
}
