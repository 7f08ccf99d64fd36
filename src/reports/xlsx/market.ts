import type { Car } from '../../listing/car.ts'
import { filterWords } from '../../listing/filter-words.ts'
import { dealName } from '../../listing/words.ts'
import { t } from '../../platform/language/message.ts'
import { spreadOf } from '../../snapshots/spread.ts'
import { sourceWords } from '../../snapshots/views/source-words.ts'
import { CAR_COLUMNS, cellsOf } from '../columns.ts'
import type { Group, Report } from '../report.ts'
import {
  dealsRule,
  groupColumns,
  notStated,
  priceLabel,
  qualitySentences,
  reportTitle,
} from '../words.ts'
import { type CellValue, type Sheet, workbook } from './workbook.ts'

/** The report with all its cars, in the language of the reader. */
export function marketWorkbook(
  cars: AsyncIterable<Car[]>,
  report: Report,
  address: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  return workbook([
    aboutSheet(report, address),
    summarySheet(report),
    brandSheet(report),
    carsSheet(cars),
  ])
}

function aboutSheet(report: Report, address: string): Sheet {
  const { snapshot, total, account } = report
  const rows: CellValue[][] = [
    [reportTitle()],
    [t('Filter'), filterWords(report.filter, report.stateNames)],
    [t('Cars'), total],
    [t('Cars in the snapshot'), snapshot.cars],
    [t('Snapshot'), snapshot.version],
    [t('Published (UTC)'), new Date(snapshot.published_at)],
    [t('Ages counted to'), new Date(snapshot.as_of)],
    ...(account ? [[t('Source'), sourceWords(account.source)]] : []),
    [t('Fingerprint'), snapshot.content_hash],
    [t('Address'), address],
    [],
    ...qualitySentences(report).map((words) => [words]),
    [],
    [t('Columns of the sheet of cars')],
    ...CAR_COLUMNS.map(({ name, note }) => [name, t(note)]),
    [],
    [priceLabel()],
    [dealsRule()],
  ]
  return { name: t('About'), widths: [30, 70], head: 1, rows: [rows] }
}

function summarySheet(report: Report): Sheet {
  const { price, range, medianKm, medianAge, deals, byYear } = report
  const figures: CellValue[][] = [
    [t('Figure'), t('Value')],
    [t('Cars'), report.total],
    [t('Lowest price'), range?.min ?? null],
    [t('Lower quarter'), price?.quantiles[0] ?? null],
    [t('Median'), price?.quantiles[1] ?? null],
    [t('Upper quarter'), price?.quantiles[2] ?? null],
    [t('Highest price'), range?.max ?? null],
    [t('Median distance driven, km'), medianKm],
    [t('Median age, years'), medianAge],
    ...deals.map(({ deal, count }) => [
      t('{label}: {value}', { label: t('Deal'), value: dealName(deal) }),
      count,
    ]),
    [],
    [t('Make year'), ...groupColumns()],
    ...byYear.map((row) => {
      const { lower, median, upper } = spreadOf(row)
      return [Number(row.keys[0]), row.count, lower, median, upper]
    }),
    [],
    [t('State of first registration'), ...groupColumns()],
    ...report.states.map(groupRow),
  ]
  return { name: t('Summary'), widths: [32, 14, 16, 14, 16], head: 1, rows: [figures] }
}

function brandSheet({ brands }: Report): Sheet {
  const rows = [[t('Brand'), ...groupColumns()], ...brands.map(groupRow)]
  return { name: t('By brand'), widths: [24, 10, 16, 14, 16], head: 1, rows: [rows] }
}

const groupRow = ({ group, count, lower, median, upper }: Group): CellValue[] => [
  group ?? notStated(),
  count,
  lower,
  median,
  upper,
]

function carsSheet(cars: AsyncIterable<Car[]>): Sheet {
  async function* rows() {
    yield [CAR_COLUMNS.map(({ name }) => name)]
    for await (const batch of cars) {
      yield batch.map(cellsOf)
    }
  }
  return { name: t('Cars'), widths: CAR_COLUMNS.map(({ width }) => width), head: 1, rows: rows() }
}
