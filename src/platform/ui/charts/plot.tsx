import type { Children } from '@kitajs/html'
import { down } from './chart.tsx'

/* What drawings in px down and % across have in common. */

/** A line across at each tick, with its words above the right end. */
export function Grid({
  ticks,
  y,
  words,
}: {
  ticks: number[]
  y: (value: number) => number
  /** @param highest whether it is the last tick, which says the unit */
  words: (value: number, highest: boolean) => string
}) {
  return (
    <>
      {ticks.map((value, at) => (
        <>
          <line class="l-grid" x2="100%" y1={down(y(value))} y2={down(y(value))} />
          <text class="end" x="100%" y={down(y(value) - 4)} safe>
            {words(value, at === ticks.length - 1)}
          </text>
        </>
      ))}
    </>
  )
}

/** Only lines and areas may be stretched: they sit in an inner drawing of 100 by the plot's height. */
export function Stretched({ height, children }: { height: number; children?: Children }) {
  return (
    <svg
      y="0"
      width="100%"
      height={height}
      viewBox={`0 0 100 ${height}`}
      preserveAspectRatio="none"
    >
      {children}
    </svg>
  )
}
