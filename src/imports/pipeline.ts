import { fold, type StoredCar } from '../cars/car.ts'
import { createCleaner } from './clean.ts'
import { explain, toCar } from './enrich.ts'
import { fingerprintOf, identityOf, idOf } from './identity.ts'
import type { Import, Reject } from './import.ts'
import { type CarFile, readRows } from './inspect.ts'
import { Judge, type Verdict } from './judge.ts'
import type { Context, Listing } from './listing.ts'
import { latestYear, type Pulse, type Settings, type Survey } from './survey.ts'
import { Tally } from './tally.ts'
import { Twins } from './twins.ts'

/** Cars and refused rows that go to the stores at once. */
const BATCH = 2_000

/** Where the results go. */
export type Outlet = {
  cars(batch: StoredCar[]): Promise<void>
  rejects(batch: Reject[]): Promise<void>
}

export type Outcome = Pick<Import, 'rows' | 'rules' | 'blanks' | 'engine'>

/** The second of the two passes: every row is cleaned, judged, enriched and handed on. `asOf`: ISO date. */
export async function pipe(
  files: CarFile[],
  found: Survey,
  settings: Settings & { asOf: string },
  outlet: Outlet,
  pulse: Pulse,
): Promise<Outcome> {
  const judge = new Judge(settings.pack)
  const twins = new Twins(found.repeated)
  const tally = new Tally()
  const contexts = new Map<CarFile, Context>()
  const asOf = Date.parse(settings.asOf)
  let cars: StoredCar[] = []
  let rejects: Reject[] = []
  let bytes = 0

  const flush = async () => {
    const [carBatch, rejectBatch] = [cars, rejects]
    cars = []
    rejects = []
    if (rejectBatch.length > 0) await outlet.rejects(rejectBatch)
    for (let at = 0; at < carBatch.length; at += BATCH) {
      await outlet.cars(carBatch.slice(at, at + BATCH))
    }
  }

  const spellings = new Map<string, string>()
  const spelling = ({ brand }: Listing) => {
    const known = spellings.get(brand)
    if (known !== undefined) return known
    const chosen = found.brands.get(fold(brand)) ?? brand
    spellings.set(brand, chosen)
    return chosen
  }

  const refuse = ({ file, record }: Listing, { rule, reason }: Verdict) => {
    judge.count(rule)
    const action = rule.action === 'drop' ? 'drop' : 'reject'
    tally.rows[action === 'drop' ? 'duplicates' : 'rejected'] += 1
    rejects.push({ line: record.line, raw: record.raw, rule: rule.id, reason, action, file })
  }

  const publish = (listing: Listing, id: string, context: Context) => {
    tally.engineAsRead(listing)
    const repairs = judge.repair(listing, context)
    explain(listing, settings.pack)
    const flags = judge.flags(listing, context)
    tally.published(listing, repairs, flags)
    const { file, record } = listing
    const car = toCar(listing, id, repairs.concat(flags), context, asOf)
    cars.push(Object.assign(car, { lineage: { file, line: record.line, raw: record.raw } }))
  }

  for (const file of files) {
    const clean = createCleaner(file.name, file.columns, settings)
    const context: Context = {
      pack: settings.pack,
      columns: file.columns,
      as_of_year: new Date(asOf).getUTCFullYear(),
      latest_year: latestYear(),
      engineOfTwins: (listing) => found.engines.of(listing),
    }
    contexts.set(file, context)

    const take = (listing: Listing) => {
      tally.rows.read += 1
      const rejected = judge.rejection(listing, context)
      if (rejected !== null) return refuse(listing, rejected)
      tally.blanks(listing)
      listing.brand = spelling(listing)
      const identity = identityOf(listing)
      const fingerprint = fingerprintOf(identity)
      if (!twins.has(fingerprint)) return publish(listing, idOf(listing, fingerprint), context)

      const group = twins.take(fingerprint, listing, identity, file)
      const dropped = judge.drop(listing, context)
      if (dropped !== null) refuse(listing, dropped)
      for (const twin of group) {
        const id = idOf(twin.listing, fingerprint) + twin.suffix
        publish(twin.listing, id, contexts.get(twin.file) ?? context)
      }
    }

    const add = (count: number) => {
      bytes += count
    }
    for await (const records of readRows(file, add)) {
      for (const record of records) take(clean(record))
      if (cars.length >= BATCH || rejects.length >= BATCH) await flush()
      await pulse(tally.rows.read, bytes)
    }
  }
  await flush()
  return { ...tally.outcome(files), rules: judge.counts() }
}
