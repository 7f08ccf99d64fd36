import { max, min } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { hrefOf } from '../../listing/words.ts'
import { lakh, money } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { across } from '../../platform/ui/charts/chart.tsx'
import { Linked } from '../../platform/ui/charts/linked.tsx'
import { anchorAt } from '../../pricing/views/deal.tsx'
import type { CarPageProps } from './car-props.ts'

const HEIGHT = 78
/** Fewer are told in words as well. */
const FEWEST = 3

/** Where this price lies among those of the other cars of its model and age: each a line that leads to its car. */
export function PriceStrip({ car, others }: Pick<CarPageProps, 'car' | 'others'>) {
  if (others.length < FEWEST) return null
  const prices = [car.price, ...others.map(({ price }) => price)]
  const [least, most] = [min(prices) ?? 0, max(prices) ?? 1]
  const x = scaleLinear([least, Math.max(most, least + 1)], [2, 98])
  const less = others.filter(({ price }) => price < car.price).length
  const here = x(car.price)
  const finding =
    less === 0
      ? t(
          'None of the {n, plural, one {# other car} other {# other cars}} of this model within two years asks less',
          { n: others.length },
        )
      : t(
          '{less} of the {n, plural, one {# other car} other {# other cars}} of this model within two years ask less',
          { less, n: others.length },
        )
  return (
    <figure class="chart">
      <figcaption class="small" safe>
        {finding}
      </figcaption>
      <svg class="plot strip" height={HEIGHT} role="group" aria-label={finding}>
        <line class="l-grid" x2="100%" y1="40" y2="40" />
        {others.map((other) => (
          // They lie too close for a finger or a row of tabs: the table of similar cars leads there, too.
          <Linked link={{ href: hrefOf(other), label: `${other.title}, ${money(other.price)}` }}>
            <rect class="f-mid" x={across(x(other.price))} y="28" width="3" height="24" />
          </Linked>
        ))}
        <svg x={across(here)}>
          <path class="f-ink c-ring" d="M1.5 25l12 15-12 15-12-15z" />
        </svg>
        <text class={`strong ${anchorAt(here)}`} x={across(here)} y="14" safe>
          {t('this car')}
        </text>
        <text y="72" safe>
          {lakh(least)}
        </text>
        <text class="end" x="100%" y="72" safe>
          {lakh(most)}
        </text>
      </svg>
    </figure>
  )
}
