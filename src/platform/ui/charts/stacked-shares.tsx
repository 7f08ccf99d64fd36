import { sum } from 'd3-array'
import type { Tone } from './bar.tsx'
import { across, down } from './chart.tsx'
import { Linked, type MarkLink, roleOf } from './linked.tsx'
import { spreadLabels } from './spread-labels.ts'

export type SharePart = { name: string; tone: Tone | 'f-soft' | 'f-edge' }
/** `counts` in the order of the parts, and what each leads to. */
export type ShareColumn = { label: string; counts: number[]; links?: MarkLink[] }

const TOP = 8
const BOTTOM = 268
const HEIGHT = 296
const RIGHT = 70
const GAP = 17

/** What each column is made of, as shares of the column; each part is named beside the last one. */
export function StackedShares({
  parts,
  columns,
  label,
}: {
  parts: SharePart[]
  columns: ShareColumn[]
  label: string
}) {
  const width = RIGHT / Math.max(1, columns.length)
  const every = Math.ceil(columns.length / 14)
  const stacks = columns.map(({ counts }) => stack(counts))
  const pieces = stacks
    .flatMap((stack, column) =>
      stack.map((piece, at) => ({
        ...piece,
        column,
        tone: parts[at]?.tone ?? 'f-edge',
        link: columns[column]?.links?.[at],
      })),
    )
    .filter(({ from, to }) => to > from)
  const last = stacks.at(-1) ?? []
  // From the top, so that names that stand close keep the order of their parts.
  const labels = spreadLabels(
    last.map(({ from, to }) => (from + to) / 2 + 4),
    GAP,
    BOTTOM,
  )
  return (
    <svg class="plot" height={HEIGHT} role={roleOf(pieces)} aria-label={label}>
      {pieces.map(({ tone, column, from, to, link }) => (
        <Linked link={link}>
          <rect
            class={tone}
            x={across(column * width)}
            width={across(width - Math.min(1, width * 0.12))}
            y={down(from)}
            height={down(Math.max(0.6, to - from - 1))}
          />
        </Linked>
      ))}
      {columns
        .filter((_, at) => at % every === 0)
        .map((column, at) => (
          <text
            class={['mid', at % 2 === 1 && 'odd']}
            x={across((at * every + 0.44) * width)}
            y={BOTTOM + 20}
            safe
          >
            {column.label}
          </text>
        ))}
      {parts.map(({ name, tone }, at) => {
        const { from = 0, to = 0 } = last[at] ?? {}
        return (
          <>
            {to > from ? (
              <line
                class="l-grid"
                x1={across(RIGHT)}
                x2={across(RIGHT + 2)}
                y1={down((from + to) / 2)}
                y2={down((labels[at] ?? 0) - 4)}
              />
            ) : null}
            <rect
              class={tone}
              x={across(RIGHT + 2.4)}
              y={down((labels[at] ?? 0) - 9)}
              width="9"
              height="9"
            />
            <svg x={across(RIGHT + 2.4)} y="0" width="26%" height={HEIGHT}>
              <text class="name" x="14" y={down(labels[at] ?? 0)} safe>
                {name}
              </text>
            </svg>
          </>
        )
      })}
    </svg>
  )
}

function stack(counts: readonly number[]): { from: number; to: number }[] {
  const total = sum(counts) || 1
  const height = BOTTOM - TOP
  let below = 0
  return counts.map((count) => {
    const from = TOP + (below / total) * height
    below += count
    return { from, to: TOP + (below / total) * height }
  })
}
