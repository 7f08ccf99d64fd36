import { cumsum } from 'd3-array'
import { across } from './chart.tsx'

export type Tone = 'f-accent' | 'f-mid' | 'f-band' | 'f-ink'

/** A share as a bar in a table cell. The cell beside it says the same in figures. */
export function Bar({
  share,
  tone = 'f-accent',
  ground,
}: {
  share: number
  tone?: Tone
  ground?: boolean
}) {
  return (
    <svg class="step" aria-hidden="true">
      {ground ? <rect class="f-soft" y="2" width="100%" height="12" /> : null}
      <rect class={tone} y="2" width={across(Math.max(0.4, share * 100))} height="12" />
    </svg>
  )
}

/** Parts of a whole, side by side, with their key. */
export function Ribbon({
  label,
  parts,
}: {
  label: string
  parts: { text: string; count: number; tone: Tone }[]
}) {
  const ends = cumsum(parts, ({ count }) => count)
  const total = ends.at(-1) || 1
  const pieces = parts.map(({ count, tone }, at) => ({
    tone,
    from: (((ends[at] ?? 0) - count) / total) * 100,
    width: (count / total) * 100,
  }))
  return (
    <>
      <svg class="plot ribbon" height="26" role="img" aria-label={label}>
        {pieces
          .filter(({ width }) => width > 0)
          .map(({ tone, from, width }) => (
            <rect
              class={tone}
              x={across(from)}
              width={across(Math.max(0.2, width - 0.15))}
              height="18"
            />
          ))}
      </svg>
      <ul class="key">
        {parts.map(({ text, tone }) => (
          <li>
            <svg class="swatch" aria-hidden="true">
              <rect class={tone} width="12" height="12" />
            </svg>
            <span safe>{text}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
