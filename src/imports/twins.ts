import { fold } from '../cars/car.ts'
import { FIELDS } from './columns.ts'
import type { CarFile } from './inspect.ts'
import type { Listing } from './listing.ts'
import { detached } from './memo.ts'

/** A row whose identity may have come before: kept until all that share its fingerprint have been read. */
export type Held = { listing: Listing; identity: string; file: CarFile; order: number }
export type Named = Held & { suffix: string }

type Group = { rows: Held[]; cells: Map<string, Held>; left: number }

/** Sorts out rows that describe the same car: drops exact copies and orders the rest by price. */
export class Twins {
  #groups = new Map<number, Group>()
  #counts: Map<number, number>
  #order = 0

  constructor(repeated: Map<number, number>) {
    this.#counts = repeated
  }

  has(fingerprint: number): boolean {
    return this.#counts.size > 0 && this.#counts.has(fingerprint)
  }

  /** Takes a row, and notes on it which earlier one it repeats. Returns all to be kept once the last of them came. */
  take(fingerprint: number, listing: Listing, identity: string, file: CarFile): Named[] {
    const group = this.#group(fingerprint)
    const cells = cellsOf(listing, file)
    const earlier = group.cells.get(cells)
    if (earlier) {
      const { listing: other } = earlier
      listing.repeats = { file: other.file, line: other.record.line }
    } else {
      const { record } = listing
      const kept = { ...record, raw: detached(record.raw), fields: [] }
      listing.record = kept
      this.#order += 1
      const held = { listing, identity: detached(identity), file, order: this.#order }
      group.rows.push(held)
      group.cells.set(detached(cells), held)
    }
    group.left -= 1
    if (group.left > 0) return []
    this.#groups.delete(fingerprint)
    return name(group.rows)
  }

  #group(fingerprint: number): Group {
    const known = this.#groups.get(fingerprint)
    if (known) return known
    const left = this.#counts.get(fingerprint) ?? 1
    const group = { rows: [], cells: new Map(), left }
    this.#groups.set(fingerprint, group)
    return group
  }
}

/** `''`, `-2`, `-3` in order of price; where fingerprints collide, no two cars share a name either. */
function name(rows: Held[]): Named[] {
  const byIdentity = Map.groupBy(rows, (row) => row.identity)
  for (const same of byIdentity.values()) {
    for (const { listing } of same) {
      const others = new Set(same.map((other) => other.listing.price ?? 0))
      others.delete(listing.price ?? 0)
      listing.other_prices = [...others].sort((a, b) => a - b)
    }
  }
  return [...byIdentity.values()]
    .flatMap((same) => same.sort(byPrice))
    .map((row, place) => ({ ...row, suffix: place === 0 ? '' : `-${place + 1}` }))
}

function byPrice(a: Held, b: Held): number {
  return (a.listing.price ?? 0) - (b.listing.price ?? 0) || a.order - b.order
}

/** Every column of a row, trimmed, in an order that does not depend on the file's. */
function cellsOf({ record }: Listing, { columns }: CarFile): string {
  const known = FIELDS.map((field) => record.fields[columns.at[field]]?.trim() ?? '')
  const places = new Set(Object.values(columns.at))
  const others = columns.header
    .map((name, place) => [fold(name), place] as const)
    .filter(([name, place]) => !places.has(place) && !name.startsWith('_'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, place]) => `${name}=${record.fields[place]?.trim() ?? ''}`)
  return [...known, ...others].join('\u001f')
}
