import { PICTURE } from '../../platform/ui/layout.tsx'
import { xml } from '../../platform/xml.ts'

/* The parts of a picture: SVG as text, drawn for PNG, so that colours are the light ones of the stylesheet as sRGB. */

export const INK = '#1a2420'
export const SOFT = '#54605a'
export const PAPER = '#fbfdfb'
export const BAND = '#cbd3ce'
export const ACCENT = '#14553a'
const MASTHEAD = '#123f2b'
/** How far from the edge everything stays, px */
export const EDGE = 72
export const WIDE = PICTURE.width - 2 * EDGE

/** Of the ratings, from great to overpriced. */
export const TONES: Readonly<Record<string, string>> = {
  great: '#17489b',
  good: '#3a82bd',
  fair: '#5d6766',
  high: '#bf7a1c',
  overpriced: '#9c3d1b',
}

type Style = { size: number; bold?: boolean; fill?: string; anchor?: 'start' | 'middle' | 'end' }

/** @param y of the foot of the letters */
export function words(text: string, x: number, y: number, style: Style): string {
  const { size, bold = false, fill = INK, anchor = 'start' } = style
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${bold ? 600 : 400}" fill="${fill}" text-anchor="${anchor}">${xml(text)}</text>`
}

/** Of a letter on average, as a share of the size */
const LETTER = 0.56

/** A text in lines that fit, the last one shortened where there are more than `most`. */
export function lines(text: string, size: number, most: number): string[] {
  const room = Math.floor(WIDE / (size * LETTER))
  const made: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = made.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= room) {
      made[made.length - 1] = `${last} ${word}`
    } else made.push(word.slice(0, room))
  }
  if (made.length <= most) return made
  return [...made.slice(0, most - 1), `${made[most - 1]?.slice(0, room - 1)}…`]
}

/** A whole picture: the band with the name of the site, what is said and drawn, and a note at the foot. */
export function card(parts: readonly string[], { site, note }: { site: string; note: string }) {
  const { width, height } = PICTURE
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="IBM Plex Sans">`,
    `<rect width="${width}" height="${height}" fill="${PAPER}"/>`,
    `<rect width="${width}" height="88" fill="${MASTHEAD}"/>`,
    `<g transform="translate(${EDGE} 28) scale(1.35)" fill="${PAPER}"><path d="M0 2h30v5H0zM4 9h3v13H4zM23 9h3v13h-3z"/><path d="M11 22v-4.5l2-4h4l2 4V22z"/></g>`,
    words(site.slice(0, 40), EDGE + 60, 57, { size: 36, bold: true, fill: PAPER }),
    ...parts,
    words(note, EDGE, height - 32, { size: 24, fill: SOFT }),
    '</svg>',
  ].join('')
}
