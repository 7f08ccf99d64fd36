import { max } from 'd3-array'
import { across } from './chart.tsx'

/** `label` names the tile for readers, and has in it `code` and `text`, which stand on the tile. */
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
  const cells = rows.flatMap((row, at) =>
    row.map((tile, column) => ({ tile, left: column * width, width, top: at * SIZE })),
  )
  const most = max(cells, ({ tile }) => (isTile(tile) ? tile.count : 0)) || 1
  return (
    <svg class="plot tiles" height={rows.length * SIZE} role="group" aria-label={label}>
      {cells.map(({ tile, ...place }) =>
        isTile(tile) ? (
          <Filled tile={tile} share={tile.count / most} {...place} />
        ) : (
          <Blank code={tile} {...place} />
        ),
      )}
    </svg>
  )
}

type Place = { left: number; width: number; top: number }

function Filled({ tile, share, left, width, top }: Place & { tile: Tile; share: number }) {
  const shade = SHADES.find(([part]) => share <= part)?.[1]
  const middle = across(left + width / 2)
  return (
    <a href={tile.href} aria-label={tile.label}>
      <rect
        class="f-accent"
        fill-opacity={shade}
        x={across(left + 0.3)}
        width={across(width - 0.6)}
        y={top + 1}
        height={SIZE - 2}
      />
      <text class={['strong mid', !shade && 'on']} x={middle} y={top + 19} safe>
        {tile.code}
      </text>{' '}
      <text class={['name mid', !shade && 'on']} x={middle} y={top + 35} safe>
        {tile.text}
      </text>
    </a>
  )
}

function Blank({ code, left, width, top }: Place & { code: string | null }) {
  if (code === null) return null
  return (
    <text class="mid" x={across(left + width / 2)} y={top + 26} aria-hidden="true" safe>
      {code}
    </text>
  )
}

const isTile = (tile: Tile | string | null): tile is Tile =>
  typeof tile === 'object' && tile !== null
