import type { Car, Deal } from '../../listing/car.ts'
import { carsHref, hrefOf, nameOf } from '../../listing/words.ts'
import { count, money, yearOf } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Block } from '../../platform/ui/parts.tsx'
import { DealMark, IntervalPlot, reasonWords } from '../../pricing/views/deal.tsx'
import type { Similar as SimilarCar } from '../../snapshots/similar.ts'
import { ruleWords } from '../../snapshots/views/rule-words.ts'
import type { CarPageProps } from './car-props.ts'
import { LiveLink, LiveMark, LiveMarks } from './live-marks.tsx'
import { PriceStrip } from './price-strip.tsx'

export function Offer({ car, snapshot, similar, others, rules, comparables }: CarPageProps) {
  const months = car.loan?.months
  const monthly =
    car.emi === null
      ? null
      : months
        ? t('or {amount} a month for {n, plural, one {# month} other {# months}}', {
            n: months,
            amount: money(car.emi),
          })
        : t('or {amount} a month', { amount: money(car.emi) })
  return (
    <Block id="offer" title={offerTitle(car, similar)} span="wide">
      <div class="offer">
        <p>
          <span class="hidden" safe>
            {t('Asking price')}
          </span>{' '}
          <span safe>{money(car.price)}</span>
        </p>
        <p>
          {car.estimate ? <DealMark deal={car.deal} /> : null}
          {monthly ? (
            <span class="sub" safe>
              {monthly}
            </span>
          ) : null}
        </p>
        <p role="status">
          <LiveMark id={car.id} />
        </p>
        <LiveMarks ids={[car.id]} look={car.id} />
      </div>
      <PriceStrip car={car} others={others} />
      {car.estimate ? (
        <>
          <IntervalPlot estimate={car.estimate} asks={car.price} deal={car.deal} />
          <p class="small soft">
            <span safe>
              {t(
                'Nine in ten such cars ask a price inside the interval; its five parts are the five ratings. This car’s own price was left out of its estimate.',
              )}
            </span>{' '}
            <span safe>{comparedWith(car, comparables)}</span>{' '}
            <a href="/market/model" safe>
              {t('How the estimate works')}
            </a>
          </p>
        </>
      ) : snapshot.estimates ? (
        <p class="small soft" safe>
          {reasonWords(car.deal_reason)}
        </p>
      ) : null}
      <p class="small soft" safe>
        {t(
          'The asking price of {year}, as the file lists it. It is what the seller wants, not what the car is worth.',
          { year: yearOf(snapshot.as_of) },
        )}
      </p>
      {rules.length > 0 ? (
        <div class="notice">
          <p>
            <strong safe>
              {t(
                '{n, plural, one {One rule has} other {# rules have}} something to say about this listing',
                { n: rules.length },
              )}
            </strong>
          </p>
          <ul>
            {rules.map(({ id, text }) => (
              <li>
                <span safe>{ruleWords(text)}</span>{' '}
                <a href={`/quality#rule-${encodeURIComponent(id)}`}>
                  <code safe>{id}</code>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <p class="actions">
        <a
          class="button main"
          href={carsHref({ brand: [car.brand], base_model: [car.base_model] })}
          safe
        >
          {t('All {model} cars', { model: nameOf(car) })}
        </a>{' '}
        <a
          class="button"
          rel="nofollow"
          href={`/compare/choose?${new URLSearchParams({ add: car.id })}`}
          safe
        >
          {t('Add to comparison')}
        </a>{' '}
        <a
          class="button"
          href={`/compare?${new URLSearchParams([['id', car.id], ...similar.slice(0, 1).map((other) => ['id', other.car.id])])}`}
          safe
        >
          {t('Compare with the nearest')}
        </a>{' '}
        <a class="button" href={judgeHref(car)} safe>
          {t('Judge another price for it')}
        </a>{' '}
        <a class="button" href={`/api${hrefOf(car)}`}>
          JSON
        </a>{' '}
        <LiveLink id={car.id} />
      </p>
    </Block>
  )
}

/** How many cars the estimate can be held against, and why it may not rate the price. */
function comparedWith({ deal_reason }: Car, n: number): string {
  if (deal_reason === 'too few comparables') {
    return n === 0
      ? t('Not rated: no other car of this model within two years is listed, and it takes three.')
      : t(
          'Not rated: only {n, plural, one {one other car of this model within two years is} other {# other cars of this model within two years are}} listed, and it takes three.',
          { n },
        )
  }
  const near = t(
    '{n, plural, one {# other car of this model within two years is listed.} other {# other cars of this model within two years are listed.}}',
    { n },
  )
  return deal_reason === null ? near : `${reasonWords(deal_reason)}. ${near}`
}

/** The form that judges a price, filled in with this car. */
function judgeHref(car: Car): string {
  const { brand, base_model, trim, year, km, fuel, transmission, owners, state, price } = car
  const known = Object.entries({
    brand,
    base_model,
    trim,
    year,
    km,
    fuel,
    transmission,
    owners,
    state,
    asking_price: price,
  }).filter(([, value]) => value !== null && value !== '')
  return `/estimate?${new URLSearchParams(known.map(([name, value]) => [name, String(value)]))}`
}

/** A good price, ₹92,000 under the estimate. */
function dealTitle(apart: number, deal: Deal): string {
  const amount = money(Math.abs(apart))
  const under = apart <= 0
  return {
    great: t('A great price, {amount} under the estimate', { amount }),
    good: t('A good price, {amount} under the estimate', { amount }),
    fair: under
      ? t('A fair price, {amount} under the estimate', { amount })
      : t('A fair price, {amount} over the estimate', { amount }),
    high: t('A high price, {amount} over the estimate', { amount }),
    overpriced: t('Overpriced, {amount} over the estimate', { amount }),
  }[deal]
}

/** The finding: where this price stands among those of similar cars. */
function offerTitle(car: Car, similar: SimilarCar[]): string {
  if (car.estimate && car.deal) return dealTitle(car.price - car.estimate.price, car.deal)
  if (similar.length === 0) return t('The offer')
  const dearer = similar.filter((other) => other.car.price > car.price).length
  const all = count(similar.length)
  if (similar.length === 1) {
    return dearer === 1
      ? t('The most similar car asks more')
      : t('The most similar car does not ask more')
  }
  if (dearer === similar.length) return t('All of the {all} most similar cars ask more', { all })
  if (dearer === 0) return t('None of the {all} most similar cars asks more', { all })
  return t(
    '{n, plural, one {# of the {all} most similar cars asks} other {# of the {all} most similar cars ask}} more',
    { n: dearer, all },
  )
}
