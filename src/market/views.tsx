import { toSearch } from '../cars/query.ts'
import type { Bin, Distribution } from '../cars/store.ts'
import type { Import } from '../imports/import.ts'
import { BandLine } from '../platform/ui/charts/band-line.tsx'
import { Bar } from '../platform/ui/charts/bar.tsx'
import { Chart } from '../platform/ui/charts/chart.tsx'
import { evenBins } from '../platform/ui/charts/even-bins.ts'
import { Histogram } from '../platform/ui/charts/histogram.tsx'
import { RangeDots } from '../platform/ui/charts/range-dots.tsx'
import {
  count,
  currencySign,
  lakh,
  lakhRange,
  list,
  money,
  moneyAxis,
  percent,
  plural,
  yearOf,
} from '../platform/ui/format.ts'
import { Block, Empty, type Figure, Figures, Head, Scroll } from '../platform/ui/parts.tsx'
import { ENOUGH, priceByAge, pricesLie, rangeOf } from './findings.ts'

/** The quantiles that the overview reads: `Overview` expects distributions in this order. */
export const QUARTILES = [0.25, 0.5, 0.75]
export const QUARTILES_AND_TOP = [0.25, 0.5, 0.75, 0.99]

export type StateRow = { code: string; name: string; count: number; median: number }
export type OverviewProps = {
  cars: number
  brands: number
  baseModels: number
  /** ISO date that ages are counted to */
  asOf: string
  /** All cars, QUARTILES_AND_TOP */
  price: Distribution | null
  medianKm: number | null
  medianAge: number | null
  /** Price by make year, QUARTILES, oldest first */
  byYear: Distribution[]
  /** Bins of the price facet */
  priceBins: Bin[]
  /** Price of the base models with most cars, QUARTILES, most cars first */
  baseModelPrices: Distribution[]
  /** Most cars first */
  states: StateRow[]
  /** The import that published this snapshot */
  account: Pick<Import, 'rows' | 'checksum'> | null
}

const cars = (filter: Parameters<typeof toSearch>[0]) => `/cars${toSearch(filter)}`

export function Overview(props: OverviewProps) {
  const { price } = props
  if (props.cars === 0 || !price) return <EmptyMarket />
  return (
    <div class="wrap flat">
      <Head
        title={`Half of the used cars here ask less than ${lakh(rangeOf(price).median)}`}
        lede={lede(props)}
      />
      <Figures items={figures(props, price)} />
      {props.account ? <Account account={props.account} /> : null}
      <div class="columns">
        <Age {...props} />
        <States states={props.states} />
      </div>
      <div class="columns">
        <Prices {...props} price={price} />
        <BaseModels {...props} />
      </div>
    </div>
  )
}

function EmptyMarket() {
  return (
    <div class="wrap flat">
      <Head title="No car has been published" />
      <Empty
        text="The last import let no row pass. Its page says why, row by row."
        links={[
          { href: '/quality', label: 'What the import found' },
          { href: '/imports', label: 'Imports' },
        ]}
      />
    </div>
  )
}

function lede({ cars, brands, baseModels, byYear }: OverviewProps): string {
  const [first, last] = [byYear[0]?.group, byYear.at(-1)?.group]
  const made = first === last ? `made in ${first}` : `made from ${first} to ${last}`
  const kinds = `${plural(brands, 'brand', 'brands')} and ${plural(baseModels, 'base model', 'base models')}`
  return `${plural(cars, 'car', 'cars')} of ${kinds}, ${made}. Look at what sellers ask, and where each figure comes from.`
}

function figures(props: OverviewProps, price: Distribution): Figure[] {
  const { medianKm, medianAge, asOf } = props
  const { lower, median, upper } = rangeOf(price)
  const half = lakhRange(lower, upper)
  const items: Figure[] = [
    { label: 'cars for sale', value: count(props.cars), href: '/cars' },
    {
      label: 'median asking price',
      value: money(Math.round(median)),
      href: cars({ price_max: Math.round(median) }),
    },
    {
      label: 'the middle half asks',
      value: half.text,
      unit: half.unit,
      href: cars({ price_min: Math.round(lower), price_max: Math.round(upper) }),
    },
  ]
  if (medianKm !== null) {
    items.push({
      label: 'median distance driven',
      value: count(medianKm),
      unit: 'km',
      href: cars({ km_max: Math.round(medianKm) }),
    })
  }
  if (medianAge !== null) {
    items.push({
      label: `median age at the end of ${yearOf(asOf)}`,
      value: count(medianAge),
      unit: medianAge === 1 ? 'year' : 'years',
      href: cars({ year_min: Number(yearOf(asOf)) - Math.round(medianAge) }),
    })
  }
  return items
}

function Account({ account: { rows, checksum } }: { account: Pick<Import, 'rows' | 'checksum'> }) {
  const sum = `${count(rows.read)} rows read = ${count(rows.published)} published + ${count(rows.rejected)} rejected + ${plural(rows.duplicates, 'duplicate', 'duplicates')}.`
  const total =
    checksum === null
      ? ''
      : checksum.agrees
        ? ` The file's own total, ${money(checksum.expected)}, is exactly the sum of its listings.`
        : ` The file's own total, ${money(checksum.expected)}, is not the sum of its listings, ${money(checksum.actual)}.`
  return (
    <p class="account">
      <strong>
        {checksum && !checksum.agrees ? 'The file contradicts itself.' : 'The data adds up.'}
      </strong>{' '}
      <span safe>{sum + total}</span> <a href="/quality">What the import found</a>
    </p>
  )
}

function Age({ byYear, cars: total }: OverviewProps) {
  const { shown, left, pair, finding } = priceByAge(byYear, total)
  const points = shown.map((row) => ({ x: Number(row.group), ...rangeOf(row) }))
  const most = Math.max(...points.map(({ upper }) => upper))
  const without =
    left.length > 0 ? ` Years with fewer than ${ENOUGH} cars (${list(left)}) are left out.` : ''
  const mix = points.length > 1 ? ' The mix of models differs from year to year.' : ''
  const caption = `Median asking price by make year; the band holds the middle half.${without}${mix}`
  return (
    <Block id="age" title="What age does to the price" span="wide" kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: `Asking price by make year, ${currencySign()}`,
          columns: [
            { label: 'Year' },
            { label: 'Cars', num: true },
            { label: 'Lower quarter', num: true },
            { label: 'Median', num: true },
            { label: 'Upper quarter', num: true },
          ],
          rows: byYear.map((row) => {
            const year = Number(row.group)
            return [
              { text: String(year), href: cars({ year_min: year, year_max: year }) },
              ...quarters(row),
            ]
          }),
        }}
      >
        <BandLine
          points={points}
          label={`${finding} ${caption}`}
          tick={moneyAxis(most)}
          marked={pair}
          mark={lakh}
        />
      </Chart>
    </Block>
  )
}

const quarters = (row: Distribution) => {
  const { lower, median, upper } = rangeOf(row)
  return [row.count, lower, median, upper].map((value) => ({ text: count(value) }))
}

function Prices({ price, priceBins }: OverviewProps & { price: Distribution }) {
  const bins = evenBins(priceBins)
  if (bins.length < 2) return null
  const { finding, edge } = pricesLie(bins, price)
  const tick = moneyAxis(bins.at(-1)?.end ?? 0)
  const width = (bins[0]?.end ?? 0) - (bins[0]?.from ?? 0)
  const rest = bins.at(-1)?.open ? '; the last bar holds all above' : ''
  const caption = `Cars by asking price, one bar for each ${lakh(width)}; dark below ${lakh(edge)}${rest}.`
  return (
    <Block id="prices" title="Where the prices lie" kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: 'Cars by asking price',
          columns: [
            { label: `From, ${currencySign()}` },
            { label: `To below, ${currencySign()}`, num: true },
            { label: 'Cars', num: true },
          ],
          rows: bins.map(({ from, to, end, open, count: inside }, at) => [
            {
              text: count(from),
              href: cars(
                at === bins.length - 1
                  ? { price_min: from }
                  : { price_min: from, price_max: end - 1 },
              ),
            },
            { text: open ? `${count(to)}, the highest` : count(end) },
            { text: count(inside) },
          ]),
        }}
      >
        <Histogram
          bins={bins}
          label={`${finding} ${caption}`}
          tick={tick}
          unit={(value) => plural(value, 'car', 'cars')}
          darkUntil={edge}
          line={{ at: rangeOf(price).median, label: `median ${lakh(rangeOf(price).median)}` }}
        />
      </Chart>
    </Block>
  )
}

function BaseModels({ baseModelPrices }: OverviewProps) {
  const rows = baseModelPrices
    .map((row) => ({ name: String(row.group), count: row.count, ...rangeOf(row) }))
    .sort((a, b) => b.median - a.median)
  const [dearest, cheapest] = [rows[0], rows.at(-1)]
  if (!dearest || !cheapest) return null
  const finding =
    dearest === cheapest
      ? `Half of the ${dearest.name} cars ask less than ${lakh(dearest.median)}.`
      : `Of the ${count(rows.length)} most listed models the ${dearest.name} asks the most, the ${cheapest.name} the least: ${lakh(dearest.median)} against ${lakh(cheapest.median)}.`
  const caption = `Median asking price (dot) and middle half (bar) of the ${plural(rows.length, 'base model', 'base models')} with most cars; the grey figure counts them.`
  return (
    <Block id="models" title="Model by model" kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: `The base models with most cars, asking price in ${currencySign()}`,
          columns: [
            { label: 'Base model' },
            { label: 'Cars', num: true },
            { label: 'Lower quarter', num: true },
            { label: 'Median', num: true },
            { label: 'Upper quarter', num: true },
          ],
          rows: rows.map(({ name, count: inside, lower, median, upper }) => [
            { text: name, href: cars({ base_model: [name] }) },
            ...[inside, lower, median, upper].map((value) => ({ text: count(value) })),
          ]),
        }}
      >
        <RangeDots
          rows={rows}
          label={`${finding} ${caption}`}
          tick={moneyAxis(Math.max(...rows.map(({ upper }) => upper)))}
        />
      </Chart>
    </Block>
  )
}

const STATES_SHOWN = 8

function States({ states }: { states: StateRow[] }) {
  const total = states.reduce((sum, row) => sum + row.count, 0)
  const largest = states[0]
  if (!largest) return null
  const others = states.length - STATES_SHOWN
  return (
    <Block id="states" title="Where they were first registered" span="narrow">
      <p class="small soft" safe>
        {`${percent(largest.count / total)} were first registered in ${largest.name}. It is not where they are sold: the file does not say that.`}
      </p>
      <Scroll label="Cars and median price by state of first registration">
        <table class="thin">
          <caption class="hidden">
            Cars and median asking price by state of first registration
          </caption>
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col" class="bar">
                <span class="hidden">Share of the largest</span>
              </th>
              <th scope="col" class="num">
                Cars
              </th>
              <th scope="col" class="num">
                Median
              </th>
            </tr>
          </thead>
          <tbody>
            {states.slice(0, STATES_SHOWN).map((row) => (
              <tr>
                <th scope="row">
                  <a href={cars({ state: [row.code] })} safe>
                    {row.name}
                  </a>
                </th>
                <td class="bar">
                  <Bar share={row.count / largest.count} tone="f-mid" />
                </td>
                <td class="num" safe>
                  {count(row.count)}
                </td>
                <td class="num" safe>
                  {lakh(row.median)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {others > 0 ? (
        <p>
          <a href="/cars" safe>
            {`${plural(others, 'more state', 'more states')} in the filters`}
          </a>
        </p>
      ) : null}
    </Block>
  )
}
