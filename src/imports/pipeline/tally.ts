import { FIELDS, isBlankCell, type Listing } from '../../listing/row.ts'
import type { Import } from '../../snapshots/import.ts'
import type { CarFile } from '../reading/inspect.ts'

/** The account of an import: every row is somewhere in it. */
export class Tally {
  private readonly rows = { published: 0, repaired: 0, flagged: 0, untouched: 0 }
  readonly #engine = { not_applicable: 0, missing_in_source: 0, repaired: 0, missing: 0 }
  readonly #blanks = FIELDS.map(() => 0)

  /** Blank cells of a row that no rule rejected. */
  blanks(listing: Listing): void {
    if (listing.blank === 0) return
    for (let place = 0; place < FIELDS.length; place += 1) {
      const field = FIELDS[place]
      if (field && isBlankCell(listing, field)) {
        this.#blanks[place] = (this.#blanks[place] ?? 0) + 1
      }
    }
  }

  /** Before repairs. */
  engineAsRead({ engine_cc, fuel }: Listing): void {
    if (engine_cc !== null) return
    this.#engine[fuel === 'electric' ? 'not_applicable' : 'missing_in_source'] += 1
  }

  published(listing: Listing, repairs: string[], flags: string[]): void {
    this.rows.published += 1
    if (repairs.length > 0) this.rows.repaired += 1
    if (flags.length > 0) this.rows.flagged += 1
    if (repairs.length + flags.length === 0) this.rows.untouched += 1
    if (listing.engine_cc_status === 'repaired') this.#engine.repaired += 1
    else if (listing.engine_cc === null && listing.fuel !== 'electric') this.#engine.missing += 1
  }

  outcome(
    files: readonly CarFile[],
    others: Pick<Import['rows'], 'read' | 'rejected' | 'duplicates'>,
  ): Pick<Import, 'rows' | 'blanks' | 'engine'> {
    const blanks = FIELDS.flatMap((field, place) => {
      const column = files.map((file) => file.columns.names[field]).find((name) => name)
      return column === undefined ? [] : [{ column, count: this.#blanks[place] ?? 0 }]
    })
    const { read, rejected, duplicates } = others
    const { published, ...rest } = this.rows
    return {
      rows: { read, published, rejected, duplicates, ...rest },
      blanks,
      engine: this.#engine,
    }
  }
}
