import { max } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { count } from '../../platform/language/format.ts'
import type { BandPoint } from '../../platform/ui/charts/band-line.tsx'
import type { EvenBin } from '../../platform/ui/charts/even-bins.ts'
import { COLOURS, type Paper } from './paper.ts'

type Tick = (value: number, full?: boolean) => string

/** Points: a drawing takes what is left of the page, within reason; the words of its axis stand below. */
const LEAST = 150
const MOST = 250
const BELOW = 20
const TICK_WIDTH = 44
/** Room for the ticks, in points */
const RIGHT = 48

/** The same drawings as on the pages, in points. */

const heightOf = (paper: Paper) => Math.max(LEAST, Math.min(MOST, paper.room()))

export function drawBandLine(paper: Paper, points: BandPoint[], tick: Tick): void {
  const height = heightOf(paper)
  paper.drawing(height, (top) => {
    const bottom = top + height - BELOW
    const [first, last] = [points[0]?.x ?? 0, points.at(-1)?.x ?? 0]
    const [from, to] = [paper.left + 8, paper.left + paper.width - RIGHT]
    const x = scaleLinear(
      [first, last],
      first === last ? [(from + to) / 2, (from + to) / 2] : [from, to],
    )
    const y = scaleLinear([0, max(points, ({ upper }) => upper) ?? 1], [bottom, top + 10]).nice(5)
    grid(paper, y, y.ticks(5), tick)
    const band = area<BandPoint>(
      (point) => x(point.x),
      ({ lower }) => y(lower),
      ({ upper }) => y(upper),
    )
    const middle = line<BandPoint>(
      (point) => x(point.x),
      ({ median }) => y(median),
    )
    if (points.length > 1) {
      paper.doc.path(band(points) ?? '').fill(COLOURS.band)
      paper.doc
        .path(middle(points) ?? '')
        .lineWidth(1.5)
        .stroke(COLOURS.accent)
    }
    const every = Math.ceil(points.length / 15)
    points.forEach((point, at) => {
      paper.doc.circle(x(point.x), y(point.median), 2.2).fill(COLOURS.accent)
      if (at % every === 0) below(paper, String(point.x), x(point.x), bottom)
    })
  })
}

export function drawHistogram(
  paper: Paper,
  bins: EvenBin[],
  {
    tick,
    median,
    label,
    darkUntil,
  }: { tick: Tick; median: number; label: string; darkUntil: number },
): void {
  const height = heightOf(paper)
  paper.drawing(height, (top) => {
    const bottom = top + height - BELOW
    const [from, to] = [paper.left, paper.left + paper.width - RIGHT]
    const x = scaleLinear([bins[0]?.from ?? 0, bins.at(-1)?.end ?? 1], [from, to])
    const y = scaleLinear([0, max(bins, (bin) => bin.count) ?? 1], [bottom, top + 14])
    grid(paper, y, y.ticks(4).filter(Number.isInteger), count)
    for (const bin of bins) {
      const tall = y(0) - y(bin.count)
      if (tall <= 0) continue
      paper.doc
        .rect(x(bin.from) + 0.7, y(bin.count), Math.max(0.5, x(bin.end) - x(bin.from) - 1.4), tall)
        .fill(bin.end <= darkUntil ? COLOURS.accent : COLOURS.mid)
    }
    const places = x.ticks(6)
    places.forEach((value, at) => {
      below(paper, tick(value, at === (places[0] === 0 ? 1 : 0)), x(value), bottom)
    })
    paper.doc
      .moveTo(x(median), top)
      .lineTo(x(median), bottom)
      .lineWidth(0.8)
      .dash(3, { space: 2 })
      .stroke(COLOURS.ink)
      .undash()
    const right = x(median) > (from + to) / 2
    paper.at(label, right ? x(median) - 164 : x(median) + 4, top - 2, {
      width: 160,
      align: right ? 'right' : 'left',
      bold: true,
    })
  })
}

function grid(paper: Paper, y: (value: number) => number, ticks: number[], tick: Tick): void {
  ticks.forEach((value, at) => {
    const colour = value === 0 ? COLOURS.ink : COLOURS.line
    paper.doc
      .moveTo(paper.left, y(value))
      .lineTo(paper.left + paper.width - RIGHT, y(value))
      .lineWidth(0.5)
      .stroke(colour)
    paper.at(
      tick(value, at === ticks.length - 1),
      paper.left + paper.width - TICK_WIDTH,
      y(value) - 5,
      {
        width: TICK_WIDTH,
        align: 'right',
        colour: COLOURS.soft,
      },
    )
  })
}

const below = (paper: Paper, words: string, x: number, y: number) =>
  paper.at(words, x - 30, y + 5, { width: 60, align: 'center', colour: COLOURS.soft })
