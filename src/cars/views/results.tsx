import type { Car } from '../../listing/car.ts'
import type { Sort, SortField } from '../../listing/query.ts'
import { hrefOf, nameOf, traits } from '../../listing/words.ts'
import { capital, count, currencySign, distance, money } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import type { Swap } from '../../platform/ui/lists.tsx'
import { DealMark, estimateWords, IntervalBar } from '../../pricing/views/deal.tsx'
import { LiveMark, LiveMarks } from './live-marks.tsx'

/** Which way a field is sorted when its head is pressed first. */
const FIRST: Record<SortField, Sort> = {
  year: '-year',
  km: 'km',
  price: 'price',
  emi: 'emi',
  deal: 'deal',
}

/**
 * The roles are written out because a phone shows the rows as cards, and a table that is not displayed
 * as a table loses them.
 */
export function Results({
  cars,
  sort,
  year,
  sortHref,
  swap,
  comparables,
}: {
  cars: Car[]
  /** How many other cars the estimate of one can be compared with */
  comparables: (car: Car) => number
  sort: Sort
  /** Year of the prices */
  year: string
  sortHref: (sort: Sort) => string
  swap: Swap
}) {
  const head = (field: SortField, label: string) => (
    <SortHead field={field} label={label} sort={sort} sortHref={sortHref} swap={swap} />
  )
  const rated = cars.some(({ estimate }) => estimate !== null)
  return (
    <div class="results" id="list" tabindex="-1">
      <table role="table">
        <caption safe>
          {rated
            ? t(
                'Asking prices of {year} in {sign}, estimates rounded. On each bar: the band is the interval in five parts, the line the estimate, the diamond the asking price.',
                { year, sign: currencySign() },
              )
            : t('Asking prices of {year}, in {sign}.', { year, sign: currencySign() })}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col" safe>
              {t('Car')}
            </th>
            {head('year', t('Year'))}
            {head('km', t('Km'))}
            {head('price', t('Asking price'))}
            {rated ? (
              <SortHead
                field="deal"
                label={t('Deal, estimate (90% interval)')}
                sort={sort}
                sortHref={sortHref}
                swap={swap}
                text
              />
            ) : null}
          </tr>
        </thead>
        <tbody
          role="rowgroup"
          hx-target:inherited="#tray"
          hx-swap:inherited="innerHTML"
          hx-push-url:inherited="false"
        >
          {cars.map((car) => (
            <Row car={car} rated={rated} comparables={comparables(car)} />
          ))}
        </tbody>
      </table>
      <LiveMarks ids={cars.map(({ id }) => id)} />
    </div>
  )
}

function SortHead({
  field,
  label,
  sort,
  sortHref,
  swap,
  text,
}: {
  /** The column holds words, not numbers */
  text?: boolean
  field: SortField
  label: string
  sort: Sort
  sortHref: (sort: Sort) => string
  swap: Swap
}) {
  const order = sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : undefined
  const next: Sort =
    order === undefined ? FIRST[field] : order === 'ascending' ? `-${field}` : field
  const href = sortHref(next)
  return (
    <th
      role="columnheader"
      scope="col"
      class={[!text && 'num']}
      {...(order ? { 'aria-sort': order } : {})}
    >
      <a id={`sort-${field}`} href={href} {...swap(href)} safe>
        {label}
      </a>
    </th>
  )
}

function Row({ car, rated, comparables }: { car: Car; rated: boolean; comparables: number }) {
  const facts = [...traits(car), ...(car.state ? [car.state] : [])].join(', ')
  return (
    <tr role="row">
      <th role="rowheader" scope="row" class="car">
        <a href={hrefOf(car)} safe>
          {nameOf(car)}
        </a>{' '}
        <span safe>{car.trim}</span> <LiveMark id={car.id} />
        <span class="sub">
          <span class="phone" safe>{`${car.year}, ${distance(car.km)}, `}</span>
          <span safe>{capital(facts)}</span>
        </span>
        <label class="tick">
          <input
            type="checkbox"
            id={`tick-${car.id}`}
            name="add"
            value={car.id}
            form="ticked"
            hx-get={`/compare/tray?${new URLSearchParams({ car: car.id })}`}
          />{' '}
          <span safe>{t('Compare')}</span>
          <span class="hidden" safe>{` ${car.title}, ${money(car.price)}`}</span>
        </label>
      </th>
      <td role="cell" class="num fact">
        {car.year}
      </td>
      <td role="cell" class="num fact" safe>
        {count(car.km)}
      </td>
      <td role="cell" class="num price">
        <b safe>{money(car.price)}</b>
        {car.emi === null ? null : (
          <span safe>{t('{amount} a month', { amount: money(car.emi) })}</span>
        )}
      </td>
      {rated ? (
        <td role="cell" class="worth">
          <div>
            <DealMark deal={car.deal} />{' '}
            {car.estimate ? (
              <span>
                <span class="hidden" safe>
                  {t('Estimate')}
                </span>{' '}
                <span safe>{estimateWords(car.estimate)}</span>{' '}
                <span safe>
                  {t('from {n, plural, one {# like it} other {# like it}}', { n: comparables })}
                </span>
              </span>
            ) : null}
          </div>
          <IntervalBar car={car} />
        </td>
      ) : null}
    </tr>
  )
}
