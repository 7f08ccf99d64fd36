import { min } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { percent } from '../../language/format.ts'
import { across } from './chart.tsx'

/** `low` and `high`: where the true share may well lie. All between 0 and 1. */
export type ShareDot = { name: string; note: string; share: number; low: number; high: number }

const ROW = 26

/** Shares as dots, each with how sure it is, held against a line. */
export function ShareDots({
  rows,
  label,
  line,
}: {
  rows: ShareDot[]
  label: string
  line: { at: number; label: string }
}) {
  const least = Math.min(line.at - 0.1, min(rows, ({ low }) => low) ?? 0)
  const x = scaleLinear([Math.max(0, Math.floor(least * 10) / 10), 1], [50, 98])
  const ticks = x.ticks(4)
  const bottom = 18 + rows.length * ROW
  return (
    <svg class="plot" height={bottom + 22} role="img" aria-label={label}>
      {ticks.map((value, at) => (
        <>
          <line class="l-grid" x1={across(x(value))} x2={across(x(value))} y1="18" y2={bottom} />
          <text
            class={[value === 1 ? 'end' : 'mid', (ticks.length - at) % 2 === 0 && 'odd']}
            x={across(x(value) + (value === 1 ? 2 : 0))}
            y={bottom + 16}
            safe
          >
            {percent(value)}
          </text>
        </>
      ))}
      <line class="l-dash" x1={across(x(line.at))} x2={across(x(line.at))} y1="14" y2={bottom} />
      <text class="mid" x={across(x(line.at))} y="10" safe>
        {line.label}
      </text>
      {rows.map(({ name, note, share, low, high }, at) => {
        const y = 18 + at * ROW
        return (
          <>
            <text class="name" y={y + 17} safe>
              {name}
            </text>
            <text class="end" x="47%" y={y + 17} safe>
              {note}
            </text>
            <rect
              class="f-soft"
              x={across(x(low))}
              width={across(Math.max(0.3, x(high) - x(low)))}
              y={y + 8}
              height="10"
            />
            <circle class="f-accent" cx={across(x(share))} cy={y + 13} r="4.5" />
          </>
        )
      })}
    </svg>
  )
}
