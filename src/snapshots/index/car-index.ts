import type { CarFilter, Facet } from '../../listing/query.ts'
import type {
  Bin,
  CarGroup,
  Facets,
  GroupRequest,
  Measure,
  MeasuredField,
  Moments,
} from '../read.ts'
import { ConditionBits } from './bits/condition-bits.ts'
import type { Columns } from './columns.ts'
import { conditionsOf } from './conditions.ts'
import { facetsOf } from './facets.ts'
import { groupsOf } from './groups/groups.ts'
import { histogramOf, momentsOf } from './measures.ts'
import { pageOf } from './page/page.ts'
import type { PlaceRequest, Places } from './page/places.ts'
import { Selection } from './selection.ts'

/** Answers every question about a snapshot but what its cars are: that is read by their ids. */
export class CarIndex {
  private last: { key: string; selection: Selection } | undefined

  private readonly bits: ConditionBits

  constructor(readonly columns: Columns) {
    this.bits = new ConditionBits(columns)
  }

  /** Number of cars. */
  get size(): number {
    return this.columns.size
  }

  idOf(row: number): string {
    return this.columns.ids.at(row)
  }

  count(filter: CarFilter): number {
    return this.select(filter).total
  }

  /** Each count respects the other filters, not the facet's own. Values by count, then by value. */
  facets(filter: CarFilter, facets: readonly Facet[]): Facets {
    return facetsOf(this.columns, this.select(filter), facets)
  }

  /**
   * Count and quantiles of a field among cars that are alike in some others (none: all cars). In order of the keys,
   * cars without a value first; cars without the field are not counted.
   */
  group(filter: CarFilter, request: GroupRequest): CarGroup[] {
    return groupsOf(this.columns, this.select(filter), request)
  }

  moments(filter: CarFilter, of: MeasuredField): Moments {
    return momentsOf(this.columns, this.select(filter), of)
  }

  /** Cars between one edge and the next; a car beyond the outer edges is not counted. `edges`: two or more, rising. */
  histogram(filter: CarFilter, of: Measure, edges: readonly number[]): Bin[] {
    return histogramOf(this.columns, this.select(filter), of, edges)
  }

  /** Which of these cars a filter finds. */
  among(filter: CarFilter, ids: readonly string[]): Set<string> {
    const conditions = conditionsOf(this.columns, filter)
    const passes = (id: string) => {
      const { count: row, found } = this.columns.ids.before(id)
      return (
        found &&
        conditions.every(({ column, passes }) => passes[column.codes[row] ?? column.size] === 1)
      )
    }
    return new Set(ids.filter(passes))
  }

  page(filter: CarFilter, request: PlaceRequest): Places {
    return pageOf(this.columns, this.select(filter), request)
  }

  /** The ids of all cars of a filter in their order, in batches. */
  *scan(filter: CarFilter, batch = 1000): Generator<string[]> {
    const rows = this.selectionOf(filter).rows()
    for (let from = 0; from < rows.length; from += batch) {
      yield Array.from(rows.subarray(from, from + batch), (row) => this.idOf(row))
    }
  }

  /** A page asks for its cars, their number and its facets with one filter: the last one is kept. */
  private select(filter: CarFilter): Selection {
    const key = JSON.stringify(filter)
    if (this.last?.key !== key) {
      this.last = { key, selection: this.selectionOf(filter) }
    }
    return this.last.selection
  }

  private selectionOf(filter: CarFilter): Selection {
    return new Selection(this.size, conditionsOf(this.columns, filter), this.bits.of)
  }
}
