import type { Attribute } from '../../listing/attribute.ts'
import { fold, type StoredCar } from '../../listing/car.ts'
import type { Listing } from '../../listing/row.ts'
import type { Context } from '../../packs/rule.ts'
import type { Import } from '../../snapshots/import.ts'
import { attributesOf } from '../cleaning/attributes.ts'
import { type CarFile, cellsOfRow } from '../reading/inspect.ts'
import { explainer, toCar } from './enrich.ts'
import { idOf } from './identity.ts'
import type { Spooled } from './spool.ts'
import { latestYear, type Pulse, type Settings, type Survey } from './survey.ts'
import { Tally } from './tally.ts'
import type { Twins } from './twins.ts'

/** Cars that go to the store at once. */
const BATCH = 2_000

export type Outcome = Pick<Import, 'rows' | 'rules' | 'blanks' | 'engine'>

/**
 * What becomes of the rows that no rule refused, once all of them are known: repaired, flagged and enriched, each gets
 * its id. `asOf`: ISO date.
 */
export class Finisher {
  private readonly contexts: ReadonlyMap<CarFile, Context>
  private readonly explain
  private readonly spellings = new Map<string, string>()
  private readonly asOf: number

  constructor(
    private readonly files: readonly CarFile[],
    private readonly found: Survey,
    private readonly twins: Twins,
    private readonly settings: Settings & { asOf: string },
  ) {
    this.asOf = Date.parse(settings.asOf)
    this.explain = explainer(settings.pack)
    const about = {
      bounds: settings.pack.bounds,
      as_of_year: new Date(this.asOf).getUTCFullYear(),
      latest_year: latestYear(),
      engineOfTwins: (listing: Listing) => found.engines.of(listing),
    }
    this.contexts = new Map(files.map((file) => [file, { ...about, columns: file.columns }]))
  }

  /** The cars of chosen rows, uncounted, to learn from. */
  *chosen(wanted: (fingerprint: number) => boolean): Generator<StoredCar[]> {
    for (const batch of this.found.spool.batches(wanted)) {
      yield batch
        .filter(({ row }) => !this.twins.isCopy(row))
        .map((spooled) => this.car(spooled, null))
    }
  }

  /** Every car, and the account of all rows. */
  async write(write: (batch: StoredCar[]) => Promise<void>, pulse: Pulse): Promise<Outcome> {
    const { spool, judge, refusals, rows } = this.found
    const tally = new Tally()
    let cars: StoredCar[] = []
    let done = 0
    for (const batch of spool.batches()) {
      for (const spooled of batch) {
        const { listing } = spooled
        tally.blanks(listing)
        if (this.twins.isCopy(spooled.row)) {
          this.twins.note(spooled)
          const dropped = judge.drop(listing, this.contextOf(spooled))
          if (dropped !== null) refusals.add(listing, dropped)
          continue
        }
        cars.push(this.car(spooled, tally))
        if (cars.length < BATCH) continue
        await write(cars)
        cars = []
        done = spooled.row
        await pulse(refusals.rejected + done, done / spool.size)
      }
      if (refusals.isFull) await refusals.flush()
    }
    if (cars.length > 0) await write(cars)
    await refusals.flush()
    const { rejected, duplicates } = refusals
    return {
      ...tally.outcome(this.files, { read: rows, rejected, duplicates }),
      rules: judge.counts(),
    }
  }

  private contextOf({ reading: { file } }: Spooled): Context {
    const context = this.contexts.get(file)
    if (!context) throw new Error(`${file.name} is not one of the files`)
    return context
  }

  /** @param tally null: nothing is counted */
  private car(spooled: Spooled, tally: Tally | null): StoredCar {
    const { listing, fingerprint } = spooled
    const { judge } = this.found
    const context = this.contextOf(spooled)
    const id = idOf(listing, fingerprint) + this.twins.note(spooled)
    tally?.engineAsRead(listing)
    const repairs = judge.repair(listing, context, tally !== null)
    listing.brand = this.spelling(listing.brand)
    const { registration, loan } = this.explain(listing)
    listing.registration = registration
    listing.loan = loan
    const flags = judge.flags(listing, context, tally !== null)
    tally?.published(listing, repairs, flags)
    const { file, record } = listing
    const lineage = { file, line: record.line, raw: record.raw }
    const marks = repairs.length > 0 ? repairs.concat(flags) : flags
    const attributes = this.attributes(spooled)
    return toCar({ ...listing, attributes }, id, marks, lineage, {
      pack: this.settings.pack,
      asOf: this.asOf,
    })
  }

  /** Cells are cut from the row once more, where there is something in them beyond a listing. */
  private attributes({ listing: { record }, reading: { file } }: Spooled): Attribute[] {
    const { extras = [] } = file.columns
    if (extras.length === 0) return []
    return attributesOf(cellsOfRow(record.raw, file, record.line), extras)
  }

  private spelling(brand: string): string {
    const known = this.spellings.get(brand)
    if (known !== undefined) return known
    const chosen = this.found.brands.get(fold(brand)) ?? brand
    this.spellings.set(brand, chosen)
    return chosen
  }
}
