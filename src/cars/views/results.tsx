import type { Car } from '../../listing/car.ts'
import type { Sort, SortField } from '../../listing/query.ts'
import { currencySign } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import type { Swap } from '../../platform/ui/lists.tsx'
import { LiveMarks } from './live-marks.tsx'
import { ResultRow } from './result-row.tsx'

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
              {t('Car, ticked to compare')}
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
            <ResultRow car={car} rated={rated} comparables={comparables(car)} />
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
