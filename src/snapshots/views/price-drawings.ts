import { lakh, list } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import type { BandPoint } from '../../platform/ui/charts/band-line.tsx'
import { type EvenBin, evenBins } from '../../platform/ui/charts/even-bins.ts'
import type { Bin, CarGroup } from '../read.ts'
import { spreadOf } from '../spread.ts'
import { ENOUGH, priceByAge } from './price-by-age.ts'
import { pricesLie } from './prices-lie.ts'

/** What a drawing shows and says, on the page and on paper. Prices in the currency of the market. */
type Drawing = { finding: string; caption: string }

export type ByYear = Drawing & { points: BandPoint[]; pair: number[]; most: number }

/** @param byYear quartiles of the price, oldest first @param total cars in all @param least see priceByAge */
export function byYearOf({
  byYear,
  total,
  least = ENOUGH,
}: {
  byYear: CarGroup[]
  total: number
  least?: number | undefined
}): ByYear | null {
  if (byYear.length === 0) return null
  const { shown, left, pair, finding } = priceByAge(byYear, total, least)
  const points = shown.map((row) => ({ x: Number(row.keys[0]), ...spreadOf(row) }))
  const caption = [
    t('Median asking price by make year; the band holds the middle half.'),
    left.length === 0
      ? ''
      : t('Years with fewer than {enough} cars ({years}) are left out.', {
          enough: least,
          years: list(left),
        }),
    points.length > 1 ? t('The mix of models differs from year to year.') : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
  return { points, pair, finding, caption, most: Math.max(...points.map(({ upper }) => upper)) }
}

export type PriceBins = Drawing & {
  bins: EvenBin[]
  /** Where most of the cars lie below */
  edge: number
  median: number
  line: string
}

/** @param price quartiles and the 99th percentile of all cars */
export function priceBinsOf({
  priceBins,
  price,
}: {
  priceBins: Bin[]
  price: CarGroup | null
}): PriceBins | null {
  const bins = evenBins(priceBins)
  if (bins.length < 2 || !price) return null
  const { finding, edge } = pricesLie(bins, price)
  const { median } = spreadOf(price)
  const steps = { step: lakh((bins[0]?.end ?? 0) - (bins[0]?.from ?? 0)), edge: lakh(edge) }
  const caption = bins.at(-1)?.open
    ? t(
        'Cars by asking price, one bar for each {step}; dark below {edge}; the last bar holds all above.',
        steps,
      )
    : t('Cars by asking price, one bar for each {step}; dark below {edge}.', steps)
  return {
    bins,
    finding,
    caption,
    edge,
    median,
    line: t('median {price}', { price: lakh(median) }),
  }
}
