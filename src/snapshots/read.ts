import type { Car, Lineage } from '../listing/car.ts'
import type { CarFilter, Facet, Position, RangeField, Sort } from '../listing/query.ts'
import type { Derived } from './derived.ts'

/** The published result of an import. Readers see one whole snapshot, never half. */
export type Snapshot = {
  version: number
  import_id: number
  published_at: string
  /** ISO date that ages are counted to */
  as_of: string
  /** SHA-256 of what was imported and under which settings */
  content_hash: string
  /** number of listings */
  cars: number
  /** whether its cars are estimated and rated */
  estimates: boolean
}

export type PageRequest = { filter: CarFilter; sort: Sort; limit: number; at?: Position }
/** `before` and `after` say whether cars stand on either side of these. */
export type CarPage = { items: Car[]; total: number; before: boolean; after: boolean }

export type ValueCount = { value: string | number; count: number }
/** `from` is inclusive; `to` is exclusive, but for the last bin. */
export type Bin = { from: number; to: number; count: number }
/** `min` and `max` are exact, and null when no car has the field. */
export type RangeFacet = { min: number | null; max: number | null; bins: Bin[] }
export type Facets = {
  total: number
  values: Partial<Record<Facet, ValueCount[]>>
  ranges: Partial<Record<RangeField, RangeFacet>>
  /** of what the list says beyond them, by key: where few values cover most cars */
  attributes: AttributeFacet[]
}
export type AttributeFacet = { key: string; values: ValueCount[] }

/** The numbers of a car that can be counted up. */
export const MEASURED_FIELDS = [
  'price',
  'year',
  'km',
  'emi',
  'age_years',
  'km_per_year',
  'price_per_km',
  'engine_cc',
  'owners',
  'years_left',
] as const
export type MeasuredField = (typeof MEASURED_FIELDS)[number]

/** Of the cars that have the field. `squares`: sum of the squared distances from the mean. All but count null: none has it. */
export type Moments =
  | { count: number; mean: number; squares: number; min: number; max: number }
  | { count: 0; mean: null; squares: null; min: null; max: null }
export const NO_MOMENTS = { count: 0, mean: null, squares: null, min: null, max: null } as const

export const GROUP_FIELDS = [
  'year',
  'brand',
  'base_model',
  'state',
  'city',
  'fuel',
  'transmission',
  'owners',
  'price_category',
  'deal',
  'deal_reason',
] as const
export type GroupField = (typeof GROUP_FIELDS)[number]
/** `deal_position`: where the price lies in the interval of its estimate, 0 at the lower end, 1 at the upper. */
export type Measure = MeasuredField | 'deal_position'

/** Cars that are alike in the fields that were asked for, in their order; none: all cars. Quantiles are of type 7 (numpy's default). */
export type CarGroup = { keys: (string | number | null)[]; count: number; quantiles: number[] }
/**
 * `cut`: also by which of these bins a number lies in, as a histogram has them; the lower edge is the last key, null
 * where there is none.
 */
export type GroupRequest = {
  of: Measure
  by: readonly GroupField[]
  cut?: { of: Measure; edges: readonly number[] }
  quantiles: readonly number[]
}

/** What happened to a car between two snapshots. Prices in the currency of the market. */
export type Change = {
  version: number
  id: string
  title: string
  kind: 'new' | 'gone' | 'price'
  price_before: number | null
  price_after: number | null
  published_at: string
}
/** ISO moments. `first`: of the first snapshot, which held all cars that are not in `later`. */
export type Arrivals = { first: string | null; later: Map<string, string> }
export type ChangeCounts = { new: number; gone: number; price: number }

/** Which snapshots there are, and what changed from one to the next. */
export interface SnapshotReader {
  /** The newest snapshot, or null before the first import. */
  current(): Promise<Snapshot | null>
  /** The same without waiting, where the engine can tell; undefined: it has to be asked. */
  currentNow(): Snapshot | null | undefined
  /** The snapshots that are kept, newest first. */
  snapshots(): Promise<Snapshot[]>
  /** A snapshot by its version, also one that is no longer listed but still within its grace time; else null. */
  readable(version: number): Promise<Snapshot | null>
  /** The model that was published with a snapshot, as text. */
  model(snapshot: Snapshot): Promise<string | null>
  /** Changes of one snapshot against the one before it; all null for the first. */
  changes(version: number): Promise<ChangeCounts | null>
  /** Every change of one snapshot against the one before it, by id, in batches. */
  changed(version: number): AsyncIterable<Change[]>
  /** The changes of one car, oldest first. */
  history(id: string): Promise<Change[]>
  /** Since when these cars are there: `later` for those that were new (last) in a version below `before`. */
  arrivals(ids: readonly string[], before: number): Promise<Arrivals>
}

/** The cars of a snapshot, one by one. */
export interface CarReader {
  page(snapshot: Snapshot, request: PageRequest): Promise<CarPage>
  find(snapshot: Snapshot, id: string): Promise<Car | null>
  lineage(snapshot: Snapshot, id: string): Promise<Lineage | null>
  /** Which of these cars a filter finds. */
  among(snapshot: Snapshot, filter: CarFilter, ids: readonly string[]): Promise<Set<string>>
  /** All cars of a filter, by id, in batches. Throws when the snapshot is gone, so that nothing is cut short. */
  scan(snapshot: Snapshot, filter: CarFilter): AsyncIterable<Car[]>
}

/** A reading of the cars of a filter. */
export type ReadFiltered<T> = (
  cars: MarketReader,
  snapshot: Snapshot,
  filter: CarFilter,
) => Promise<T>

/** The cars of a snapshot, counted. */
export interface CarCounts {
  count(snapshot: Snapshot, filter: CarFilter): Promise<number>
  /** Each count respects the other filters, not the facet's own. Values by count, then by value. */
  facets(snapshot: Snapshot, filter: CarFilter, facets: readonly Facet[]): Promise<Facets>
  /** Of the cars that have the measure: each group that has any, in order of its keys. */
  group(snapshot: Snapshot, filter: CarFilter, request: GroupRequest): Promise<CarGroup[]>
  moments(snapshot: Snapshot, filter: CarFilter, of: MeasuredField): Promise<Moments>
  /** Cars between one edge and the next; a car beyond the outer edges is not counted. `edges`: two or more, rising. */
  histogram(
    snapshot: Snapshot,
    filter: CarFilter,
    of: Measure,
    edges: readonly number[],
  ): Promise<Bin[]>
}

/**
 * What pages ask. Every read names the snapshot that it reads, and a market that is given the same cars answers the
 * same, whatever its engine: tests/contract/market-reader.ts is the proof.
 */
export interface MarketReader extends SnapshotReader, CarReader, CarCounts {
  /** Values that its answers are made from. */
  derived: Derived
}
