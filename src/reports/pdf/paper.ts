import PDFDocument from 'pdfkit'
import { t } from '../../platform/language/message.ts'
import type { Fonts } from './fonts.ts'

/** Points: 72 are an inch. */
const PAGE = { width: 595.28, height: 841.89 }
const TOP = 66
const SIDE = 48
const BOTTOM = PAGE.height - 58
const ROW = 16
export const COLOURS = {
  ink: '#16211c',
  soft: '#56615b',
  accent: '#0b5d4b',
  band: '#cfe3dc',
  mid: '#8fb8ab',
  line: '#d3d8d5',
}

export type Meta = {
  title: string
  author: string
  subject: string
  language: string
  /** When the data was published: the same report is the same file. */
  date: Date
}
/** Widths are shares of the page; they add up to 1. */
export type PaperColumn = { label: string; width: number; num?: boolean }
export type PaperCell = { text: string; link?: string }
type Write = { size?: number; bold?: boolean; colour?: string; after?: number }

/** A4 pages that fill from the top; the running head and foot are written once all pages are known. */
export class Paper {
  readonly left = SIDE
  readonly width = PAGE.width - 2 * SIDE
  readonly doc: PDFKit.PDFDocument
  private readonly pieces: Uint8Array[] = []

  constructor(
    { regular, bold }: Fonts,
    private readonly meta: Meta,
  ) {
    const { title, author, subject, language, date } = meta
    this.doc = new PDFDocument({
      size: 'A4',
      margins: { top: TOP, bottom: 0, left: SIDE, right: SIDE },
      // A blank name: the standard fonts are files that a compiled binary does not have.
      font: '',
      bufferPages: true,
      lang: language,
      displayTitle: true,
      pdfVersion: '1.7',
      info: { Title: title, Author: author, Subject: subject, Creator: author, CreationDate: date },
    })
    this.doc.on('data', (piece: Uint8Array) => this.pieces.push(piece))
    this.doc.registerFont('regular', Buffer.from(regular))
    this.doc.registerFont('bold', Buffer.from(bold))
    this.doc.y = TOP
  }

  /** Goes on to the next page unless this much fits on this one. */
  need(height: number): void {
    if (this.doc.y + height <= BOTTOM) return
    this.doc.addPage()
    this.doc.y = TOP
  }

  /** Points that are left on this page */
  room(): number {
    return BOTTOM - this.doc.y
  }

  text(words: string, { size = 9.5, bold, colour = COLOURS.ink, after = 4 }: Write = {}): void {
    this.pen(size, bold, colour)
    this.need(Math.min(this.doc.heightOfString(words, { width: this.width }), BOTTOM - TOP))
    this.doc.text(words, this.left, this.doc.y, { width: this.width })
    this.doc.y += after
  }

  /** A heading stays with what follows it: `keep` is the height of that. */
  heading(words: string, keep: number): void {
    this.need(36 + keep)
    this.doc.y += 14
    this.rule(this.doc.y - 5)
    this.text(words, { size: 13, bold: true, after: 3 })
  }

  /** Labels on the left, values on the right, a long value over several lines. */
  facts(items: { label: string; value: string }[]): void {
    const apart = 118
    const width = this.width - apart
    for (const { label, value } of items) {
      this.pen(9.5, true)
      const height = this.doc.heightOfString(value, { width })
      this.need(height + 4)
      const top = this.doc.y
      this.at(label, this.left, top, { width: apart - 8, colour: COLOURS.soft, size: 9.5 })
      this.pen(9.5, true)
      this.doc.text(value, this.left + apart, top, { width })
      const bottom = this.doc.y
      this.doc.y = Math.max(bottom, top + 12) + 3
    }
  }

  /** Figures side by side, three in a row. */
  figures(items: { label: string; value: string }[]): void {
    const width = this.width / 3
    for (let from = 0; from < items.length; from += 3) {
      this.need(44)
      const top = this.doc.y
      items.slice(from, from + 3).forEach(({ label, value }, at) => {
        const x = this.left + at * width
        this.at(value, x, top, { width: width - 8, size: 13, bold: true })
        this.at(label, x, top + 20, { width: width - 8, size: 8.5, colour: COLOURS.soft })
      })
      this.doc.y = top + 44
    }
  }

  /** One line a row; what does not fit ends in an ellipsis. The head is repeated on every page. */
  table(columns: PaperColumn[], rows: Iterable<PaperCell[]>): void {
    this.need(3 * ROW)
    this.head(columns)
    for (const cells of rows) {
      if (this.doc.y + ROW > BOTTOM) {
        this.need(BOTTOM)
        this.head(columns)
      }
      this.row(columns, cells)
    }
    this.doc.y += 4
  }

  /** A drawing with its own origin at the top left; `height` is kept free for it. */
  drawing(height: number, draw: (top: number) => void): void {
    this.need(height)
    const top = this.doc.y
    draw(top)
    this.doc.y = top + height
  }

  /** One line of text at a place, which leaves the running position where it is. */
  at(
    words: string,
    x: number,
    y: number,
    {
      width,
      align = 'left',
      size = 8,
      bold = false,
      colour = COLOURS.ink as string,
      link = undefined as string | undefined,
    }: {
      width: number
      align?: 'left' | 'right' | 'center'
      size?: number
      bold?: boolean
      colour?: string
      link?: string | undefined
    },
  ): void {
    const { y: before } = this.doc
    this.pen(size, bold, colour)
    const line = this.fitted(words, width)
    this.doc.text(line, x, y, {
      width,
      align,
      lineBreak: false,
      ...(link && { link, underline: false }),
    })
    this.doc.y = before
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    this.running()
    const ended = new Promise((resolve) => this.doc.once('end', resolve))
    this.doc.end()
    await ended
    return new Uint8Array(Buffer.concat(this.pieces))
  }

  private head(columns: PaperColumn[]): void {
    this.cells(
      columns,
      columns.map(({ label }) => ({ text: label })),
      true,
    )
    this.rule(this.doc.y - 2, COLOURS.ink)
  }

  private row(columns: PaperColumn[], cells: PaperCell[]): void {
    this.cells(columns, cells, false)
    this.rule(this.doc.y - 2)
  }

  private cells(columns: PaperColumn[], cells: PaperCell[], bold: boolean): void {
    const { y } = this.doc
    let x = this.left
    columns.forEach(({ width: share, num }, column) => {
      const width = share * this.width
      const { text = '', link } = cells[column] ?? {}
      this.at(text, x, y + 1, {
        width: width - 6,
        align: num ? 'right' : 'left',
        size: 8.5,
        bold,
        colour: link ? COLOURS.accent : COLOURS.ink,
        link,
      })
      x += width
    })
    this.doc.y = y + ROW
  }

  private running(): void {
    const { start, count } = this.doc.bufferedPageRange()
    const { title, subject } = this.meta
    for (let page = 0; page < count; page += 1) {
      this.doc.switchToPage(start + page)
      const small = { size: 8, colour: COLOURS.soft }
      this.at(title, this.left, 32, { ...small, width: this.width * 0.6, bold: true })
      this.at(subject, this.left + this.width * 0.4, 32, {
        ...small,
        width: this.width * 0.6,
        align: 'right',
      })
      this.rule(46)
      const words = t('Page {page} of {pages}', { page: page + 1, pages: count })
      this.at(words, this.left, PAGE.height - 38, { ...small, width: this.width, align: 'right' })
    }
  }

  private rule(y: number, colour = COLOURS.line): void {
    this.doc
      .moveTo(this.left, y)
      .lineTo(this.left + this.width, y)
      .lineWidth(0.5)
      .stroke(colour)
  }

  private pen(size: number, bold = false, colour: string = COLOURS.ink): void {
    this.doc
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(colour)
  }

  private fitted(words: string, width: number): string {
    const line = words.replace(/\s*[\r\n\t]+\s*/g, ' ')
    if (this.doc.widthOfString(line) <= width) return line
    let [fits, over] = [0, line.length]
    while (over - fits > 1) {
      const middle = (fits + over) >> 1
      if (this.doc.widthOfString(`${line.slice(0, middle)}…`) <= width) fits = middle
      else over = middle
    }
    return `${line.slice(0, fits).trimEnd()}…`
  }
}
