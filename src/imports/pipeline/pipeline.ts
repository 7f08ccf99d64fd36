import { fold, type StoredCar } from '../../listing/car.ts'
import type { Listing } from '../../listing/row.ts'
import type { Context } from '../../packs/rule.ts'
import { inEnglish } from '../../platform/language/message.ts'
import type { Import, Reject } from '../../snapshots/import.ts'
import { createCleaner } from '../cleaning/clean.ts'
import { type CarFile, readRows } from '../reading/inspect.ts'
import { explainer, toCar } from './enrich.ts'
import { fingerprintOf, identityOf, idOf } from './identity.ts'
import { Judge, type Verdict } from './judge.ts'
import { latestYear, type Pulse, type Settings, type Survey } from './survey.ts'
import { Tally } from './tally.ts'
import { type Reading, Twins } from './twins.ts'

/** Cars and refused rows that go to the stores at once. */
const BATCH = 2_000
/** Characters of refused rows that wait to be kept. */
const MOST_REFUSED = 4 * 1024 * 1024
/** Identities that come more than once and may wait in memory together; the source is read again for more. */
const MOST_WAITING = 250_000

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
  mostWaiting = MOST_WAITING,
): Promise<Outcome> {
  const rounds = Math.max(1, Math.ceil(found.repeated.size / mostWaiting))
  const judge = new Judge(settings.pack)
  const twins = new Twins(found.repeated)
  const tally = new Tally()
  const asOf = Date.parse(settings.asOf)
  let cars: StoredCar[] = []
  let rejects: Reject[] = []
  let refused = 0
  let bytes = 0

  const isFull = () => cars.length >= BATCH || rejects.length >= BATCH || refused >= MOST_REFUSED
  const flush = async () => {
    const [carBatch, rejectBatch] = [cars, rejects]
    cars = []
    rejects = []
    refused = 0
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
    refused += record.raw.length
    rejects.push({
      line: record.line,
      raw: record.raw,
      rule: rule.id,
      reason: inEnglish(reason),
      message: reason,
      action,
      file,
    })
  }

  const explain = explainer(settings.pack)
  const publish = (read: Listing, id: string, context: Context) => {
    tally.engineAsRead(read)
    const repairs = judge.repair(read, context)
    const listing = { ...read, brand: spelling(read), ...explain(read) }
    const flags = judge.flags(listing, context)
    tally.published(listing, repairs, flags)
    const { file, record } = listing
    const car = toCar(listing, id, repairs.concat(flags), { pack: settings.pack, asOf })
    cars.push(Object.assign(car, { lineage: { file, line: record.line, raw: record.raw } }))
  }

  const take = (listing: Listing, reading: Reading, round: number) => {
    const { context } = reading
    const rejected = judge.rejection(listing, context)
    if (round === 0) tally.rows.read += 1
    if (rejected !== null) {
      if (round === 0) refuse(listing, rejected)
      return
    }
    const fingerprint = fingerprintOf(identityOf(listing))
    const waits = twins.has(fingerprint)
    if ((waits ? fingerprint % rounds : 0) !== round) return
    tally.blanks(listing)
    if (!waits) return publish(listing, idOf(listing, fingerprint), context)

    const group = twins.take(fingerprint, listing, reading)
    const dropped = judge.drop(listing, context)
    if (dropped !== null) refuse(listing, dropped)
    for (const twin of group) {
      const id = idOf(twin.listing, fingerprint) + twin.suffix
      publish(twin.listing, id, twin.reading.context)
    }
  }

  const readings = files.map((file): Reading => {
    const clean = createCleaner(file.name, file.columns, settings)
    const context: Context = {
      bounds: settings.pack.bounds,
      columns: file.columns,
      as_of_year: new Date(asOf).getUTCFullYear(),
      latest_year: latestYear(),
      engineOfTwins: (listing) => found.engines.of(listing),
    }
    return { file, clean, context }
  })
  const add = (count: number) => {
    bytes += count
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const reading of readings) {
      for await (const records of readRows(reading.file, add)) {
        for (const record of records) take(reading.clean(record), reading, round)
        if (isFull()) await flush()
        await pulse(tally.rows.read, Math.round(bytes / rounds))
      }
    }
  }
  await flush()
  return { ...tally.outcome(files), rules: judge.counts() }
}
