import { fold } from '../../listing/car.ts'
import { type Columns, FIELDS, type Listing } from '../../listing/row.ts'
import { rowsInOrder } from '../../snapshots/index/radix.ts'
import { cellsOfRow } from '../reading/inspect.ts'
import { fingerprintOf, identityOf } from './identity.ts'
import type { Spool, Spooled } from './spool.ts'

/** None of a row's twins. */
const NOBODY = -1

/**
 * Rows that describe the same car: which repeat an earlier one in every column, and how the rest are told apart. A few
 * bytes a row, and nothing where all rows differ.
 */
export class Twins {
  private earlier = new Int32Array()
  private places = new Int32Array()
  private others = new Float64Array()

  /** @param onCopy hears of each row that only repeats another one */
  constructor(
    private readonly spool: Spool,
    private readonly onCopy: (listing: Listing) => void = () => {},
  ) {
    const { fingerprints } = spool
    // Equal identities have equal fingerprints; seldom others too. Equal ones stay in the order of the file.
    const order = rowsInOrder(fingerprints)
    for (let from = 0; from < order.length; ) {
      const first = fingerprints[order[from] ?? 0]
      let to = from + 1
      while (to < order.length && fingerprints[order[to] ?? 0] === first) to += 1
      if (to - from > 1) this.tellApart(order.subarray(from, to))
      from = to
    }
  }

  /** Notes on a listing what is known of its twins. Returns what makes its id its own. */
  note({ row, listing }: Spooled): string {
    if (this.earlier.length === 0) return ''
    const earlier = this.earlier[row] ?? NOBODY
    if (earlier !== NOBODY) {
      const { file, record } = this.spool.at(earlier).listing
      listing.repeats = { file, line: record.line }
    }
    const other = this.others[row] ?? Number.NaN
    if (!Number.isNaN(other)) listing.other_prices = [other]
    const place = this.places[row] ?? 0
    return place === 0 ? '' : `-${place + 1}`
  }

  isCopy(row: number): boolean {
    return this.earlier.length > 0 && this.earlier[row] !== NOBODY
  }

  private tellApart(group: Uint32Array): void {
    if (this.earlier.length === 0) {
      const { size } = this.spool
      this.earlier = new Int32Array(size).fill(NOBODY)
      this.places = new Int32Array(size)
      this.others = new Float64Array(size).fill(Number.NaN)
    }
    const kept = this.withoutCopies(group)
    this.name(kept)
  }

  /** Hashes find candidates; what stands in the rows decides. */
  private withoutCopies(group: Uint32Array): number[] {
    const kept: number[] = []
    const byHash = new Map<number, number[]>()
    for (const row of group) {
      const spooled = this.spool.at(row)
      const cells = cellsOf(spooled)
      const hash = fingerprintOf(cells)
      const same = byHash.get(hash)
      const earlier = same?.find((each) => cellsOf(this.spool.at(each)) === cells)
      if (earlier === undefined) {
        kept.push(row)
        if (same) same.push(row)
        else byHash.set(hash, [row])
      } else {
        this.earlier[row] = earlier
        this.onCopy(spooled.listing)
      }
    }
    return kept
  }

  /** `''`, `-2`, `-3` in order of price; where fingerprints collide, no two cars share an id either. */
  private name(rows: number[]): void {
    if (rows.length < 2) return
    const twins = rows.map((row) => {
      const { listing } = this.spool.at(row)
      return { row, price: listing.price ?? 0, identity: identityOf(listing) }
    })
    let place = 0
    for (const family of Map.groupBy(twins, (twin) => twin.identity).values()) {
      family.sort((a, b) => a.price - b.price)
      const least = family[0]?.price ?? 0
      const most = family.at(-1)?.price ?? 0
      for (const { row, price } of family) {
        this.places[row] = place++
        if (least !== most) this.others[row] = price === least ? most : least
      }
    }
  }
}

/** Every column of a row but those that number them, without case and spaces, in an order of their own. */
function cellsOf({ listing, reading: { file } }: Spooled): string {
  const { raw, line } = listing.record
  return textOf(cellsOfRow(raw, file, line), file.columns)
}

function textOf(fields: string[], { at, header, numbering = [] }: Columns): string {
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
