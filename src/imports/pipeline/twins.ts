import { fold } from '../../listing/car.ts'
import { type Columns, FIELDS, type Listing } from '../../listing/row.ts'
import type { Context } from '../../packs/rule.ts'
import type { Cleaner } from '../cleaning/clean.ts'
import { detached } from '../cleaning/memo.ts'
import { type CarFile, cellsOfRow } from '../reading/inspect.ts'
import { identityOf } from './identity.ts'

/** A file that is being read, and what reads it. */
export type Reading = { file: CarFile; clean: Cleaner; context: Context }
/** A car whose identity came before or will come again; the suffix makes its id its own. */
export type Twin = { listing: Listing; reading: Reading; suffix: string }

/** Only the row is kept, not what was made of it: many may have to wait. */
type Held = { reading: Reading; line: number; raw: string }
type Group = { rows: Held[]; left: number }

/** Sorts out rows that describe the same car: finds exact copies, and orders the rest by price. */
export class Twins {
  #groups = new Map<number, Group>()
  #counts: Map<number, number>

  /** `repeated`: how often each fingerprint comes that comes more than once. */
  constructor(repeated: Map<number, number>) {
    this.#counts = repeated
  }

  has(fingerprint: number): boolean {
    return this.#counts.size > 0 && this.#counts.has(fingerprint)
  }

  /** Takes a row, and notes on it which earlier one it repeats. Returns all to be kept once the last of them came. */
  take(fingerprint: number, listing: Listing, reading: Reading): Twin[] {
    const group = this.#group(fingerprint)
    const { line, raw } = listing.record
    const earlier = group.rows.find((held) => isCopy(held, listing, reading))
    if (earlier) listing.repeats = { file: earlier.reading.file.name, line: earlier.line }
    else group.rows.push({ reading, line, raw: detached(raw) })
    group.left -= 1
    if (group.left > 0) return []
    this.#groups.delete(fingerprint)
    return named(group.rows)
  }

  #group(fingerprint: number): Group {
    const known = this.#groups.get(fingerprint)
    if (known) return known
    const group = { rows: [], left: this.#counts.get(fingerprint) ?? 1 }
    this.#groups.set(fingerprint, group)
    return group
  }
}

function isCopy(
  { reading: { file }, raw, line }: Held,
  { record }: Listing,
  reading: Reading,
): boolean {
  if (file === reading.file && raw === record.raw) return true
  const cells = cellsOf(cellsOfRow(raw, file, line), file.columns)
  return cells === cellsOf(record.fields, reading.file.columns)
}

/** `''`, `-2`, `-3` in order of price; where fingerprints collide, no two cars share an id either. */
function named(rows: Held[]): Twin[] {
  const twins = rows.map(({ reading, line, raw }) => {
    const fields = cellsOfRow(raw, reading.file, line)
    const listing = reading.clean({ line, raw, fields, problem: null })
    return { listing, reading, price: listing.price ?? 0, identity: identityOf(listing) }
  })
  const families = [...Map.groupBy(twins, (twin) => twin.identity).values()]
  for (const family of families) {
    const prices = [...new Set(family.map(({ price }) => price))].sort((a, b) => a - b)
    for (const { listing, price } of family) {
      listing.other_prices = prices.filter((other) => other !== price)
    }
    family.sort((a, b) => a.price - b.price)
  }
  return families.flat().map(({ listing, reading }, place) => ({
    listing,
    reading,
    suffix: place === 0 ? '' : `-${place + 1}`,
  }))
}

/** Every column of a row but those that number them, without case and spaces, in an order of their own. */
function cellsOf(fields: string[], { at, header, numbering = [] }: Columns): string {
  const said = (place: number) =>
    fold(fields[place] ?? '')
      .replace(/\s+/g, ' ')
      .trim()
  const known = FIELDS.map((field) => said(at[field]))
  const places = new Set([...Object.values(at), ...numbering])
  const others = header
    .map((name, place) => [fold(name), place] as const)
    .filter(([name, place]) => !places.has(place) && !name.startsWith('_'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, place]) => `${name}=${said(place)}`)
  return [...known, ...others].join('\u001f')
}
