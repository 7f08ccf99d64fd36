import type { EstimateCar } from '../estimate-car.ts'
import { adderOf, type Boost } from './boost.ts'
import { type Column, codeOf, NAMES, numberOf } from './columns.ts'

/** What a market knows of prices beyond the ridge: plain JSON. */
export type Beyond = {
  columns: Column[]
  trees: Boost
  /** mean error of the log price out of fold, without it and with it */
  error: { without: number; with: number }
}

type Add = (car: EstimateCar, level: number) => number
const made = new WeakMap<Beyond, Add>()

/** What it adds to the log price of a complete car. @param level that log price by the ridge */
export function addBeyond(beyond: Beyond | null | undefined, car: EstimateCar, level: number) {
  if (!beyond) return 0
  const known = made.get(beyond)
  if (known) return known(car, level)
  const add = addingOf(beyond)
  made.set(beyond, add)
  return add(car, level)
}

/** The attributes that it asks about, in their order. */
export const attributesAsked = <C extends { usual?: unknown }>(
  beyond: { columns: readonly C[] } | null | undefined,
): readonly C[] => beyond?.columns.filter(({ usual }) => usual !== undefined) ?? []

/** Names that are remembered; a market has some thousands. */
const MOST_NAMES = 20_000

function addingOf({ columns, trees }: Pick<Beyond, 'columns' | 'trees'>): Add {
  const asked = columns.map((column, at) => ({ column, at, number: numberOf(column) }))
  const [named, others] = [asked.filter(byName), asked.filter((each) => !byName(each))]
  const add = adderOf(trees)
  const codes = new Uint8Array(columns.length)
  // To fold a name takes longer than all the trees.
  const names = new Map<string, number[]>()
  return (car, level) => {
    const name = `${car.brand}\n${car.base_model}\n${car.trim}`
    let known = names.get(name)
    if (known === undefined) {
      known = named.map(({ column, number }) => codeOf(column, number(car, level)))
      if (names.size < MOST_NAMES) names.set(name, known)
    }
    for (let i = 0; i < named.length; i++) codes[named[i]?.at ?? 0] = known[i] ?? 0
    for (const { column, at, number } of others) codes[at] = codeOf(column, number(car, level))
    return add(codes)
  }
}

const byName = ({ column: { name } }: { column: Column }) => NAMES.has(name)
