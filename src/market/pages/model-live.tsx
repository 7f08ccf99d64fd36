import type { DEALS } from '../../listing/car.ts'
import { carsHref, dealName } from '../../listing/words.ts'
import { count, percent } from '../../platform/language/format.ts'
import { sentence, t } from '../../platform/language/message.ts'
import { Chart } from '../../platform/ui/charts/chart.tsx'
import { ShareDots } from '../../platform/ui/charts/share-dots.tsx'
import { Block, Empty } from '../../platform/ui/parts.tsx'
import { DataTable } from '../../platform/ui/tables.tsx'
import { COMPARABLES_NEEDED } from '../../pricing/deal.ts'
import type { Coverage, ModelCard } from './model-card.ts'

/** How the model does on the market that is shown. */
export function Live(card: ModelCard) {
  const { model, all } = card
  if (!model || !all) {
    return (
      <Block id="live" title={t('On this market')}>
        <Empty
          text={t(
            'This market has no estimates: it has too few cars, or was imported before there were any.',
          )}
          links={[{ href: '/imports', label: t('Imports') }]}
        />
      </Block>
    )
  }
  return (
    <div class="columns">
      <LiveChart
        id="live-brand"
        title={t('On this market, by brand')}
        first={t('Brand')}
        rows={card.by_brand.map((row) => ({
          ...row,
          name: row.key,
          href: carsHref({ brand: [row.key] }),
        }))}
        all={all}
      />
      <LiveChart
        id="live-age"
        title={t('On this market, by age')}
        first={t('Age')}
        rows={card.by_age.map((row) => ({ ...row, name: ageName(row) }))}
        all={all}
      />
    </div>
  )
}

const ageName = ({ from, to }: { from: number; to: number | null }): string =>
  to === null ? t('{from} years and more', { from }) : t('{from} to {to} years', { from, to })

function LiveChart({
  id,
  title,
  first,
  rows,
  all,
}: {
  id: string
  title: string
  first: string
  rows: (Coverage & { name: string; href?: string })[]
  all: Coverage
}) {
  const sorted = rows.toSorted((a, b) => a.share - b.share)
  const [worst, best] = [sorted[0], sorted.at(-1)]
  if (!worst || !best) return null
  const finding = t(
    '{share} of {n, plural, one {# rated price lies in its interval} other {# rated prices lie in their intervals}}: {low} for {worst}, {high} for {best}.',
    {
      n: all.cars,
      share: percent(all.share, 1),
      low: percent(worst.share),
      worst: worst.name,
      high: percent(best.share),
      best: best.name,
    },
  )
  const caption = t(
    'Each by an estimate that has not seen its price: share (dot) and its 95% interval (bar), which is wide where there are few cars. The grey figure counts the rated cars; fewer than 20 are left out.',
  )
  return (
    <Block id={id} title={title} kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: t('Share of rated prices inside their interval'),
          columns: [
            { label: first },
            { label: t('Rated'), num: true },
            { label: t('Share'), num: true },
          ],
          rows: rows.map(({ name, href, cars, share, low, high }) => [
            { text: name, ...(href && { href }) },
            { text: count(cars) },
            {
              text: percent(share, 1),
              sub: t('{from} to {to}', { from: percent(low, 1), to: percent(high, 1) }),
            },
          ]),
        }}
      >
        <ShareDots
          rows={rows.map(({ name, cars, share, low, high }) => ({
            name,
            note: count(cars),
            share,
            low,
            high,
          }))}
          label={`${finding} ${caption}`}
          line={{ at: 0.9, label: percent(0.9) }}
        />
      </Chart>
    </Block>
  )
}

const PLACES: Record<(typeof DEALS)[number], string> = {
  great: sentence('in the lowest fifth of the interval, or below it'),
  good: sentence('in the second fifth'),
  fair: sentence('in the middle fifth'),
  high: sentence('in the fourth fifth'),
  overpriced: sentence('in the highest fifth, or above it'),
}

const REASONS: Record<string, { name: string; about: string }> = {
  'too few comparables': {
    name: sentence('Too few comparables'),
    about: sentence('fewer than {n} other cars of the same base model within two years'),
  },
  'distance in doubt': {
    name: sentence('Distance in doubt'),
    about: sentence('no car of its age can have driven the distance that is listed'),
  },
  'no estimate': {
    name: sentence('No estimate'),
    about: sentence('the market was too small to learn from'),
  },
}

export function RatingRule({ deals, reasons, cars, model }: ModelCard) {
  const rated = deals.reduce((sum, { count: some }) => sum + some, 0)
  return (
    <Block id="deals" title={t('How a price is rated')} span="wide">
      <p safe>
        {t(
          'The 90% interval is cut in five equal parts; the part in which the asking price lies is its rating. A price on a cut belongs to the cheaper part. Nobody can pay for a better one.',
        )}
      </p>
      <DataTable
        caption={
          model
            ? t(
                '{rated} of {cars} cars are rated ({share}); the model learnt from {learnt} of {offered}.',
                {
                  rated: count(rated),
                  cars: count(cars),
                  share: percent(cars === 0 ? 0 : rated / cars, 1),
                  learnt: count(model.learnt),
                  offered: count(model.offered),
                },
              )
            : t('No car of this market is rated.')
        }
        columns={[
          { label: t('Rating') },
          { label: t('Where the price lies') },
          { label: t('Cars'), num: true },
        ]}
        rows={[
          ...deals.map(({ deal, count: some }) => [
            {
              text: dealName(deal),
              ...(some > 0 && { href: `/cars?deal=${deal}` }),
            },
            { text: t(PLACES[deal as keyof typeof PLACES]) },
            { text: count(some) },
          ]),
          ...reasons.map(({ reason, count: some }) => {
            const words = REASONS[reason]
            return [
              { text: words ? t(words.name) : reason },
              { text: words ? t(words.about, { n: COMPARABLES_NEEDED }) : '' },
              { text: count(some) },
            ]
          }),
        ]}
      />
    </Block>
  )
}
