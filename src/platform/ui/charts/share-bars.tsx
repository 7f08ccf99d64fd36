import { max } from 'd3-array'
import type { Tone } from './bar.tsx'
import { across } from './chart.tsx'
import { Linked, type MarkLink, roleOf } from './linked.tsx'

/** One row a thing: its name, a bar of one or more parts on a common scale, and what it says in words. */
export type BarRow = {
  name: string
  note?: string
  parts: { value: number; tone: Tone }[]
  text: string
  link?: MarkLink
}

const ROW = 28
const LEFT = 38

/**
 * @param most what the full width stands for; the longest bar if absent
 * @param room share of the width, in %, that is kept for the words at the end of a bar
 */
export function ShareBars({
  rows,
  label,
  most,
  line,
  room = 14,
}: {
  rows: BarRow[]
  label: string
  most?: number
  room?: number
  /** A value that all are held against */
  line?: { at: number; label: string }
}) {
  const total = (row: BarRow) => row.parts.reduce((sum, { value }) => sum + value, 0)
  const full = most ?? (max(rows, total) || 1)
  const x = (value: number) => LEFT + (value / full) * (100 - room - LEFT)
  const top = line ? 18 : 0
  const bottom = top + rows.length * ROW
  return (
    <svg class="plot" height={bottom + 4} role={roleOf(rows)} aria-label={label}>
      {rows.map((row, at) => {
        const y = top + at * ROW
        let from = 0
        return (
          <>
            <text class="name" y={y + 18} safe>
              {row.name}
            </text>
            {row.note ? (
              <text class="end" x={across(LEFT - 3)} y={y + 18} safe>
                {row.note}
              </text>
            ) : null}
            <Linked link={row.link}>
              {row.parts.map(({ value, tone }) => {
                const start = x(from)
                from += value
                return (
                  <rect
                    class={tone}
                    x={across(start)}
                    width={across(Math.max(0.2, x(from) - start - 0.15))}
                    y={y + 7}
                    height="14"
                  />
                )
              })}
            </Linked>
            <text class="name" x={across(x(from) + 1)} y={y + 18} safe>
              {row.text}
            </text>
          </>
        )
      })}
      {line ? (
        <>
          <line
            class="l-dash"
            x1={across(x(line.at))}
            x2={across(x(line.at))}
            y1="14"
            y2={bottom}
          />
          <text class="mid" x={across(x(line.at))} y="10" safe>
            {line.label}
          </text>
        </>
      ) : null}
    </svg>
  )
}
