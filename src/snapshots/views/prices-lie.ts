import { lakh, percent } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import type { EvenBin } from '../../platform/ui/charts/even-bins.ts'
import type { CarGroup } from '../read.ts'

/** How far up the scale most of the cars are, in whole bins. */
const MOST = 0.7

/** Below which price most of the cars lie, and the sentence that says it. */
export function pricesLie(bins: EvenBin[], price: CarGroup) {
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  let below = 0
  let edge = bins[0]?.end ?? 0
  for (const bin of bins) {
    below += bin.count
    edge = bin.end
    if (below >= total * MOST) break
  }
  const top = price.quantiles[3]
  const most =
    below === total
      ? t('All ask less than {price}', { price: lakh(edge) })
      : t('{share} ask less than {price}', { share: percent(below / total), price: lakh(edge) })
  const finding =
    top !== undefined && total >= 100
      ? t('{most}; one in a hundred asks {price} or more.', { most, price: lakh(top) })
      : `${most}.`
  return { edge, finding }
}
