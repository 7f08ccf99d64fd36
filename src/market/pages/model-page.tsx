import { count, lakhNote, percent, yearOf } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Crumbs, Figures, Head, Notice } from '../../platform/ui/parts.tsx'
import type { ModelCard, Report } from './model-card.ts'
import { Kept } from './model-kept.tsx'
import { Live, RatingRule } from './model-live.tsx'
import { Measured } from './model-measured.tsx'
import { Limits, Method, Sources } from './model-method.tsx'

export function modelTitle({ report }: ModelCard): string {
  return report
    ? t('Half of the estimates miss the asking price by less than {share}', {
        share: percent(report.model.median_ape.mean / 100, 1),
      })
    : t('How the estimate works')
}

/** The model card: what the estimate is, how good it was measured to be, how it does here, and where it fails. */
export function ModelPage(card: ModelCard) {
  const { report, asOf } = card
  return (
    <div class="wrap flat">
      <Crumbs
        links={[{ href: '/market', label: t('Market') }]}
        here={t('How the estimate works')}
      />
      <Head
        title={modelTitle(card)}
        lede={[
          t(
            'It estimates what a car like this asks on this market, with prices of {year}. It never says what a car is worth.',
            { year: yearOf(asOf) },
          ),
          lakhNote(),
        ]
          .join(' ')
          .trim()}
      />
      {report ? (
        <Summary report={report} />
      ) : (
        <Notice
          warn
          text={t('No figures were measured apart from this market. Its own stand below.')}
        />
      )}
      <div class="columns">
        <Method />
        <Sources />
      </div>
      {report ? <Measured report={report} /> : null}
      <Live {...card} />
      <Kept {...card} />
      <div class="columns">
        <RatingRule {...card} />
        {report ? null : <Limits />}
      </div>
    </div>
  )
}

function Summary({ report }: { report: Report }) {
  const { model, coverage, half_width, unseen_trims } = report
  return (
    <Figures
      items={[
        { label: t('of the variation explained (R²)'), value: percent(model.r2.mean, 1) },
        { label: t('mean error (MAPE)'), value: percent(model.mape.mean / 100, 1) },
        { label: t('median error'), value: percent(model.median_ape.mean / 100, 1) },
        {
          label: t('of prices inside the 90% interval'),
          value: percent(coverage.mean / 100, 1),
        },
        {
          label: t('to either side: the median interval'),
          value: `±${percent(half_width.mean / 100, 1)}`,
        },
        {
          label: t('mean error on trims never seen'),
          value: percent(unseen_trims.mape / 100, 1),
        },
        { label: t('cars it was measured on'), value: count(report.cars) },
      ]}
    />
  )
}
