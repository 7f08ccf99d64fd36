import type { RangeField, SortField, ValueFacet } from '../../listing/query.ts'
import type { Scale } from '../bins.ts'
import type { Measure } from '../read.ts'
import type { Column, NumberColumn, TextColumn } from './column.ts'
import type { TextField } from './fields.ts'
import type { Ids } from './ids.ts'

/** What the whole market has in a field that is counted in bins; `scale` null: no car has it. */
export type WholeRange = { scale: Scale | null; counts: number[] }

/** A key by whose values cars are chosen, and those that are listed. */
export type ShownAttribute = { key: string; values: string[] }

/** Counted at publication: what is asked without a filter. `values` by code. */
export type Whole = {
  values: Record<ValueFacet, number[]>
  ranges: Record<RangeField, WholeRange>
  /** `counts` by code */
  attributes: { shown: ShownAttribute[]; counts: number[] }
}

/**
 * All cars of a snapshot, field by field. A car is a row, and rows are in order of their ids: ties by id are ties by
 * row, and a scan by id is a scan by row.
 */
export type Columns = {
  size: number
  ids: Ids
  texts: Record<TextField, TextColumn>
  numbers: Record<Measure, NumberColumn>
  /** rows by rising value, ties by row, those without last; null: as they lie */
  orders: Record<SortField, Uint32Array | null>
  whole: Whole
}

export type FieldName = TextField | Measure

export function columnOf(
  { texts, numbers }: Pick<Columns, 'texts' | 'numbers'>,
  field: FieldName,
): Column {
  return field in numbers ? numbers[field as Measure] : texts[field as TextField]
}
