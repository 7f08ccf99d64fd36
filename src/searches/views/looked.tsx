import { hrefOf } from '../../listing/words.ts'
import { date, difference, money } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Block } from '../../platform/ui/parts.tsx'
import { type Cell, DataTable } from '../../platform/ui/tables.tsx'
import type { LookedCar } from '../looked-cars.ts'

/** What became of the cars that a reader looked at; the last one first. */
export function LookedCars({ looked }: { looked: LookedCar[] }) {
  if (looked.length === 0) return null
  const cheaper = looked.filter(({ now, price }) => now !== null && now < price).length
  const title =
    cheaper === 0
      ? t('Cars you looked at')
      : t(
          '{n, plural, one {# of the cars you looked at is cheaper} other {# of the cars you looked at are cheaper}}',
          { n: cheaper },
        )
  return (
    <Block id="looked" title={title}>
      <DataTable
        caption={t('What they asked when you first looked, and ask now')}
        columns={[
          { label: t('Car') },
          { label: t('Now'), num: true },
          { label: t('Asked then'), num: true },
          { label: t('First looked at') },
        ]}
        rows={looked.map(rowOf)}
      />
      <form method="post" action="/searches/looked/removal">
        <button class="button" type="submit" safe>
          {t('Forget these cars')}
        </button>
      </form>
    </Block>
  )
}

function rowOf({ id, car, on, price, now, state }: LookedCar): Cell[] {
  const gone = car === null || state.status === 'sold'
  return [
    car ? { text: car.title, href: hrefOf(car) } : { text: id },
    {
      text: now === null ? t('not listed') : money(now),
      sub: [
        ...(gone && now !== null ? [t('sold')] : []),
        ...(now === null || now === price ? [] : [difference(now - price)]),
        ...(state.simulated ? [t('simulated')] : []),
      ].join(', '),
    },
    { text: money(price) },
    { text: date(on) },
  ]
}
