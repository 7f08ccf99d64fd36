import { count, date, list, percent, yearOf } from '../../platform/language/format.ts'
import { sayStored, t } from '../../platform/language/message.ts'
import { Chart } from '../../platform/ui/charts/chart.tsx'
import { ShareDots } from '../../platform/ui/charts/share-dots.tsx'
import { Block } from '../../platform/ui/parts.tsx'
import { type Cell, DataTable } from '../../platform/ui/tables.tsx'
import type { Report } from './model-card.ts'
import { Limits } from './model-method.tsx'

/** The figures of the committed report. */
export function Measured({ report }: { report: Report }) {
  return (
    <div class="columns">
      <div class="pile">
        <Accuracy report={report} />
        <Limits />
      </div>
      <div class="pile">
        <Bands
          id="covered-price"
          title={t('Does the interval hold, dear and cheap?')}
          first={t('Asking price')}
          bands={report.coverage_by_price}
          report={report}
        />
        <Bands
          id="covered-age"
          title={t('Does the interval hold, young and old?')}
          first={t('Age')}
          bands={report.coverage_by_age}
          report={report}
        />
      </div>
    </div>
  )
}

type Spread = Report['coverage']

const inShare = ({ mean, lowest, highest }: Spread): Cell => ({
  text: percent(mean / 100, 2),
  sub: t('{from} to {to}', { from: percent(lowest / 100, 2), to: percent(highest / 100, 2) }),
})
const inR2 = ({ mean, lowest, highest }: Spread): Cell => ({
  text: percent(mean, 1),
  sub: t('{from} to {to}', { from: percent(lowest, 1), to: percent(highest, 1) }),
})

function Accuracy({ report }: { report: Report }) {
  const { model, median_of_trim_and_year: baseline, unseen_trims: unseen } = report
  return (
    <Block id="measured" title={t('How it was measured')}>
      <p safe>
        {t(
          'Ten-fold cross-validation on the {cars} cars of {source}, prices of {year}: everything is fitted and calibrated inside the training folds, {n, plural, one {# near duplicate stays in the fold of its} other {# near duplicates stay in the fold of their}} twin. Means over the seeds {seeds}; below them the lowest and highest.',
          {
            n: report.near_duplicates,
            cars: count(report.cars),
            source: report.source,
            year: yearOf(report.as_of),
            seeds: list(report.seeds.map(String)),
          },
        )}
      </p>
      <DataTable
        caption={
          report.measured_on === undefined
            ? t('Errors in % of the asking price')
            : t('Errors in % of the asking price, measured on {date}', {
                date: date(report.measured_on),
              })
        }
        columns={[
          { label: t('Method') },
          { label: 'R²', num: true },
          { label: t('Mean error (MAPE)'), num: true },
          { label: t('Median error'), num: true },
        ]}
        rows={[
          [
            { text: t('This model') },
            inR2(model.r2),
            inShare(model.mape),
            inShare(model.median_ape),
          ],
          [
            {
              text: t('Median of the same trim and year'),
              sub: t('what a careful reader could do'),
            },
            inR2(baseline.r2),
            inShare(baseline.mape),
            inShare(baseline.median_ape),
          ],
          [
            { text: t('This model, trims never seen'), sub: t('folds by trim, one seed') },
            { text: percent(unseen.r2, 1) },
            { text: percent(unseen.mape / 100, 2) },
            { text: percent(unseen.median_ape / 100, 2) },
          ],
        ]}
      />
      <p class="small soft" safe>
        {t(
          'On trims never seen the interval holds {share}: it is wider there. Training took {seconds} s for {columns} columns.',
          {
            share: percent(report.unseen_trims_coverage / 100, 1),
            seconds: report.training_seconds.toFixed(1),
            columns: count(report.columns),
          },
        )}
      </p>
    </Block>
  )
}

function Bands({
  id,
  title,
  first,
  bands,
  report,
}: {
  id: string
  title: string
  first: string
  bands: Report['coverage_by_age']
  report: Report
}) {
  const sorted = bands.toSorted((a, b) => a.coverage.mean - b.coverage.mean)
  const [least, most] = [sorted[0], sorted.at(-1)]
  if (!least || !most) return null
  const finding = t('It holds {low} to {high} of the prices, {all} overall.', {
    low: percent(least.coverage.mean / 100),
    high: percent(most.coverage.mean / 100),
    all: percent(report.coverage.mean / 100, 1),
  })
  const caption = t(
    'Share of prices inside the 90% interval: mean over the seeds (dot), lowest and highest (bar); the grey figure counts the cars.',
  )
  return (
    <Block id={id} title={title} kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: t('Share of prices inside the 90% interval'),
          columns: [
            { label: first },
            { label: t('Cars'), num: true },
            { label: t('Share'), num: true },
          ],
          rows: bands.map(({ band, message, cars, coverage }) => [
            { text: sayStored(message, band) },
            { text: count(cars) },
            inShare(coverage),
          ]),
        }}
      >
        <ShareDots
          rows={bands.map(({ band, message, cars, coverage: { mean, lowest, highest } }) => ({
            name: sayStored(message, band),
            note: count(cars),
            share: mean / 100,
            low: lowest / 100,
            high: highest / 100,
          }))}
          label={`${finding} ${caption}`}
          line={{ at: 0.9, label: percent(0.9) }}
        />
      </Chart>
    </Block>
  )
}
