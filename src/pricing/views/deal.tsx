import { type Car, DEALS, type Deal, dealPosition } from '../../listing/car.ts'
import { dealName } from '../../listing/words.ts'
import { lakh, lakhRange, money } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { across } from '../../platform/ui/charts/chart.tsx'

/** Why a price is not rated, as a sentence. */
export function reasonWords(reason: string | null): string {
  if (reason === 'too few comparables')
    return t('Not rated: fewer than three other cars of this model within two years are listed')
  if (reason === 'fuel not listed')
    return t('Not rated: no car of this model is listed with this fuel')
  return reason === 'distance in doubt'
    ? t('Not rated: no car of this age can have driven the distance that is listed')
    : t('Not rated: there is no estimate')
}

const STEP = 8.25
/** The places of the other ratings, as one shape: a list has many of them. */
const otherPlaces = (place: number): string =>
  [...DEALS.keys()]
    .filter((other) => other !== place)
    .map((other) => `M${6.25 + STEP * other} 4h1.5v6h-1.5z`)
    .join('')

/** A rating: the diamond among five places, a word and a tone, so that colour is never alone. */
export function DealMark({ deal }: { deal: Deal | null }) {
  if (deal === null) {
    return (
      <span class="none" safe>
        {t('Not rated')}
      </span>
    )
  }
  const place = DEALS.indexOf(deal)
  return (
    <span class={`deal ${deal}`}>
      <svg viewBox="0 0 47 14" aria-hidden="true">
        <path class="c-tone" d={`M${7 + STEP * place} .5l6.5 6.5-6.5 6.5-6.5-6.5z`} />
        <path class="f-edge" d={otherPlaces(place)} />
      </svg>
      <span safe>{dealName(deal)}</span>
    </span>
  )
}

/** 4.64 (3.92–5.36): an estimate with its interval, in lakh where the market counts so. */
export function estimateWords({ price, low, high }: NonNullable<Car['estimate']>): string {
  const [middle = ''] = lakhRange(price, price).text.split('–')
  return `${middle} (${lakhRange(low, high).text})`
}

/** Where 0 and 1 of the interval stand in a drawing, in %. */
const LOW = 20
const HIGH = 80
/** Where a position in the interval stands in a drawing, in %; what lies far outside stays at its edge. */
export const intervalPlace = (position: number) =>
  LOW + (HIGH - LOW) * Math.min(1.3, Math.max(-0.3, position))

/** The bar of a row: the band is the interval in five parts, the line the estimate, the diamond the asking price. */
export function IntervalBar({ car }: { car: Car }) {
  const { estimate, deal } = car
  const position = dealPosition(car)
  if (estimate === null || position === null) return null
  const middle = (estimate.price - estimate.low) / Math.max(1, estimate.high - estimate.low)
  return (
    <svg class={`interval ${deal}`} aria-hidden="true">
      <rect class="f-line" y="9.5" width="100%" height="1" />
      <svg x="20%" width="60%" viewBox="0 0 100 20" preserveAspectRatio="none">
        <path
          class="f-band"
          d="M0 7h19.5v6H0zM20.5 7h19v6h-19zM40.5 7h19v6h-19zM60.5 7h19v6h-19zM80.5 7H100v6H80.5z"
        />
      </svg>
      <rect class="f-ink" x={across(intervalPlace(middle))} y="3" width="1.5" height="14" />
      <svg x={across(intervalPlace(position))}>
        <path class="c-tone c-ring" d="M0 4l6 6-6 6-6-6z" />
      </svg>
    </svg>
  )
}

/** So that words beside a mark stay within the drawing. @param place in % */
export const anchorAt = (place: number): string => (place < 25 ? '' : place > 75 ? 'end' : 'mid')

/** The same large, with words: for the page of one car. Where nobody asks anything, or the price is not rated, it is the estimate alone. */
export function IntervalPlot({
  estimate,
  asks,
  deal,
}: {
  estimate: NonNullable<Car['estimate']>
  asks: number | null
  deal: Deal | null
}) {
  const width = Math.max(1, estimate.high - estimate.low)
  const placeOf = (price: number) => intervalPlace((price - estimate.low) / width)
  const at = (price: number) => across(placeOf(price))
  const rated = asks !== null && deal !== null
  const part = (HIGH - LOW) / DEALS.length
  const words = t('Estimate {price}; 90% interval from {low} to {high}', {
    price: money(estimate.price),
    low: money(estimate.low),
    high: money(estimate.high),
  })
  const label = rated ? `${t('Asking price {price}', { price: money(asks) })}; ${words}` : words
  return (
    <svg class="plot" height="142" role="img" aria-label={label}>
      <rect class="f-line" y="49" width="100%" height="2" />
      {DEALS.map((each, index) => (
        <>
          <rect
            class={rated ? `${each} c-tone` : 'f-band'}
            x={across(LOW + part * index + 0.15)}
            y="39"
            width={across(part - 0.3)}
            height="22"
          />
          {rated ? (
            <text
              class={['mid', each === deal && 'strong', index % 2 === 1 && 'low']}
              x={across(LOW + part * (index + 0.5))}
              y="80"
              safe
            >
              {dealName(each)}
            </text>
          ) : null}
        </>
      ))}
      {[estimate.low, estimate.high].map((end) => (
        <>
          <line class="l-axis" x1={at(end)} x2={at(end)} y1="64" y2="114" />
          <text class="mid" x={at(end)} y="130" safe>
            {lakh(end)}
          </text>
        </>
      ))}
      <text class={anchorAt(placeOf(estimate.price))} x={at(estimate.price)} y="112" safe>
        {t('estimate {price}', { price: lakh(estimate.price) })}
      </text>
      <svg x={at(estimate.price)}>
        <rect class="f-ink c-ring" x="-2" y="32" width="4" height="36" />
      </svg>
      {rated ? (
        <>
          <svg x={at(asks)}>
            <path class="f-ink c-ring" d="M0 35l12 15-12 15-12-15z" />
          </svg>
          <text class={`strong ${anchorAt(placeOf(asks))}`} x={at(asks)} y="14" safe>
            {t('asks {price}', { price: money(asks) })}
          </text>
        </>
      ) : null}
    </svg>
  )
}
