import { filterWords } from '../../listing/filter-words.ts'
import { lakh, yearOf } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import type { Report } from '../report.ts'
import { ACCENT, BAND, card, EDGE, lines, SOFT, WIDE, words } from './card.ts'

/** Letters of a name that is set large */
const SHORT = 50

/** The cars of a filter for those who pass its address on: how many there are, and what they ask. */
export function marketPicture(report: Report, site: string): string {
  const { filter, total, price, snapshot } = report
  const [lower = 0, median = lower, upper = median] = price?.quantiles ?? []
  const name = nameOf(report)
  const size = name.length > SHORT ? 40 : 60
  const title = lines(name, size, size === 40 ? 3 : 2)
  const below = 176 + size * 1.1 * (title.length - 1)
  const cars = t('{n, plural, one {# car} other {# cars}}', { n: total })
  const asked = price
    ? t('{cars}, half of them between {lower} and {upper}', {
        cars,
        lower: lakh(lower),
        upper: lakh(upper),
      })
    : cars
  return card(
    [
      ...title.map((line, at) => words(line, EDGE, 176 + size * 1.1 * at, { size, bold: true })),
      words(asked, EDGE, below + 52, { size: 32, fill: SOFT }),
      ...(price ? bars(report, below + 90, median) : []),
    ],
    { site, note: t('Asking prices of {year}', { year: yearOf(snapshot.as_of) }) },
  )

  function nameOf({ stateNames }: Report): string {
    const keys = Object.keys(filter)
    if (keys.length === 0) return t('Market report')
    const { brand = [], base_model = [] } = filter
    const isModel = keys.every((key) => key === 'brand' || key === 'base_model')
    return isModel && brand.length === 1 && base_model.length < 2
      ? [...brand, ...base_model].join(' ')
      : filterWords(filter, stateNames)
  }
}

const BOTTOM = 520

/** How prices spread; the bar of the median is marked, and its price stands below. */
function bars({ priceBins }: Report, top: number, median: number): string[] {
  const most = Math.max(1, ...priceBins.map((bin) => bin.count))
  const width = WIDE / Math.max(1, priceBins.length)
  const last = priceBins.length - 1
  const middle = priceBins.findIndex(
    ({ from, to }, at) => median >= from && (median < to || at === last),
  )
  const anchor = middle < last * 0.15 ? 'start' : middle > last * 0.85 ? 'end' : 'middle'
  return [
    ...priceBins.map((bin, at) => {
      const height = ((BOTTOM - top) * bin.count) / most
      return `<rect x="${EDGE + at * width + 1}" y="${BOTTOM - height}" width="${width - 2}" height="${height}" fill="${at === middle ? ACCENT : BAND}"/>`
    }),
    words(
      t('median {price}', { price: lakh(median) }),
      EDGE + (middle + 0.5) * width,
      BOTTOM + 40,
      {
        size: 30,
        bold: true,
        fill: ACCENT,
        anchor,
      },
    ),
  ]
}
