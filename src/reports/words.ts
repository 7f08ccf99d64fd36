import { type Car, dealPosition } from '../listing/car.ts'
import { filterWords } from '../listing/filter-words.ts'
import {
  count,
  currencySign,
  date,
  distance,
  lakhRange,
  moment,
  money,
  percent,
  yearOf,
} from '../platform/language/format.ts'
import { t } from '../platform/language/message.ts'
import type { Fact, Figure } from '../platform/ui/parts.tsx'
import { sourceWords } from '../snapshots/views/source-words.ts'
import type { Report } from './report.ts'

/** What the page, the PDF and the workbook say alike. */

export const reportTitle = (): string => t('Market report')

/** What the report covers. */
export function statement(report: Report): Fact[] {
  const { snapshot, total, account } = report
  return [
    { label: t('Filter'), value: filterWords(report.filter, report.stateNames) },
    { label: t('Cars'), value: t('{n} of {all}', { n: count(total), all: count(snapshot.cars) }) },
    { label: t('Snapshot'), value: String(snapshot.version) },
    { label: t('Published'), value: moment(snapshot.published_at) },
    {
      label: t('Prices of'),
      value: t('{year}, ages counted to {date}', {
        year: yearOf(snapshot.as_of),
        date: date(snapshot.as_of),
      }),
    },
    ...(account ? [{ label: t('Source'), value: sourceWords(account.source) }] : []),
    {
      label: t('Fingerprint'),
      value: snapshot.content_hash,
      note: t('SHA-256 of the imported content and its settings'),
      code: true,
    },
  ]
}

function between(label: string, least: number, most: number): Figure {
  const { text: value, unit } = lakhRange(least, most)
  return { label, value, unit }
}

export function keyFigures(report: Report): Figure[] {
  const { price, range, medianKm, medianAge } = report
  if (!price || !range) return []
  const [lower = 0, median = lower, upper = median] = price.quantiles
  return [
    { label: t('Cars'), value: count(report.total) },
    { label: t('median asking price'), value: money(Math.round(median)) },
    between(t('the middle half asks'), lower, upper),
    between(t('lowest and highest price'), range.min, range.max),
    ...(medianKm === null
      ? []
      : [{ label: t('median distance driven'), value: distance(Math.round(medianKm)) }]),
    ...(medianAge === null
      ? []
      : [
          {
            label: t('median age at the end of {year}', { year: yearOf(report.snapshot.as_of) }),
            value: t('{n, plural, one {# year} other {# years}}', { n: Math.round(medianAge) }),
          },
        ]),
  ]
}

/** How many cars have each rating, as one sentence; blank without estimates. */
export function dealsSentence({ deals }: Report): string {
  if (deals.length === 0) return ''
  const rated = deals.filter(({ deal }) => deal !== null)
  const total = rated.reduce((sum, row) => sum + row.count, 0)
  if (total === 0) return t('No car of this filter is rated: each has too few others like it.')
  const low = rated.slice(0, 2).reduce((sum, row) => sum + row.count, 0)
  return t(
    '{n, plural, one {# of {total} rated cars is} other {# of {total} rated cars are}} a great or good deal: {share}.',
    { n: low, total: count(total), share: percent(low / total) },
  )
}

/** −12%, 40%: where the asking price lies in its interval. */
export const placeWords = (car: Car): string => percent(dealPosition(car) ?? 0).replace(/^-/, '−')

export const dealsRule = (): string =>
  t(
    'The place of the asking price in the 90% interval of the estimate: 0% is its lower end, 100% its upper end. Of two places as low, the one with more cars like it comes first.',
  )

/** Where the data comes from, and whether it adds up. */
export function qualitySentences({ account, snapshot, total }: Report): string[] {
  const rows = account
    ? [
        t('{read} rows read = {published} published + {rejected} rejected + {duplicates}.', {
          read: count(account.rows.read),
          published: count(account.rows.published),
          rejected: count(account.rows.rejected),
          duplicates: t('{n, plural, one {# duplicate} other {# duplicates}}', {
            n: account.rows.duplicates,
          }),
        }),
      ]
    : []
  return [
    ...rows,
    ...checksumWords(account),
    t('This report counts {n} of the {all} published cars.', {
      n: count(total),
      all: count(snapshot.cars),
    }),
    t('Asking prices are not sale prices, and the mix of models differs from group to group.'),
  ]
}

function checksumWords(account: Report['account']): string[] {
  const checksum = account?.checksum
  if (!checksum) return []
  return [
    checksum.agrees
      ? t("The file's own total, {total}, is exactly the sum of its listings.", {
          total: money(checksum.expected),
        })
      : t("The file's own total, {total}, is not the sum of its listings, {sum}.", {
          total: money(checksum.expected),
          sum: money(checksum.actual),
        }),
  ]
}

/** Cars and quarters of the price: the columns of every table of groups, after its first. */
export const groupColumns = (): string[] => [
  t('Cars'),
  t('Lower quarter'),
  t('Median'),
  t('Upper quarter'),
]

export const notStated = (): string => t('not stated')

export const priceLabel = (): string => t('Asking prices in {sign}', { sign: currencySign() })
