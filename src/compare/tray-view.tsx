import type { Car } from '../listing/car.ts'
import { carTitle, hrefOf } from '../listing/words.ts'
import { money } from '../platform/language/format.ts'
import { t } from '../platform/language/message.ts'
import { compareHref } from './tray.ts'

/** What was ticked, and the way to see it side by side. */
export function Tray({ cars }: { cars: Car[] }) {
  if (cars.length === 0) return ''
  return (
    <>
      <ul class="inline" aria-label={t('Cars to compare')}>
        {cars.map((car) => (
          <li>
            <a href={hrefOf(car)} safe>{`${carTitle(car)}, ${money(car.price)}`}</a>
          </li>
        ))}
      </ul>
      <p class="actions">
        <a class="button main" href={compareHref(cars.map(({ id }) => id))} safe>
          {cars.length === 1
            ? t('Look at it; tick another to compare')
            : t('Compare {n, plural, one {# car} other {# cars}}', { n: cars.length })}
        </a>{' '}
        <a class="button" href="/compare/choose" rel="nofollow" safe>
          {t('Empty the tray')}
        </a>
      </p>
    </>
  )
}
