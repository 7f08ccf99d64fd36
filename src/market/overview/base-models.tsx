import { carsHref } from '../../listing/words.ts'
import { count, currencySign, lakh, moneyAxis } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Chart } from '../../platform/ui/charts/chart.tsx'
import { toCars } from '../../platform/ui/charts/linked.tsx'
import { RangeDots } from '../../platform/ui/charts/range-dots.tsx'
import { Block } from '../../platform/ui/parts.tsx'
import { spreadOf } from '../../snapshots/spread.ts'
import { quarterColumns, quarters } from '../../snapshots/views/price-charts.tsx'
import type { OverviewProps } from './overview-props.ts'

export function BaseModels({ baseModelPrices }: OverviewProps) {
  const rows = baseModelPrices
    .map((row) => ({ name: String(row.keys[0]), count: row.count, ...spreadOf(row) }))
    .sort((a, b) => b.median - a.median)
  const [dearest, cheapest] = [rows[0], rows.at(-1)]
  if (!dearest || !cheapest) return null
  const finding =
    dearest === cheapest
      ? t('Half of the {model} cars ask less than {price}.', {
          model: dearest.name,
          price: lakh(dearest.median),
        })
      : t(
          'Of the {n} most listed models the {dearest} asks the most, the {cheapest} the least: {high} against {low}.',
          {
            n: count(rows.length),
            dearest: dearest.name,
            cheapest: cheapest.name,
            high: lakh(dearest.median),
            low: lakh(cheapest.median),
          },
        )
  const caption = t(
    'Median asking price (dot) and middle half (bar) of the {n, plural, one {# base model} other {# base models}} with most cars; the grey figure counts them.',
    { n: rows.length },
  )
  return (
    <Block id="models" title={t('Model by model')} kicker>
      <Chart
        finding={finding}
        caption={caption}
        table={{
          caption: t('The base models with most cars, asking price in {sign}', {
            sign: currencySign(),
          }),
          columns: quarterColumns(t('Base model')),
          rows: rows.map((row) => [
            { text: row.name, href: carsHref({ base_model: [row.name] }) },
            ...quarters(row),
          ]),
        }}
      >
        <RangeDots
          rows={rows.map((row) => ({
            ...row,
            link: toCars(row.name, row.count, carsHref({ base_model: [row.name] })),
          }))}
          label={`${finding} ${caption}`}
          tick={moneyAxis(Math.max(...rows.map(({ upper }) => upper)))}
        />
      </Chart>
    </Block>
  )
}
