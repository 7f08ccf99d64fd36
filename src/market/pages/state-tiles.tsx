import type { CarFilter } from '../../listing/query.ts'
import { carsHref } from '../../listing/words.ts'
import { count, percent } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { type Tile, Tiles } from '../../platform/ui/charts/tiles.tsx'
import type { Place } from './supply.ts'

const A_ROW = 8

/** Each state with cars leads to them; those that the map does not know stand below it. */
export function StateTiles({
  filter,
  states,
  map,
  label,
}: {
  filter: CarFilter
  /** most cars first */
  states: readonly Place[]
  map: readonly (readonly string[])[]
  label: string
}) {
  const known = states.reduce((sum, { count: cars }) => sum + cars, 0)
  const tiles = new Map(states.map((state) => [state.key, tileOf(state, known, filter)]))
  const mapped = new Set(map.flat())
  const others = [...tiles].filter(([code]) => !mapped.has(code)).map(([, tile]) => tile)
  const below = Array.from({ length: Math.ceil(others.length / A_ROW) }, (_, at) =>
    others.slice(at * A_ROW, (at + 1) * A_ROW),
  )
  const rows = map.map((row) => row.map((code) => tiles.get(code) ?? (code || null)))
  return <Tiles rows={[...rows, ...below]} label={label} />
}

function tileOf({ key, name, count: cars }: Place, known: number, filter: CarFilter): Tile {
  return {
    code: key,
    count: cars,
    text: count(cars),
    label: `${name}, ${key}: ${t('{n, plural, one {# car} other {# cars}}', { n: cars })}, ${percent(cars / known, 1)}`,
    href: carsHref(filter, { state: [key] }),
  }
}
