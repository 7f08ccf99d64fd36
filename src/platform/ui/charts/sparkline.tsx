import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { across } from './chart.tsx'

export type SparkPoint = { x: number; y: number }

const HEIGHT = 20

/** A line without axes, at a place of a drawing: x on a scale that it shares with others, y on its own. */
export function Sparkline({
  points,
  domain,
  at,
}: {
  points: readonly SparkPoint[]
  /** first and last x of all lines */
  domain: readonly [number, number]
  /** `left` and `width` in %, `top` in px */
  at: { left: number; width: number; top: number }
}) {
  if (points.length < 2) return null
  const [low = 0, high = 1] = extent(points, ({ y }) => y)
  const x = scaleLinear(domain, [1, 99])
  const y = scaleLinear([low, low === high ? low + 1 : high], [HEIGHT - 2, 2])
  const drawn = line<SparkPoint>(
    (point) => x(point.x),
    (point) => y(point.y),
  ).digits(0)
  return (
    <svg
      x={across(at.left)}
      y={at.top}
      width={across(at.width)}
      height={HEIGHT}
      viewBox={`0 0 100 ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <path class="l-accent" d={drawn(points) ?? ''} />
    </svg>
  )
}
