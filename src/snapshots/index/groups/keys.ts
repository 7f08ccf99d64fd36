import { type Column, countBelow, countUpTo, type NumberColumn } from '../column.ts'

/** One part of what groups are told apart by: for each code of a column its place among `size` values. */
export type Part = {
  column: Column
  places: Uint32Array
  size: number
  at(place: number): string | number | null
}

/** By value, those without one first. */
export function partOf(column: Column): Part {
  const { size } = column
  const places = Uint32Array.from({ length: size + 1 }, (_, code) => (code + 1) % (size + 1))
  return {
    column,
    places,
    size: size + 1,
    at: (place) => (place === 0 ? null : column.at(place - 1)),
  }
}

/** By the bin that a number lies in, named by its lower edge; those outside of all bins first. */
export function cutOf(column: NumberColumn, edges: readonly number[]): Part {
  const places = new Uint32Array(column.size + 1)
  const count = edges.length - 1
  for (let bin = 0; bin < count; bin++) {
    const [from = 0, to = 0] = [edges[bin], edges[bin + 1]]
    const end = bin === count - 1 ? countUpTo(column.numbers, to) : countBelow(column.numbers, to)
    places.fill(bin + 1, countBelow(column.numbers, from), end)
  }
  return { column, places, size: count + 1, at: (place) => edges[place - 1] ?? null }
}

/** Numbers of groups for a block of cars. */
export type KeyBlock = Int32Array | Float64Array

/** Makes one number of the parts of a group, so that numbers are in order as the groups are. */
export class Keys {
  /** Keys are below it. */
  readonly possible: number
  private readonly shares: (Int32Array | Float64Array)[]

  constructor(private readonly parts: readonly Part[]) {
    this.possible = parts.reduce((all, { size }) => all * size, 1)
    let step = this.possible
    this.shares = parts.map(({ places, size }) => {
      step /= size
      const share = this.room(places.length)
      for (let code = 0; code < places.length; code++) share[code] = step * (places[code] ?? 0)
      return share
    })
  }

  get columns(): Column[] {
    return this.parts.map(({ column }) => column)
  }

  /** For so many keys. */
  room(length: number): KeyBlock {
    return this.possible < 2 ** 31 ? new Int32Array(length) : new Float64Array(length)
  }

  /** @param blocks codes of the columns */
  write(blocks: readonly Int32Array[], length: number, keys: KeyBlock): void {
    keys.fill(0, 0, length)
    for (const [part, share] of this.shares.entries()) {
      const codes = blocks[part] ?? new Int32Array()
      if (share instanceof Int32Array && keys instanceof Int32Array) add(codes, length, share, keys)
      else addLarge(codes, length, share, keys)
    }
  }

  read(key: number): (string | number | null)[] {
    const found: (string | number | null)[] = []
    let rest = key
    for (const { size, at } of this.parts.toReversed()) {
      const place = rest % size
      found.unshift(at(place))
      rest = (rest - place) / size
    }
    return found
  }
}

function add(codes: Int32Array, length: number, share: Int32Array, keys: Int32Array): void {
  for (let at = 0; at < length; at++) {
    keys[at] = ((keys[at] ?? 0) + (share[codes[at] ?? 0] ?? 0)) | 0
  }
}

function addLarge(codes: Int32Array, length: number, share: KeyBlock, keys: KeyBlock): void {
  for (let at = 0; at < length; at++) keys[at] = (keys[at] ?? 0) + (share[codes[at] ?? 0] ?? 0)
}
