import type { Car } from '../../listing/car.ts'
import { hrefOf, nameOf, traits } from '../../listing/words.ts'
import { capital, count, distance, money } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { reader } from '../../platform/language/reader.ts'
import { DealMark, estimateWords, IntervalBar } from '../../pricing/views/deal.tsx'
import { LiveMark } from './live-marks.tsx'

type RowProps = {
  car: Car
  /** Whether the table has a column for the deal */
  rated: boolean
  /** How many other cars its estimate can be compared with */
  comparables: number
}

/**
 * Rows by their car, for as long as that is remembered: most questions find cars that others were shown before. As bytes,
 * since a string that was put together holds on to its parts, six times the room.
 */
const written = new WeakMap<Car, Map<string, Buffer>>()

/** The row of one car. It must say nothing but what its properties and the reader decide, as it is written once for all. */
export function ResultRow(props: RowProps): string {
  const { language, market } = reader()
  const key = [language, market.currency, market.locale, props.rated, props.comparables].join(' ')
  const rows = written.get(props.car) ?? new Map<string, Buffer>()
  written.set(props.car, rows)
  const row = rows.get(key) ?? Buffer.from(String(<Row {...props} />))
  rows.set(key, row)
  return row.toString()
}

function Row({ car, rated, comparables }: RowProps) {
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
                <span safe>
                  {t('{estimate}, {n, plural, one {# like it} other {# like it}}', {
                    estimate: estimateWords(car.estimate),
                    n: comparables,
                  })}
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
