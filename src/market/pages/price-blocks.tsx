import type { CarFilter } from '../../listing/query.ts'
import { carsHref } from '../../listing/words.ts'
import { count, currencySign, lakh, moneyAxis } from '../../platform/language/format.ts'
import { sentence, t } from '../../platform/language/message.ts'
import { Chart } from '../../platform/ui/charts/chart.tsx'
import { toCars } from '../../platform/ui/charts/linked.tsx'
import { RangeColumns } from '../../platform/ui/charts/range-columns.tsx'
import { RangeDots } from '../../platform/ui/charts/range-dots.tsx'
import { Block } from '../../platform/ui/parts.tsx'
import { ENOUGH, FEWEST_COMPARED } from '../../snapshots/views/price-by-age.ts'
import { PriceByYear, quarterColumns, quarters } from '../../snapshots/views/price-charts.tsx'
import { distanceFinding, distanceWords, kindsFinding, within } from './findings.ts'
import type { DistanceBin, Priced, Prices } from './prices.ts'
import type { YearLines, YearPrices } from './year-lines.ts'

type Props = { filter: CarFilter; prices: Prices }

/** Sentences that may be blank, as one caption. */
export const captionOf = (...parts: string[]): string =>
  parts.filter((part) => part !== '').join(' ')

/** The market may be a small part of itself: a fiftieth of its cars makes a year worth drawing, from 5 cars on. */
export function AgeBlock({ filter, prices: { all, by_year } }: Props) {
  const total = all?.count ?? 0
  const byYear = by_year.map(({ key, count: cars, lower, median, upper }) => ({
    keys: [key],
    count: cars,
    quantiles: [lower, median, upper],
  }))
  const least = Math.min(ENOUGH, Math.max(5, Math.round(total / 50)))
  return <PriceByYear byYear={byYear} total={total} least={least} filter={filter} wide />
}

export function DistanceBlock({ filter, prices: { by_km } }: Props) {
  const { finding, pair } = distanceFinding(by_km)
  if (by_km.length === 0) return null
  const carsOf = ({ from, to, open }: DistanceBin) =>
    carsHref({ ...filter, ...within(filter, 'km', from, open ? undefined : to - 1) })
  const caption = captionOf(
    t('Median asking price (dot) and middle half (bar) by distance driven.'),
    by_km.at(-1)?.open ? t('The last bar holds all above.') : '',
    t('Cars that were driven further are older too, so this is not what distance alone does.'),
  )
  return (
    <Block id="distance" title={t('What distance does to the price')} kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: t('Asking price by distance driven, {sign}', { sign: currencySign() }),
          columns: quarterColumns(t('Distance')),
          rows: by_km.map((bin) => [
            {
              text: distanceWords(bin),
              href: carsOf(bin),
            },
            ...quarters(bin),
          ]),
        }}
      >
        <RangeColumns
          columns={by_km.map((bin) => ({
            ...bin,
            from: count(bin.from),
            link: toCars(distanceWords(bin), bin.count, carsOf(bin)),
          }))}
          label={`${finding} ${caption}`}
          tick={moneyAxis(Math.max(...by_km.map(({ upper }) => upper)))}
          unit="km"
          marked={pair}
          mark={lakh}
        />
      </Chart>
    </Block>
  )
}

const KINDS_SHOWN = 14

const KINDS = {
  brand: {
    title: sentence('Brand by brand'),
    column: sentence('Brand'),
    table: sentence('Asking price by brand, {sign}'),
    one: sentence('{dearest} asks more than {cheapest}: {high} against {low}.'),
    many: sentence(
      'Of {n} brands {dearest} asks the most, {cheapest} the least: {high} against {low}.',
    ),
  },
  base_model: {
    title: sentence('Model by model'),
    column: sentence('Base model'),
    table: sentence('Asking price by base model, {sign}'),
    one: sentence('The {dearest} asks more than the {cheapest}: {high} against {low}.'),
    many: sentence(
      'Of the {n} most listed models the {dearest} asks the most, the {cheapest} the least: {high} against {low}.',
    ),
  },
}
const TABLE_ROWS = 60

/** Median and middle half of the brands, or base models, with most cars. */
export function KindsBlock({
  filter,
  kind,
  rows,
  lines = new Map(),
}: {
  filter: CarFilter
  kind: keyof typeof KINDS
  rows: Priced<string>[]
  /** Their prices by make year, where known */
  lines?: YearLines
}) {
  const words = KINDS[kind]
  const enough = rows.filter(({ count: cars }) => cars >= FEWEST_COMPARED)
  const shown = (enough.length > 0 ? enough : rows).slice(0, KINDS_SHOWN)
  const sorted = shown.toSorted((a, b) => b.median - a.median)
  if (sorted.length === 0) return null
  const left = rows.length - shown.length
  const beyond = rows.length - TABLE_ROWS
  const hasLines = sorted.some(({ key }) => lines.has(key))
  const finding = kindsFinding(sorted, words)
  const caption = captionOf(
    t('Median asking price (dot) and middle half (bar); the grey figure counts the cars.'),
    left > 0
      ? t('{n, plural, one {# with fewer cars is} other {# with fewer cars are}} not drawn.', {
          n: left,
        })
      : '',
    hasLines
      ? t('The line at the end of a row: its median by make year, on a scale of its own.')
      : '',
    beyond > 0 ? t('The table holds the {n} with most cars.', { n: TABLE_ROWS }) : '',
  )
  return (
    <Block id={`by-${kind}`} title={t(words.title)} kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: t(words.table, { sign: currencySign() }),
          columns: [
            ...quarterColumns(t(words.column)),
            ...(hasLines ? [{ label: t('Median by make year') }] : []),
          ],
          rows: rows
            .slice(0, TABLE_ROWS)
            .map((row) => [
              { text: row.key, href: carsHref(filter, { [kind]: [row.key] }) },
              ...quarters(row),
              ...(hasLines ? [{ text: endsOf(lines.get(row.key)) }] : []),
            ]),
        }}
      >
        <RangeDots
          rows={sorted.map(({ key, ...row }) => ({
            name: key,
            ...row,
            link: toCars(key, row.count, carsHref(filter, { [kind]: [key] })),
            line: lines.get(key)?.map(({ year, price }) => ({ x: year, y: price })),
          }))}
          label={`${finding} ${caption}`}
          tick={moneyAxis(Math.max(...sorted.map(({ upper }) => upper)))}
        />
      </Chart>
    </Block>
  )
}

/** 2012: 2,10,000 – 2021: 6,80,000 */
function endsOf(line: YearPrices | undefined): string {
  const ends = line ? [line[0], line.at(-1)] : []
  return ends.map((point) => (point ? `${point.year}: ${count(point.price)}` : '')).join(' – ')
}
