import type { Car, Lineage, StoredCar } from '../listing/car.ts'
import type { CarFilter, Facet, Position, RangeField, Sort } from '../listing/query.ts'

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
}

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
export type GroupRequest = {
  of: Measure
  by: readonly GroupField[]
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

/** What a store remembers of a snapshot for good, also when its cars are gone. `changes` null: none stood before it. */
export type SnapshotRecord = Snapshot & {
  changes: ChangeCounts | null
  removed: boolean
  /** the model behind its estimates, as it was stored */
  model: string | null
}

/**
 * ms that the cars of a removed snapshot stay readable. A reader takes a snapshot at the start of an answer and
 * may page through it for as long as the slowest export streams: ten minutes is far more than any has needed.
 */
export const REMOVAL_GRACE = 600_000

export type Publication = {
  as_of: string
  content_hash: string
  /** snapshots that stay listed */
  keep: number
  /** what the estimates of its cars were made with, as text; null: they have none */
  model: string | null
}

/** A snapshot in the making: invisible until `publish`, which is atomic. */
export interface Draft {
  write(cars: StoredCar[]): Promise<void>
  /**
   * Makes this the current snapshot and records what changed since the last one. Those beyond `keep` are no longer
   * listed; their cars go at a later draft or publication, once they have been removed for the grace time.
   */
  publish(details: Publication): Promise<Snapshot>
  /** Leaves a snapshot alone that was published. */
  discard(): Promise<void>
}

/**
 * The market as a database keeps it. Every read names the snapshot that it reads, and a store that is given
 * the same cars answers the same, whatever its engine: tests/contract/car-store.ts is the proof.
 */
export interface CarStore {
  /** The newest snapshot, or null before the first import. */
  current(): Promise<Snapshot | null>
  /** The snapshots that are kept, newest first. */
  snapshots(): Promise<Snapshot[]>
  /** A snapshot by its version, also one that is no longer listed but still within its grace time; else null. */
  readable(version: number): Promise<Snapshot | null>

  page(snapshot: Snapshot, request: PageRequest): Promise<CarPage>
  find(snapshot: Snapshot, id: string): Promise<Car | null>
  lineage(snapshot: Snapshot, id: string): Promise<Lineage | null>
  /** The model that was published with a snapshot, as text. */
  model(snapshot: Snapshot): Promise<string | null>
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
  /** Which of these cars a filter finds. */
  among(snapshot: Snapshot, filter: CarFilter, ids: readonly string[]): Promise<Set<string>>
  /** All cars of a filter, by id, in batches. Throws when the snapshot is gone, so that nothing is cut short. */
  scan(snapshot: Snapshot, filter: CarFilter): AsyncIterable<Car[]>

  /** Changes of one snapshot against the one before it; all null for the first. */
  changes(version: number): Promise<ChangeCounts | null>
  /** The changes of one car, oldest first. */
  history(id: string): Promise<Change[]>
  /** Since when these cars are there: `later` for those that were new (last) in a version below `before`. */
  arrivals(ids: readonly string[], before: number): Promise<Arrivals>

  /** Begins a snapshot for an import; what an earlier attempt of anybody left behind is removed. */
  draft(importId: number): Promise<Draft>

  /** Every snapshot that ever was, oldest first: what a move or a backup carries over. */
  ledger(): Promise<SnapshotRecord[]>
  /** All cars of a snapshot with their rows, by id, in batches. */
  stored(snapshot: Snapshot): AsyncIterable<StoredCar[]>
  /** Every change of one snapshot against the one before it, by id, in batches. */
  changed(version: number): AsyncIterable<Change[]>
  /**
   * Puts a snapshot back as a ledger has it, with its numbers and times; visible once it is whole. Begin with the
   * oldest. A removed one has no cars.
   * @throws when the store has this version or a newer one
   */
  restore(
    record: SnapshotRecord,
    cars: AsyncIterable<StoredCar[]>,
    changes: AsyncIterable<Change[]>,
  ): Promise<void>
  /** Removes every snapshot with its history. There is no way back. */
  erase(): Promise<void>

  /** Answers at once when the database does. */
  ping(): Promise<void>
  close(): Promise<void>
}
