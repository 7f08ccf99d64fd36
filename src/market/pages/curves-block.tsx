import type { CarFilter } from '../../listing/query.ts'
import { carsHref } from '../../listing/words.ts'
import { count, currencySign, list, moneyAxis, percent } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Chart } from '../../platform/ui/charts/chart.tsx'
import { Curves } from '../../platform/ui/charts/curves.tsx'
import { Block } from '../../platform/ui/parts.tsx'
import { type Depreciation, POINT } from './depreciation.ts'
import { depreciationFinding } from './findings.ts'
import { captionOf } from './price-blocks.tsx'

/** Prices of the most listed base models from the youngest make year on the left to the oldest. */
export function CurvesBlock({
  filter,
  depreciation,
}: {
  filter: CarFilter
  depreciation: Depreciation
}) {
  const { curves, index_year, left_out } = depreciation
  if (curves.length === 0) return null
  const { finding, named } = depreciationFinding(depreciation)
  const drawn = curves.map(({ base_model, points }) => ({
    name: base_model,
    link: { href: carsHref(filter, { base_model: [base_model] }), label: base_model },
    strong: named.includes(base_model),
    points: points
      .filter(({ year }) => index_year === null || year <= index_year)
      .map(({ year, index, price }) => ({ x: -year, y: index ?? price }))
      .reverse(),
  }))
  const most = Math.max(...drawn.flatMap(({ points }) => points.map(({ y }) => y)))
  const caption = captionOf(
    index_year === null
      ? t('Median asking price of the most listed base models by make year, youngest first.')
      : t(
          'Median asking price of the most listed base models by make year, as a share of the median of {year}, the youngest that all have.',
          { year: String(index_year) },
        ),
    t('Points of fewer than {n} cars are left out.', { n: POINT }),
    left_out.length > 0
      ? t('Left out, with too few make years in common with the others: {models}.', {
          models: list(left_out),
        })
      : '',
    t(
      'The yearly loss is the slope of a line through all points of a model, weighed by their cars.',
    ),
    t('Trims change over the years, too.'),
  )
  return (
    <Block id="depreciation" title={t('What models lose')} kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: t('Median asking price by base model and make year, {sign}', {
            sign: currencySign(),
          }),
          columns: [
            { label: t('Base model and make year') },
            { label: t('Cars'), num: true },
            { label: t('Median'), num: true },
            ...(index_year === null ? [] : [{ label: t('Share'), num: true }]),
          ],
          rows: curves.flatMap(({ base_model, points }) =>
            points.map(({ year, count: cars, price, index }) => [
              {
                text: `${base_model} ${year}`,
                href: carsHref(filter, {
                  base_model: [base_model],
                  year_min: year,
                  year_max: year,
                }),
              },
              { text: count(cars) },
              { text: count(price) },
              ...(index === null ? [] : [{ text: percent(index) }]),
            ]),
          ),
        }}
      >
        <Curves
          curves={drawn}
          label={`${finding} ${caption}`}
          tick={index_year === null ? moneyAxis(most) : (value) => percent(value)}
          xWords={(x) => String(-x)}
        />
      </Chart>
    </Block>
  )
}
