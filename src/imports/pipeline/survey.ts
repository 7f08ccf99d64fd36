import { fold } from '../../listing/car.ts'
import type { DistanceUnit, Listing } from '../../listing/row.ts'
import type { Pack } from '../../packs/pack.ts'
import type { Context } from '../../packs/rule.ts'
import type { Message } from '../../platform/language/message.ts'
import type { Checksum } from '../../snapshots/import.ts'
import { createCleaner } from '../cleaning/clean.ts'
import { type CarFile, readRows } from '../reading/inspect.ts'
import { isTotalsRow } from '../rules/identity-blank.ts'
import { Engines } from './engines.ts'
import { fingerprintOf, identityOf } from './identity.ts'
import { Judge } from './judge.ts'
import { Seen } from './seen.ts'

export type Settings = { pack: Pack; unit: DistanceUnit }
/** Called after each batch; it may throw to stop the import. `bytes` as stored. */
export type Pulse = (rows: number, bytes: number) => Promise<void>

/** What has to be known of the whole source before its rows can be judged one by one. */
export type Survey = {
  rows: number
  /** of the rows that no rule rejects; null when there is none */
  latestYear: number | null
  /** the spelling of a brand that most rows use, by its folded form */
  brands: Map<string, string>
  engines: Engines
  checksum: Checksum | null
  firstRejection: { line: number; reason: Message } | null
  /** fingerprints that came more than once, and how often */
  repeated: Map<number, number>
}

/** Last year of make that can be true: models are sold ahead of their year. */
export function latestYear(now = new Date()): number {
  return now.getUTCFullYear() + 1
}

/** The first of the two passes. Keeps a few bytes a row, whatever its length. */
export async function survey(files: CarFile[], settings: Settings, pulse: Pulse): Promise<Survey> {
  const judge = new Judge(settings.pack)
  const seen = new Seen()
  const spellings = new Map<string, number>()
  const engines = new Engines(settings.pack.bounds.engine)
  const checksums: Checksum[] = []
  let firstRejection: Survey['firstRejection'] = null
  let rows = 0
  let bytes = 0
  let latest: number | null = null

  const learn = (listing: Listing) => {
    seen.add(fingerprintOf(identityOf(listing)))
    if (listing.year !== null && (latest === null || listing.year > latest)) latest = listing.year
    spellings.set(listing.brand, (spellings.get(listing.brand) ?? 0) + 1)
    engines.learn(listing)
  }

  for (const file of files) {
    const clean = createCleaner(file.name, file.columns, settings, 'identity')
    const context: Context = {
      bounds: settings.pack.bounds,
      columns: file.columns,
      as_of_year: 0,
      latest_year: latestYear(),
      engineOfTwins: () => null,
    }
    let expected: number | null = null
    let actual = 0
    let dearest = 0
    const add = (count: number) => {
      bytes += count
    }
    for await (const records of readRows(file, add)) {
      for (const record of records) {
        const listing = clean(record)
        const rejected = judge.rejection(listing, context)
        if (rejected?.rule.id === 'identity-blank' && isTotalsRow(listing)) {
          expected = listing.price
        } else if (rejected?.rule.id !== 'row-malformed') {
          actual += listing.price ?? 0
          dearest = Math.max(dearest, listing.price ?? 0)
        }
        if (rejected === null) learn(listing)
        else firstRejection ??= { line: record.line, reason: rejected.reason }
      }
      rows += records.length
      await pulse(rows, bytes)
    }
    // A sum is more than any of its parts; what is less was a car without a name.
    if (expected !== null && expected > dearest)
      checksums.push({ expected, actual, agrees: expected === actual })
  }

  return {
    rows,
    latestYear: latest,
    brands: majority(spellings),
    engines,
    checksum: together(checksums),
    firstRejection,
    repeated: seen.repeated,
  }
}

/** In a tie the spelling that came first. */
function majority(spellings: Map<string, number>): Map<string, string> {
  const chosen = new Map<string, string>()
  for (const [spelling, count] of spellings) {
    const key = fold(spelling)
    const rival = chosen.get(key)
    if (rival === undefined || count > (spellings.get(rival) ?? 0)) chosen.set(key, spelling)
  }
  return chosen
}

function together(checksums: Checksum[]): Checksum | null {
  if (checksums.length === 0) return null
  const sum = (of: (each: Checksum) => number) =>
    checksums.reduce((total, each) => total + of(each), 0)
  return {
    expected: sum((each) => each.expected),
    actual: sum((each) => each.actual),
    agrees: checksums.every((each) => each.agrees),
  }
}
