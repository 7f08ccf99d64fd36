import { capital, count, currencySign, distance, money } from '../../platform/ui/format.ts'
import type { Swap } from '../../platform/ui/parts.tsx'
import type { Car } from '../car.ts'
import type { Sort, SortField } from '../query.ts'
import { hrefOf, nameOf, traits } from './words.ts'

/** Which way a field is sorted when its head is pressed first. */
const FIRST: Record<SortField, Sort> = { year: '-year', km: 'km', price: 'price', emi: 'emi' }

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
}: {
  cars: Car[]
  sort: Sort
  /** Year of the prices */
  year: string
  sortHref: (sort: Sort) => string
  swap: Swap
}) {
  const head = (field: SortField, label: string) => (
    <SortHead field={field} label={label} sort={sort} sortHref={sortHref} swap={swap} />
  )
  return (
    <div class="results">
      <table role="table">
        <caption safe>{`Asking prices of ${year}, in ${currencySign()}.`}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              Car
            </th>
            {head('year', 'Year')}
            {head('km', 'Km')}
            {head('price', 'Asking price')}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {cars.map((car) => (
            <Row car={car} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function SortHead({
  field,
  label,
  sort,
  sortHref,
  swap,
}: {
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
    <th role="columnheader" scope="col" class="num" {...(order ? { 'aria-sort': order } : {})}>
      <a id={`sort-${field}`} href={href} {...swap(href)} safe>
        {label}
      </a>
    </th>
  )
}

function Row({ car }: { car: Car }) {
  const facts = [...traits(car), ...(car.state ? [car.state] : [])].join(', ')
  return (
    <tr role="row">
      <th role="rowheader" scope="row" class="car">
        <a href={hrefOf(car)} safe>
          {nameOf(car)}
        </a>{' '}
        <span safe>{car.trim}</span>
        <span class="sub">
          <span class="phone" safe>{`${car.year}, ${distance(car.km)}, `}</span>
          <span safe>{capital(facts)}</span>
        </span>
      </th>
      <td role="cell" class="num fact">
        {car.year}
      </td>
      <td role="cell" class="num fact" safe>
        {count(car.km)}
      </td>
      <td role="cell" class="num price">
        <b safe>{money(car.price)}</b>
        {car.emi === null ? null : <span safe>{`${money(car.emi)} a month`}</span>}
      </td>
    </tr>
  )
}
