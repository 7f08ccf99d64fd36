import { max } from 'd3-array'
import { across } from './chart.tsx'

/** `label` names the tile for readers; `code` and `text` stand on it. */
export type Tile = { code: string; count: number; text: string; label: string; href: string }

const SIZE = 44
/** Up to which part of the largest a tile is how dark; what is written on the others is light. */
const SHADES = [
  [0.05, '.1'],
  [0.2, '.22'],
  [0.5, '.4'],
] as const

/** Equal tiles, row by row; the darker, the more it counts. A text alone is a place without any, `null` a gap. */
export function Tiles({ rows, label }: { rows: (Tile | string | null)[][]; label: string }) {
  const width = 100 / Math.max(1, ...rows.map((row) => row.length))
  const counts = rows.flat().map((tile) => (isTile(tile) ? tile.count : 0))
  const most = max(counts) || 1
  return (
    <svg class="plot tiles" height={rows.length * SIZE} role="group" aria-label={label}>
      {rows.flatMap((row, at) =>
        row.map((tile, column) => {
          if (tile === null) return null
          const middle = across((column + 0.5) * width)
          if (!isTile(tile)) {
            return (
              <text class="mid" x={middle} y={at * SIZE + 26} aria-hidden="true" safe>
                {tile}
              </text>
            )
          }
          const shade = SHADES.find(([part]) => tile.count / most <= part)?.[1]
          return (
            <a href={tile.href} aria-label={tile.label}>
              <rect
                class="f-accent"
                fill-opacity={shade}
                x={across(column * width + 0.3)}
                width={across(width - 0.6)}
                y={at * SIZE + 1}
                height={SIZE - 2}
              />
              <text class={['strong mid', !shade && 'on']} x={middle} y={at * SIZE + 19} safe>
                {tile.code}
              </text>
              <text class={['name mid', !shade && 'on']} x={middle} y={at * SIZE + 35} safe>
                {tile.text}
              </text>
            </a>
          )
        }),
      )}
    </svg>
  )
}

const isTile = (tile: Tile | string | null): tile is Tile =>
  typeof tile === 'object' && tile !== null
