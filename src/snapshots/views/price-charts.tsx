import { type CarFilter, toSearch } from '../../listing/query.ts'
import { count, currencySign, lakh, moneyAxis } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { BandLine } from '../../platform/ui/charts/band-line.tsx'
import { Chart } from '../../platform/ui/charts/chart.tsx'
import type { EvenBin } from '../../platform/ui/charts/even-bins.ts'
import { Histogram } from '../../platform/ui/charts/histogram.tsx'
import { toCars } from '../../platform/ui/charts/linked.tsx'
import { Block } from '../../platform/ui/parts.tsx'
import type { Cell, Column } from '../../platform/ui/tables.tsx'
import type { Bin, CarGroup } from '../read.ts'
import { type Spread, spreadOf } from '../spread.ts'
import { byYearOf, priceBinsOf } from './price-drawings.ts'

/** Of a table of prices: cars, median and middle half, after its first column. */
export const quarterColumns = (first: string): Column[] => [
  { label: first },
  { label: t('Cars'), num: true },
  { label: t('Lower quarter'), num: true },
  { label: t('Median'), num: true },
  { label: t('Upper quarter'), num: true },
]

export const quarters = ({
  count: cars,
  lower,
  median,
  upper,
}: { count: number } & Spread): Cell[] =>
  [cars, lower, median, upper].map((value) => ({ text: count(value) }))

/** What age does to the price: medians and middle halves by make year, each year leading to its cars. */
export function PriceByYear({
  byYear,
  total,
  least,
  filter,
  wide,
}: {
  byYear: CarGroup[]
  total: number
  /** Cars of a year that is drawn */
  least?: number
  filter: CarFilter
  wide?: boolean
}) {
  const drawing = byYearOf({ byYear, total, least })
  if (!drawing) return null
  const { points, pair, finding, caption, most } = drawing
  const carsOf = (year: number) => `/cars${toSearch({ ...filter, year_min: year, year_max: year })}`
  const counts = new Map(byYear.map(({ keys: [year], count: cars }) => [Number(year), cars]))
  return (
    <Block
      id="age"
      title={t('What age does to the price')}
      {...(wide ? { span: 'wide' as const } : {})}
      kicker
    >
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: t('Asking price by make year, {sign}', { sign: currencySign() }),
          columns: quarterColumns(t('Year')),
          rows: byYear.map((row) => {
            const year = Number(row.keys[0])
            return [
              {
                text: String(year),
                href: carsOf(year),
              },
              ...quarters({ count: row.count, ...spreadOf(row) }),
            ]
          }),
        }}
      >
        <BandLine
          points={points.map((point) => ({
            ...point,
            link: toCars(String(point.x), counts.get(point.x) ?? 0, carsOf(point.x)),
          }))}
          label={`${finding} ${caption}`}
          tick={moneyAxis(most)}
          marked={pair}
          mark={lakh}
        />
      </Chart>
    </Block>
  )
}

/** Where the prices lie: a histogram, each bar leading to its cars. */
export function PriceHistogram({
  priceBins,
  price,
  filter,
}: {
  priceBins: Bin[]
  price: CarGroup | null
  filter: CarFilter
}) {
  const drawing = priceBinsOf({ priceBins, price })
  if (!drawing) return null
  const { bins, finding, caption, edge, median, line } = drawing
  const carsOf = ({ from, end, open }: Pick<EvenBin, 'from' | 'end' | 'open'>) =>
    `/cars${toSearch({ ...filter, price_min: from, price_max: open ? undefined : end - 1 })}`
  return (
    <Block id="prices" title={t('Where the prices lie')} kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: t('Cars by asking price'),
          columns: [
            { label: t('From, {sign}', { sign: currencySign() }) },
            { label: t('To below, {sign}', { sign: currencySign() }), num: true },
            { label: t('Cars'), num: true },
          ],
          rows: bins.map(({ from, to, end, open, count: inside }) => [
            {
              text: count(from),
              href: carsOf({ from, end, open }),
            },
            { text: open ? t('{price}, the highest', { price: count(to) }) : count(end) },
            { text: count(inside) },
          ]),
        }}
      >
        <Histogram
          bins={bins}
          label={`${finding} ${caption}`}
          tick={moneyAxis(bins.at(-1)?.end ?? 0)}
          unit={(value) => t('{n, plural, one {# car} other {# cars}}', { n: value })}
          darkUntil={edge}
          line={{ at: median, label: line }}
          link={(bin) => toCars(lakh(bin.from), bin.count, carsOf(bin))}
        />
      </Chart>
    </Block>
  )
}
