import type { Car } from '../../listing/car.ts'
import type { Import } from '../../snapshots/import.ts'
import type { Bin, CarGroup } from '../../snapshots/read.ts'
import type { Priced } from '../pages/prices.ts'
import type { YearLines } from '../pages/year-lines.ts'
import type { DealCounts } from './deals.tsx'

export type StateRow = { code: string; name: string; count: number; median: number }
export type OverviewProps = {
  cars: number
  brands: number
  baseModels: number
  /** ISO date that ages are counted to */
  asOf: string
  /** All cars, QUARTILES_AND_TOP */
  price: CarGroup | null
  medianKm: number | null
  medianAge: number | null
  /** Price by make year, QUARTILES, oldest first */
  byYear: CarGroup[]
  /** Bins of the price facet */
  priceBins: Bin[]
  /** Price of the base models with most cars, most cars first */
  baseModelPrices: Priced<string>[]
  baseModelLines: YearLines
  /** Most cars first */
  states: StateRow[]
  /** The import that published this snapshot */
  account: Pick<Import, 'rows' | 'checksum'> | null
  /** null: this market has no estimates */
  deals: { counts: DealCounts; best: Car[] } | null
}
