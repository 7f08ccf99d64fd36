import { z } from 'zod'
import reportFile from '../../../docs/model-report.json' with { type: 'file' }
import { DEALS } from '../../listing/car.ts'
import type { CarFilter } from '../../listing/query.ts'
import { isMessage, type Message } from '../../platform/language/message.ts'
import { attributesAsked } from '../../pricing/index.ts'
import type { MarketReader, Snapshot } from '../../snapshots/read.ts'
import { mostFirst } from '../../snapshots/spread.ts'

const spread = z.object({ mean: z.number(), lowest: z.number(), highest: z.number() })
const figures = z.object({ r2: spread, mape: spread, median_ape: spread })
const band = z.object({
  band: z.string(),
  message: z.custom<Message>(isMessage).optional(),
  cars: z.int(),
  coverage: spread,
})
/** What `bun run model:report --json` printed, and when; errors and coverage in %. */
const Report = z.object({
  measured_on: z.iso.date().optional(),
  source: z.string(),
  chosen_on_this_file: z.boolean(),
  cars: z.int(),
  as_of: z.iso.date(),
  seeds: z.array(z.int()),
  near_duplicates: z.int(),
  model: figures,
  median_of_trim_and_year: figures,
  unseen_trims: z.object({ r2: z.number(), mape: z.number(), median_ape: z.number() }),
  unseen_trims_coverage: z.number(),
  coverage: spread,
  half_width: spread,
  coverage_by_price: z.array(band),
  coverage_by_age: z.array(band),
  training_seconds: z.number(),
  columns: z.int(),
})
export type Report = z.infer<typeof Report>

/** Share of rated cars whose price lies in their interval; `low` and `high`: its 95 % interval (Wilson 1927). */
export type Coverage = { key: string; cars: number; share: number; low: number; high: number }

/** What boosted trees add: the share of the error that they take off, and the attributes that they ask, worth the most first. */
export type Beyond = {
  less: number
  attributes: { key: string; name: string; worth: number | null }[]
}

export type ModelCard = {
  /** ISO date of the prices */
  asOf: string
  cars: number
  report: Report | null
  /** cars offered and learnt from, and columns; null: this snapshot has no model */
  model: { offered: number; learnt: number; columns: number; beyond: Beyond | null } | null
  deals: { deal: string; count: number }[]
  reasons: { reason: string; count: number }[]
  all: Coverage | null
  by_brand: Coverage[]
  by_age: (Coverage & { from: number; to: number | null })[]
}

/** Its path, also inside a compiled binary. */
const REPORT = reportFile as unknown as string
export const readModelCard = (cars: MarketReader, snapshot: Snapshot): Promise<ModelCard> =>
  countModelCard(cars, snapshot, REPORT)

export async function countModelCard(
  cars: MarketReader,
  snapshot: Snapshot,
  reportFile: string,
): Promise<ModelCard> {
  const [report, stored, rated, brands, by_age, all] = await Promise.all([
    readReport(reportFile),
    cars.model(snapshot),
    cars.group(snapshot, {}, { of: 'price', by: ['deal', 'deal_reason'], quantiles: [] }),
    cars.group(snapshot, {}, { of: 'deal_position', by: ['brand'], quantiles: [] }),
    coverageByAge(cars, snapshot),
    coverageOf(cars, snapshot, {}, ''),
  ])
  const reasons = rated.filter(({ keys: [deal] }) => deal === null)
  return {
    asOf: snapshot.as_of,
    cars: snapshot.cars,
    report,
    model: stored === null ? null : inBrief(stored),
    deals: DEALS.map((deal) => ({
      deal,
      count: rated.find(({ keys }) => keys[0] === deal)?.count ?? 0,
    })),
    reasons: mostFirst(
      reasons.map(({ keys, count }) => ({ reason: String(keys[1] ?? ''), count })),
    ),
    all,
    by_brand: await coverageByBrand(
      cars,
      snapshot,
      mostFirst(brands).map(({ keys }) => String(keys[0])),
    ),
    by_age,
  }
}

async function readReport(path: string): Promise<Report | null> {
  const file = Bun.file(path)
  if (!(await file.exists())) return null
  return Report.safeParse(await file.json().catch(() => null)).data ?? null
}

const Stored = z.object({
  rows: z.object({ offered: z.int(), learnt: z.int() }),
  price: z.object({ weights: z.record(z.string(), z.number()) }),
  beyond: z
    .object({
      error: z.object({ without: z.number(), with: z.number() }),
      columns: z.array(
        z.object({
          name: z.string(),
          listed: z.string().optional(),
          worth: z.number().optional(),
          usual: z.unknown().optional(),
        }),
      ),
    })
    .nullish(),
})
type Stored = z.infer<typeof Stored>

function inBrief(stored: string): ModelCard['model'] {
  const { data } = Stored.safeParse(JSON.parse(stored))
  if (!data) return null
  const columns = Object.keys(data.price.weights).length
  return { ...data.rows, columns, beyond: beyondOf(data) }
}

function beyondOf({ beyond }: Stored): Beyond | null {
  if (!beyond) return null
  const { error } = beyond
  const attributes = attributesAsked(beyond)
    .map(({ name: key, listed, worth }) => ({ key, name: listed ?? key, worth: worth ?? null }))
    .toSorted((a, b) => (b.worth ?? 0) - (a.worth ?? 0))
  return { less: error.without === 0 ? 0 : 1 - error.with / error.without, attributes }
}

const BRANDS = 12
/** Rated cars that a share needs to say something. */
const ENOUGH = 20
/** The last year of each band, as in the report. */
const AGES = [2, 4, 6, 8, 10, 12]

async function coverageByBrand(cars: MarketReader, snapshot: Snapshot, brands: string[]) {
  const found = await Promise.all(
    brands.slice(0, BRANDS).map((brand) => coverageOf(cars, snapshot, { brand: [brand] }, brand)),
  )
  return found.filter((one) => one !== null).filter((one) => one.cars >= ENOUGH)
}

async function coverageByAge(cars: MarketReader, snapshot: Snapshot): Promise<ModelCard['by_age']> {
  const now = Number(snapshot.as_of.slice(0, 4))
  const bands = [...AGES, null].map((to, at) => ({
    from: at === 0 ? 0 : (AGES[at - 1] ?? 0) + 1,
    to,
  }))
  const found = await Promise.all(
    bands.map(async ({ from, to }) => {
      const years = {
        ...(from > 0 && { year_max: now - from }),
        ...(to !== null && { year_min: now - to }),
      }
      const coverage = await coverageOf(cars, snapshot, years, '')
      return coverage ? [{ ...coverage, from, to }] : []
    }),
  )
  return found.flat().filter((one) => one.cars >= ENOUGH)
}

async function coverageOf(
  cars: MarketReader,
  snapshot: Snapshot,
  filter: CarFilter,
  key: string,
): Promise<Coverage | null> {
  const [rated, [inside]] = await Promise.all([
    cars.group(snapshot, filter, { of: 'deal_position', by: ['deal'], quantiles: [] }),
    cars.histogram(snapshot, filter, 'deal_position', [0, 1]),
  ])
  const n = rated.reduce((sum, { count }) => sum + count, 0)
  return n === 0 ? null : { key, cars: n, ...wilson(inside?.count ?? 0, n) }
}

const Z = 1.96

/** The score interval of a share (E. B. Wilson 1927, JASA 22:209). */
export function wilson(hits: number, n: number): { share: number; low: number; high: number } {
  const share = hits / n
  const scale = 1 + Z ** 2 / n
  const middle = (share + Z ** 2 / (2 * n)) / scale
  const half = (Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2))) / scale
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
