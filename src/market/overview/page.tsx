import type { Car } from '../../listing/car.ts'
import { toSearch } from '../../listing/query.ts'
import {
  count,
  currencySign,
  lakh,
  lakhNote,
  lakhRange,
  money,
  moneyAxis,
  percent,
  yearOf,
} from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Bar } from '../../platform/ui/charts/bar.tsx'
import { Chart } from '../../platform/ui/charts/chart.tsx'
import { RangeDots } from '../../platform/ui/charts/range-dots.tsx'
import { Block, Empty, type Figure, Figures, Head, Scroll } from '../../platform/ui/parts.tsx'
import type { Import } from '../../snapshots/import.ts'
import type { Bin, CarGroup } from '../../snapshots/read.ts'
import { spreadOf } from '../../snapshots/spread.ts'
import {
  PriceByYear,
  PriceHistogram,
  quarterColumns,
  quarters,
} from '../../snapshots/views/price-charts.tsx'
import { BestDeals, type DealCounts, HowToRead } from './deals.tsx'

/** The quantiles that the overview reads: `Overview` expects groups in this order. */

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
  /** Price of the base models with most cars, QUARTILES, most cars first */
  baseModelPrices: CarGroup[]
  /** Most cars first */
  states: StateRow[]
  /** The import that published this snapshot */
  account: Pick<Import, 'rows' | 'checksum'> | null
  /** null: this market has no estimates */
  deals: { counts: DealCounts; best: Car[] } | null
}

const cars = (filter: Parameters<typeof toSearch>[0]) => `/cars${toSearch(filter)}`

export function Overview(props: OverviewProps) {
  const { price } = props
  if (props.cars === 0 || !price) return <EmptyMarket />
  return (
    <div class="wrap flat">
      <Head
        title={t('Half of the used cars here ask less than {price}', {
          price: lakh(spreadOf(price).median),
        })}
        lede={lede(props)}
      />
      <Figures items={figures(props, price)} />
      {props.account ? <Account account={props.account} /> : null}
      <div class="columns">
        <PriceByYear byYear={props.byYear} total={props.cars} filter={{}} wide />
        {props.deals ? (
          <BestDeals best={props.deals.best} great={props.deals.counts.great} />
        ) : (
          <States states={props.states} />
        )}
      </div>
      <div class="columns">
        <PriceHistogram priceBins={props.priceBins} price={price} filter={{}} />
        <BaseModels {...props} />
      </div>
      {props.deals ? (
        <div class="columns">
          <HowToRead counts={props.deals.counts} />
          <States states={props.states} />
        </div>
      ) : null}
    </div>
  )
}

function EmptyMarket() {
  return (
    <div class="wrap flat">
      <Head title={t('No car has been published')} />
      <Empty
        text={t('The last import let no row pass. Its page says why, row by row.')}
        links={[
          { href: '/quality', label: t('What the import found') },
          { href: '/imports', label: t('Imports') },
        ]}
      />
    </div>
  )
}

function lede({ cars, brands, baseModels, byYear }: OverviewProps): string {
  const [first, last] = [byYear[0]?.keys[0], byYear.at(-1)?.keys[0]]
  const told = t(
    '{cars} of {brands} and {models}, {made}. Look at what sellers ask, and where each figure comes from.',
    {
      cars: t('{n, plural, one {# car} other {# cars}}', { n: cars }),
      brands: t('{n, plural, one {# brand} other {# brands}}', { n: brands }),
      models: t('{n, plural, one {# base model} other {# base models}}', { n: baseModels }),
      made:
        first === last
          ? t('made in {year}', { year: String(first) })
          : t('made from {first} to {last}', { first: String(first), last: String(last) }),
    },
  )
  return [told, lakhNote()].filter((part) => part !== '').join(' ')
}

function figures(props: OverviewProps, price: CarGroup): Figure[] {
  const { medianKm, medianAge, asOf } = props
  const { lower, median, upper } = spreadOf(price)
  const half = lakhRange(lower, upper)
  const items: Figure[] = [
    { label: t('cars for sale'), value: count(props.cars), href: '/cars' },
    {
      label: t('median asking price'),
      value: money(Math.round(median)),
      href: cars({ price_max: Math.round(median) }),
    },
    {
      label: t('the middle half asks'),
      value: half.text,
      unit: half.unit,
      href: cars({ price_min: Math.round(lower), price_max: Math.round(upper) }),
    },
  ]
  if (medianKm !== null) {
    items.push({
      label: t('median distance driven'),
      value: count(medianKm),
      unit: 'km',
      href: cars({ km_max: Math.round(medianKm) }),
    })
  }
  if (medianAge !== null) {
    items.push({
      label: t('median age at the end of {year}', { year: yearOf(asOf) }),
      value: count(medianAge),
      unit: t('{n, plural, one {year} other {years}}', { n: medianAge }),
      href: cars({ year_min: Number(yearOf(asOf)) - Math.round(medianAge) }),
    })
  }
  if (props.deals) {
    const { great, good } = props.deals.counts
    items.push({
      label: t('rated great or good'),
      value: count(great + good),
      href: cars({ deal: ['great', 'good'] }),
    })
  }
  return items
}

function Account({ account: { rows, checksum } }: { account: Pick<Import, 'rows' | 'checksum'> }) {
  const sum = t('{read} rows read = {published} published + {rejected} rejected + {duplicates}.', {
    read: count(rows.read),
    published: count(rows.published),
    rejected: count(rows.rejected),
    duplicates: t('{n, plural, one {# duplicate} other {# duplicates}}', { n: rows.duplicates }),
  })
  const total =
    checksum === null
      ? ''
      : checksum.agrees
        ? t("The file's own total, {total}, is exactly the sum of its listings.", {
            total: money(checksum.expected),
          })
        : t("The file's own total, {total}, is not the sum of its listings, {sum}.", {
            total: money(checksum.expected),
            sum: money(checksum.actual),
          })
  return (
    <p class="account">
      <strong safe>
        {checksum && !checksum.agrees ? t('The file contradicts itself.') : t('The data adds up.')}
      </strong>{' '}
      <span safe>{[sum, total].join(' ').trim()}</span>{' '}
      <a href="/quality" safe>
        {t('What the import found')}
      </a>
    </p>
  )
}

function BaseModels({ baseModelPrices }: OverviewProps) {
  const rows = baseModelPrices
    .map((row) => ({ name: String(row.keys[0]), count: row.count, ...spreadOf(row) }))
    .sort((a, b) => b.median - a.median)
  const [dearest, cheapest] = [rows[0], rows.at(-1)]
  if (!dearest || !cheapest) return null
  const finding =
    dearest === cheapest
      ? t('Half of the {model} cars ask less than {price}.', {
          model: dearest.name,
          price: lakh(dearest.median),
        })
      : t(
          'Of the {n} most listed models the {dearest} asks the most, the {cheapest} the least: {high} against {low}.',
          {
            n: count(rows.length),
            dearest: dearest.name,
            cheapest: cheapest.name,
            high: lakh(dearest.median),
            low: lakh(cheapest.median),
          },
        )
  const caption = t(
    'Median asking price (dot) and middle half (bar) of the {n, plural, one {# base model} other {# base models}} with most cars; the grey figure counts them.',
    { n: rows.length },
  )
  return (
    <Block id="models" title={t('Model by model')} kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: t('The base models with most cars, asking price in {sign}', {
            sign: currencySign(),
          }),
          columns: quarterColumns(t('Base model')),
          rows: rows.map((row) => [
            { text: row.name, href: cars({ base_model: [row.name] }) },
            ...quarters(row),
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
    <Block id="states" title={t('Where they were first registered')} span="narrow">
      <p class="small soft" safe>
        {t(
          '{share} were first registered in {state}. It is not where they are sold: the file does not say that.',
          { share: percent(largest.count / total), state: largest.name },
        )}
      </p>
      <Scroll label={t('Cars and median price by state of first registration')}>
        <table class="thin">
          <caption class="hidden" safe>
            {t('Cars and median asking price by state of first registration')}
          </caption>
          <thead>
            <tr>
              <th scope="col" safe>
                {t('State')}
              </th>
              <th scope="col" class="bar">
                <span class="hidden" safe>
                  {t('Share of the largest')}
                </span>
              </th>
              <th scope="col" class="num" safe>
                {t('Cars')}
              </th>
              <th scope="col" class="num" safe>
                {t('Median')}
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
            {t('{n, plural, one {# more state} other {# more states}} in the filters', {
              n: others,
            })}
          </a>
        </p>
      ) : null}
    </Block>
  )
}
