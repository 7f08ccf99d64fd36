import { max } from 'd3-array'
import { across, down } from './chart.tsx'
import type { EvenBin } from './even-bins.ts'
import { Linked, type MarkLink } from './linked.tsx'

const BOTTOM = 56

/** The small histogram of a facet. What the chosen range leaves out is grey. */
export function Bins({
  bins,
  label,
  link,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
}: {
  bins: EvenBin[]
  label: string
  /** Absent: it is a picture alone */
  link?: (bin: EvenBin) => MarkLink
  least?: number | undefined
  most?: number | undefined
}) {
  const [from, end] = [bins[0]?.from ?? 0, bins.at(-1)?.end ?? 1]
  const tallest = max(bins, ({ count }) => count) || 1
  // d3's scales are made for more than two lines: four of them a page took as long as a search.
  const x = (value: number) => ((value - from) / (end - from || 1)) * 100
  const y = (count: number) => BOTTOM + (count / tallest) * (2 - BOTTOM)
  const chosen = ({ from, to, end, open }: EvenBin) =>
    (open ? to >= least : end > least) && from <= most - (end - from > 1 && from > least ? 1 : 0)
  return (
    <svg class="bins" role={link ? 'group' : 'img'} aria-label={label}>
      {bins
        .filter(({ count }) => count > 0)
        .map((bin) => {
          const [left, top] = [x(bin.from), y(bin.count)]
          return (
            <Linked link={link?.(bin)}>
              <rect
                class={chosen(bin) ? 'f-accent' : 'f-edge'}
                x={across(left + 0.4)}
                width={across(Math.max(0.4, x(bin.end) - left - 0.8))}
                y={down(top)}
                height={down(BOTTOM - top)}
              />
            </Linked>
          )
        })}
      <rect class="f-edge" y={BOTTOM - 1} width="100%" height="1" />
    </svg>
  )
}
