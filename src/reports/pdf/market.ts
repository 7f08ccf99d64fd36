import type { Car } from '../../listing/car.ts'
import { filterWords } from '../../listing/filter-words.ts'
import { dealName, fuelWords, gearboxWords, hrefOf } from '../../listing/words.ts'
import { capital, count, distance, moneyAxis } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { language } from '../../platform/language/reader.ts'
import { byYearOf, priceBinsOf } from '../../snapshots/views/price-drawings.ts'
import type { Group, Report } from '../report.ts'
import { linksOf } from '../request.ts'
import {
  dealsRule,
  dealsSentence,
  groupColumns,
  keyFigures,
  notStated,
  placeWords,
  priceLabel,
  qualitySentences,
  reportTitle,
  statement,
} from '../words.ts'
import { drawBandLine, drawHistogram } from './charts.ts'
import type { Fonts } from './fonts.ts'
import { COLOURS, Paper } from './paper.ts'

const GROUPS_MOST = 40

export type PdfProps = {
  report: Report
  /** At most LISTED_MOST, cheapest first */
  listed: Car[]
  appTitle: string
  /** Where links lead: scheme and host */
  origin: string
}

export function marketPdf(props: PdfProps, fonts: Fonts): Promise<Uint8Array<ArrayBuffer>> {
  const { report, appTitle, origin } = props
  const { snapshot } = report
  const paper = new Paper(fonts, {
    title: `${appTitle} · ${reportTitle()}`,
    author: appTitle,
    subject: t('Snapshot {version}; filter: {filter}', {
      version: snapshot.version,
      filter: filterWords(report.filter, report.stateNames),
    }),
    language: language(),
    date: new Date(snapshot.published_at),
  })
  paper.text(reportTitle(), { size: 24, bold: true, after: 8 })
  paper.facts([
    ...statement(report),
    { label: t('Address'), value: `${origin}${linksOf(report.filter).page}` },
  ])
  if (report.price) body(paper, props)
  else paper.text(t('No car matches this filter.'), { size: 12 })
  quality(paper, report)
  return paper.bytes()
}

function body(paper: Paper, props: PdfProps): void {
  const { report } = props
  paper.heading(t('Key figures'), 90)
  paper.figures(
    keyFigures(report).map(({ label, value, unit }) => ({
      label,
      value: `${value} ${unit ?? ''}`.trim(),
    })),
  )
  const deals = dealsSentence(report)
  if (deals) paper.text(deals)
  drawings(paper, report)
  groups(paper, t('By brand'), t('Brand'), report.brands)
  groups(paper, t('By state of first registration'), t('State'), report.states)
  best(paper, props)
  listing(paper, props)
}

function drawings(paper: Paper, report: Report): void {
  const years = byYearOf(report)
  if (years) {
    paper.heading(t('What age does to the price'), 205)
    paper.text(years.finding, { size: 11, bold: true })
    paper.text(years.caption, { size: 8.5, colour: COLOURS.soft, after: 8 })
    drawBandLine(paper, years.points, moneyAxis(years.most))
  }
  const prices = priceBinsOf(report)
  if (prices) {
    paper.heading(t('Where the prices lie'), 205)
    paper.text(prices.finding, { size: 11, bold: true })
    paper.text(prices.caption, { size: 8.5, colour: COLOURS.soft, after: 12 })
    drawHistogram(paper, prices.bins, {
      tick: moneyAxis(prices.bins.at(-1)?.end ?? 0),
      median: prices.median,
      label: prices.line,
      darkUntil: prices.edge,
    })
  }
}

function groups(paper: Paper, title: string, name: string, rows: Group[]): void {
  if (rows.length === 0) return
  paper.heading(title, 60)
  paper.text(priceLabel(), { size: 8.5, colour: COLOURS.soft })
  const figures = groupColumns().map((label) => ({ label, width: 0.16, num: true }))
  paper.table(
    [{ label: name, width: 0.36 }, ...figures],
    rows
      .slice(0, GROUPS_MOST)
      .map(({ group, count: inside, lower, median, upper }) => [
        { text: group ?? notStated() },
        ...[inside, lower, median, upper].map((value) => ({ text: count(value) })),
      ]),
  )
  const left = rows.length - GROUPS_MOST
  if (left > 0) {
    paper.text(
      t('{n, plural, one {# smaller group is} other {# smaller groups are}} in the workbook.', {
        n: left,
      }),
    )
  }
}

function best(paper: Paper, { report, origin }: PdfProps): void {
  if (report.best.length === 0) return
  paper.heading(t('Best deals'), 80)
  paper.text(dealsRule(), { size: 8.5, colour: COLOURS.soft })
  paper.table(
    [
      { label: t('Car'), width: 0.44 },
      { label: t('Km'), width: 0.11, num: true },
      { label: t('Price'), width: 0.13, num: true },
      { label: t('Estimate'), width: 0.13, num: true },
      { label: t('Place'), width: 0.07, num: true },
      { label: t('Deal'), width: 0.12 },
    ],
    report.best.map((car) => [
      { text: car.title, link: origin + hrefOf(car) },
      { text: count(car.km) },
      { text: count(car.price) },
      { text: car.estimate ? count(car.estimate.price) : '–' },
      { text: placeWords(car) },
      { text: dealName(car.deal) },
    ]),
  )
}

function listing(paper: Paper, { report, listed, origin }: PdfProps): void {
  paper.heading(t('The cars, cheapest first'), 60)
  const left = report.total - listed.length
  if (left > 0) {
    const { xlsx, csv } = linksOf(report.filter)
    paper.text(
      t(
        'The {shown} cheapest are listed. {n, plural, one {# more is} other {# more are}} in the workbook ({xlsx}) and in the CSV file ({csv}).',
        { n: left, shown: count(listed.length), xlsx: origin + xlsx, csv: origin + csv },
      ),
      { size: 8.5, colour: COLOURS.soft },
    )
  }
  paper.table(
    [
      { label: t('Car'), width: 0.42 },
      { label: t('Fuel'), width: 0.1 },
      { label: t('Gearbox'), width: 0.12 },
      { label: t('Km'), width: 0.12, num: true },
      { label: t('Price'), width: 0.12, num: true },
      { label: t('Deal'), width: 0.12 },
    ],
    listed.map((car) => [
      { text: car.title, link: origin + hrefOf(car) },
      { text: capital(fuelWords(car.fuel)) },
      { text: capital(gearboxWords(car.transmission) ?? '–') },
      { text: distance(car.km) },
      { text: count(car.price) },
      { text: car.deal === null ? '–' : dealName(car.deal) },
    ]),
  )
}

function quality(paper: Paper, report: Report): void {
  paper.heading(t('Where the figures come from'), 60)
  for (const words of qualitySentences(report)) paper.text(words)
}
