import { type Car, DEALS, dealPosition } from '../../listing/car.ts'
import { carTitle, dealName, traits } from '../../listing/words.ts'
import { capital, distance, lakh, money, yearOf } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { intervalPlace } from '../../pricing/views/deal.tsx'
import { ACCENT, card, EDGE, INK, lines, PAPER, SOFT, TONES, WIDE, words } from './card.ts'

/** A car for those who pass its address on: what it is, what it asks, and where that lies in the interval. */
export function carPicture(car: Car, asOf: string, site: string): string {
  const title = lines(carTitle(car), 68, 2)
  const below = 88 + 92 + 74 * (title.length - 1)
  const place = car.state_name ?? car.state
  const facts = [...traits(car), distance(car.km), ...(place ? [place] : [])].join(', ')
  const [known = ''] = lines(capital(facts), 30, 1)
  const note = t('Asking price of {year}; an estimate, not a valuation', { year: yearOf(asOf) })
  return card(
    [
      ...title.map((line, at) => words(line, EDGE, 88 + 92 + 74 * at, { size: 68, bold: true })),
      words(known, EDGE, below + 50, { size: 30, fill: SOFT }),
      words(money(car.price), EDGE, below + 160, { size: 92, bold: true, fill: ACCENT }),
      ...(car.estimate && car.deal ? rating(car, car.estimate, car.deal, below + 160) : []),
    ],
    { site, note },
  )
}

const TOP = 470
const LOW = EDGE + WIDE * 0.2
const PART = (WIDE * 0.6) / DEALS.length

function rating(
  car: Car,
  estimate: NonNullable<Car['estimate']>,
  deal: NonNullable<Car['deal']>,
  foot: number,
): string[] {
  const asks = EDGE + (WIDE * intervalPlace(dealPosition(car) ?? 0)) / 100
  const tone = TONES[deal] ?? INK
  return [
    words(dealName(deal), EDGE + WIDE, foot, {
      size: 52,
      bold: true,
      fill: tone,
      anchor: 'end',
    }),
    `<rect x="${EDGE}" y="${TOP + 20}" width="${WIDE}" height="4" fill="${SOFT}" opacity=".4"/>`,
    ...DEALS.map(
      (each, at) =>
        `<rect x="${LOW + PART * at + 2}" y="${TOP}" width="${PART - 4}" height="44" fill="${TONES[each]}"/>`,
    ),
    words(lakh(estimate.low), LOW, TOP + 80, { size: 26, fill: SOFT, anchor: 'middle' }),
    words(lakh(estimate.high), LOW + PART * 5, TOP + 80, {
      size: 26,
      fill: SOFT,
      anchor: 'middle',
    }),
    `<path d="M${asks} ${TOP - 10}l26 32-26 32-26-32z" fill="${INK}" stroke="${PAPER}" stroke-width="4"/>`,
  ]
}
