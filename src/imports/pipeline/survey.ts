import { fold } from '../../listing/car.ts'
import type { DistanceUnit, Listing } from '../../listing/row.ts'
import type { Pack } from '../../packs/pack.ts'
import type { Context } from '../../packs/rule.ts'
import { Neighbours } from '../../pricing/index.ts'
import type { Checksum, Reject } from '../../snapshots/import.ts'
import { createCleaner } from '../cleaning/clean.ts'
import { type CarFile, readRows } from '../reading/inspect.ts'
import { isTotalsRow } from '../rules/identity-blank.ts'
import { Engines } from './engines.ts'
import { fingerprintOf, identityOf } from './identity.ts'
import { Judge } from './judge.ts'
import { Refusals } from './refusals.ts'
import { type Reading, Spool } from './spool.ts'

export type Settings = { pack: Pack; unit: DistanceUnit }
/** Called after each batch; it may throw to stop the import. `bytes` as stored. */
export type Pulse = (rows: number, bytes: number) => Promise<void>

/** What has to be known of the whole source before its rows can be published one by one. */
export type Survey = {
  /** the rows that no rule refused; whoever surveys closes it */
  spool: Spool
  judge: Judge
  refusals: Refusals
  rows: number
  /** of the rows that no rule rejects; null when there is none */
  latestYear: number | null
  /** the spelling of a brand that most rows use, by its folded form */
  brands: Map<string, string>
  neighbours: Neighbours
  engines: Engines
  checksum: Checksum | null
  /** whether each file is still what it was when it was looked at */
  unchanged: boolean
}

/** Last year of make that can be true: models are sold ahead of their year. */
export function latestYear(now = new Date()): number {
  return now.getUTCFullYear() + 1
}

/**
 * Reads the source: every row is cleaned and judged once, and kept in a spool or handed on as refused. Keeps a few
 * bytes a row in memory, whatever its length.
 */
export async function survey(
  files: CarFile[],
  settings: Settings,
  keepRejects: (batch: Reject[]) => Promise<void>,
  pulse: Pulse,
): Promise<Survey> {
  const readings = files.map((file): Reading => {
    return { file, clean: createCleaner(file.name, file.columns, settings) }
  })
  const spool = new Spool(readings)
  try {
    return await surveyInto(spool, readings, settings, keepRejects, pulse)
  } catch (error) {
    spool.close()
    throw error
  }
}

async function surveyInto(
  spool: Spool,
  readings: readonly Reading[],
  { pack }: Settings,
  keepRejects: (batch: Reject[]) => Promise<void>,
  pulse: Pulse,
): Promise<Survey> {
  const judge = new Judge(pack)
  const refusals = new Refusals(judge, keepRejects)
  const spellings = new Map<string, number>()
  const neighbours = new Neighbours()
  const engines = new Engines(pack.bounds.engine)
  const checksums: Checksum[] = []
  let unchanged = true
  let rows = 0
  let bytes = 0
  let latest: number | null = null

  const learn = (listing: Listing, place: number) => {
    spool.add(listing, place, fingerprintOf(identityOf(listing)))
    if (listing.year !== null && (latest === null || listing.year > latest)) latest = listing.year
    spellings.set(listing.brand, (spellings.get(listing.brand) ?? 0) + 1)
    const { brand, base_model, year } = listing
    if (year !== null) neighbours.add({ brand, base_model, year })
    engines.learn(listing)
  }

  for (const [place, { file, clean }] of readings.entries()) {
    const context: Context = {
      bounds: pack.bounds,
      columns: file.columns,
      as_of_year: 0,
      latest_year: latestYear(),
      engineOfTwins: () => null,
    }
    const hash = new Bun.CryptoHasher('sha256')
    let expected: number | null = null
    let actual = 0
    let dearest = 0
    const take = (stored: Buffer) => {
      bytes += stored.length
      hash.update(stored)
    }
    for await (const records of readRows(file, take)) {
      for (const record of records) {
        const listing = clean(record)
        const rejected = judge.rejection(listing, context)
        if (rejected?.rule.id === 'identity-blank' && isTotalsRow(listing)) {
          expected = listing.price
        } else if (rejected?.rule.id !== 'row-malformed') {
          actual += listing.price ?? 0
          dearest = Math.max(dearest, listing.price ?? 0)
        }
        if (rejected === null) learn(listing, place)
        else refusals.add(listing, rejected)
      }
      rows += records.length
      if (refusals.isFull) await refusals.flush()
      await pulse(rows, bytes)
    }
    if (hash.digest('hex') !== file.sha256) unchanged = false
    // A sum is more than any of its parts; what is less was a car without a name.
    if (expected !== null && expected > dearest)
      checksums.push({ expected, actual, agrees: expected === actual })
  }
  await refusals.flush()

  return {
    spool,
    judge,
    refusals,
    rows,
    latestYear: latest,
    brands: majority(spellings),
    neighbours,
    engines,
    checksum: together(checksums),
    unchanged,
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
