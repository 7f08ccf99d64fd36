import type { Board, Panel } from '../../deploy/observability/dashboards.ts'
import { xml } from '../../src/platform/xml.ts'

/** What Prometheus answers to a query over a time: moments in s, numbers as text. */
export type Line = { metric: Record<string, string>; values: [moment: number, value: string][] }
/** The lines of each panel, by its title and the legend of its query. */
export type Answers = ReadonlyMap<string, readonly Line[]>

export const nameOf = (panel: Panel, legend: string): string => `${panel.title} / ${legend}`

const [WIDTH, HEIGHT, GAP, ACROSS] = [380, 220, 16, 3]
const PLOT = { left: 12, top: 62, width: WIDTH - 24, height: 104 }
/** Told apart by those who do not see all colours (Okabe & Ito 2008). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#555555']
const NAMED = 4

/**
 * A board as a picture: its panels in rows of three, each with its lines, the highest value, and the last of each line. It
 * is drawn from the answers of a Prometheus to the queries that Grafana sends; it is not Grafana.
 */
export function boardPicture(board: Board, answers: Answers): string {
  const parts: string[] = []
  let top = 56
  for (const [row, panels] of Object.entries(board.rows)) {
    parts.push(text(0, top + 14, row, 'row'))
    top += 26
    for (const [at, panel] of panels.entries()) {
      const x = (at % ACROSS) * (WIDTH + GAP)
      const y = top + Math.floor(at / ACROSS) * (HEIGHT + GAP)
      parts.push(`<g transform="translate(${x} ${y})">${drawn(panel, answers)}</g>`)
    }
    top += Math.ceil(panels.length / ACROSS) * (HEIGHT + GAP)
  }
  const width = ACROSS * WIDTH + (ACROSS - 1) * GAP
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-${GAP} 0 ${width + 2 * GAP} ${top}" role="img" aria-label="${xml(board.title)}">`,
    `<style>${STYLE}</style><rect x="-${GAP}" width="100%" height="100%" fill="#f4f4f1"/>`,
    text(0, 34, board.title, 'title'),
    ...parts,
    '</svg>\n',
  ].join('\n')
}

const STYLE = [
  'text{font:12px sans-serif;fill:#444}',
  '.title{font:600 22px sans-serif;fill:#111}.row{font:600 14px sans-serif;fill:#111}',
  '.name{font:600 13px sans-serif;fill:#111}',
].join('')

const text = (x: number, y: number, words: string, kind = '') =>
  `<text x="${x}" y="${y}"${kind && ` class="${kind}"`}>${xml(words)}</text>`

function drawn(panel: Panel, answers: Answers): string {
  const lines = Object.keys(panel.queries).flatMap((legend) =>
    (answers.get(nameOf(panel, legend)) ?? []).map((line) => ({
      name: legend.replace(/\{\{(\w+)\}\}/g, (_, label: string) => line.metric[label] ?? ''),
      points: line.values.map(([moment, value]) => ({ moment, value: Number(value) })),
    })),
  )
  const known = lines.flatMap(({ points }) => points).filter(({ value }) => Number.isFinite(value))
  const moments = known.map(({ moment }) => moment)
  const [from, to] = [Math.min(...moments), Math.max(...moments)]
  const most = known.reduce((highest, { value }) => Math.max(highest, value), 0)
  const placed = ({ moment, value }: { moment: number; value: number }) => {
    const x = PLOT.left + (to > from ? (moment - from) / (to - from) : 0) * PLOT.width
    const y = PLOT.top + PLOT.height * (1 - (most > 0 ? Math.max(0, value) / most : 0))
    return `${x.toFixed(1)},${y.toFixed(1)}`
  }
  const paths = lines.map(({ points }, at) => {
    const places = points.filter(({ value }) => Number.isFinite(value)).map(placed)
    return `<polyline fill="none" stroke="${colourOf(at)}" stroke-width="1.5" points="${places.join(' ')}"/>`
  })
  const named = lines.slice(0, NAMED).map(({ name, points }, at) => {
    const last = points.findLast(({ value }) => Number.isFinite(value))
    const words = `${name.slice(0, 20)} ${last ? written(last.value, panel.unit) : '–'}`
    const [x, y] = [12 + (at % 2) * 184, 184 + Math.floor(at / 2) * 18]
    return `<rect x="${x}" y="${y - 9}" width="9" height="9" fill="${colourOf(at)}"/>${text(x + 14, y, words)}`
  })
  const more = lines.length > NAMED ? `, ${lines.length} lines` : ''
  return [
    `<rect width="${WIDTH}" height="${HEIGHT}" rx="4" fill="#fff" stroke="#ddd"/>`,
    text(12, 22, panel.title, 'name'),
    text(12, 42, known.length === 0 ? 'no data' : `up to ${written(most, panel.unit)}${more}`),
    `<path d="M${PLOT.left} ${PLOT.top + PLOT.height}h${PLOT.width}" stroke="#ccc"/>`,
    ...paths,
    ...named,
  ].join('')
}

const colourOf = (at: number): string => COLOURS[at % COLOURS.length] ?? '#555'

const UNITS: Record<string, Intl.NumberFormatOptions> = {
  percentunit: { style: 'percent', maximumFractionDigits: 1 },
  s: { style: 'unit', unit: 'second', maximumSignificantDigits: 3 },
  bytes: { style: 'unit', unit: 'byte', notation: 'compact', maximumFractionDigits: 1 },
}

/** As Grafana names units: "12.5%", "1.2K", "3 per second". */
function written(value: number, unit: string): string {
  const options = UNITS[unit] ?? { notation: 'compact', maximumFractionDigits: 2 }
  const number = new Intl.NumberFormat('en', options).format(value)
  return /ps$|^ops$/.test(unit) ? `${number} a second` : number
}
