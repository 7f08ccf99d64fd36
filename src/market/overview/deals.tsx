import { type Car, DEALS, type Deal } from '../../listing/car.ts'
import { toSearch } from '../../listing/query.ts'
import { carTitle, dealName, hrefOf } from '../../listing/words.ts'
import { count, distance, money } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { across } from '../../platform/ui/charts/chart.tsx'
import { Linked, toCars } from '../../platform/ui/charts/linked.tsx'
import { Block } from '../../platform/ui/parts.tsx'
import { Scroll } from '../../platform/ui/tables.tsx'
import { DealMark } from '../../pricing/views/deal.tsx'

/** Cars by rating; `unrated` have too few comparables, or a distance in doubt. */
export type DealCounts = Record<Deal, number> & { unrated: number }

/** The lowest in the interval of their estimate, one of each base model. */
export function BestDeals({ best, great }: { best: Car[]; great: number }) {
  return (
    <Block id="best" title={t('Best deals now')} span="narrow">
      <p class="small soft">
        <span safe>
          {t(
            'Furthest below their estimate, one of each base model: a narrow interval and many cars like it count for more. A price far below can also mean something that the file does not say.',
          )}
        </span>{' '}
        <a href="/market/model" safe>
          {t('How it is rated')}
        </a>
      </p>
      <Scroll label={t('Best deals now')}>
        <table>
          <caption class="hidden" safe>
            {t('Best deals now')}
          </caption>
          <thead>
            <tr>
              <th scope="col" safe>
                {t('Car')}
              </th>
              <th scope="col" class="num" safe>
                {t('Asking price')}
              </th>
            </tr>
          </thead>
          <tbody>
            {best.map((car) => (
              <tr>
                <th scope="row">
                  <a href={hrefOf(car)} safe>
                    {carTitle(car)}
                  </a>
                  <span class="sub" safe>
                    {[car.trim, distance(car.km)].filter(Boolean).join(', ')}
                  </span>
                </th>
                <td class="num">
                  <b safe>{money(car.price)}</b>
                  <span class="sub" safe>
                    {t('{amount} below', {
                      amount: money(Math.max(0, (car.estimate?.price ?? car.price) - car.price)),
                    })}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p>
        <a href={`/cars${toSearch({ deal: ['great'] }, { sort: 'deal' })}`} safe>
          {t('All {n} great deals', { n: count(great) })}
        </a>
      </p>
    </Block>
  )
}

/** What a rating means, and how many cars have it. */
export function HowToRead({ counts }: { counts: DealCounts }) {
  const rated = DEALS.reduce((sum, deal) => sum + counts[deal], 0)
  let from = 0
  const parts = DEALS.map((deal) => {
    const part = { deal, from, width: (counts[deal] / Math.max(1, rated)) * 100 }
    from += part.width
    return part
  })
  return (
    <Block id="how" title={t('How to read a deal')}>
      <p safe>
        {t(
          'Nine in ten comparable cars ask a price inside the 90% interval. We cut that interval in five equal parts; the part in which the asking price falls is its rating. Below the interval counts as great, above it as overpriced.',
        )}
      </p>
      <svg
        class="plot"
        height="20"
        role="group"
        aria-label={t('{n} cars by rating', { n: count(rated) })}
      >
        {parts.map(({ deal, from, width }) => (
          <Linked link={toCars(dealName(deal), counts[deal], `/cars${toSearch({ deal: [deal] })}`)}>
            <rect
              class={`${deal} c-tone`}
              x={across(from)}
              width={across(Math.max(0.1, width - 0.2))}
              height="18"
            />
          </Linked>
        ))}
      </svg>
      <ul class="key">
        {DEALS.map((deal) => (
          <li>
            <a href={`/cars${toSearch({ deal: [deal] })}`}>
              <DealMark deal={deal} />
            </a>{' '}
            <span class="soft" safe>
              {count(counts[deal])}
            </span>
          </li>
        ))}
        {counts.unrated > 0 ? (
          <li class="soft" safe>
            {t(
              '{n} not rated: fewer than three other cars of their model within two years, or a distance in doubt',
              {
                n: count(counts.unrated),
              },
            )}
          </li>
        ) : null}
      </ul>
    </Block>
  )
}
