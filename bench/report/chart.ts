import { type Row, ratioOf } from '../row.ts'
import { amount, significant } from './words.ts'

const WIDTH = 760
const LABEL = 330
const BAR = 14
const GAP = 6
const AFTER = 130

/** Bars of one case on a logarithmic scale: each contender of each row that could be reported. */
export function chartOf(name: string, rows: Row[]): string | null {
  const bars = rows
    .filter((row) => row.refused === null)
    .flatMap((row) =>
      row.results.flatMap(({ name, figures }, index) => {
        const value = figures[row.metric]?.median
        if (value === undefined || value <= 0) return []
        const ratio = index === 0 && row.results.length > 1 ? ratioOf(row) : null
        const label = `${row.what}, ${row.cars.toLocaleString('en')}: ${name}`
        const words = `${amount(value, row.metric)}${ratio === null ? '' : `, ${significant(ratio)} ×`}`
        return [{ label, value, words, ours: index === 0 }]
      }),
    )
  if (bars.length === 0) return null
  const logs = bars.map(({ value }) => Math.log10(value))
  const [low, high] = [Math.floor(Math.min(...logs)) - 0.2, Math.max(...logs)]
  const length = (value: number) =>
    ((Math.log10(value) - low) / (high - low || 1)) * (WIDTH - LABEL - AFTER)
  const height = bars.length * (BAR + GAP) + 30
  const drawn = bars.map(({ label, value, words, ours }, index) => {
    const y = 26 + index * (BAR + GAP)
    const end = length(value)
    return [
      `<text x="${LABEL - 6}" y="${y + 11}" text-anchor="end">${escaped(short(label))}</text>`,
      `<rect x="${LABEL}" y="${y}" width="${end.toFixed(1)}" height="${BAR}" fill="${ours ? '#0b6e4f' : '#9aa5b1'}"/>`,
      `<text x="${(LABEL + end + 6).toFixed(1)}" y="${y + 11}">${escaped(words)}</text>`,
    ].join('')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="sans-serif" font-size="10">`,
    `<title>${escaped(name)}</title><rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="8" y="15" font-weight="bold" font-size="12">${escaped(name)} (logarithmic; shorter is better)</text>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n')
}

const short = (label: string) => (label.length > 66 ? `${label.slice(0, 65)}…` : label)
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
