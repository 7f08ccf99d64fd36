import { read } from './xml.ts'

/** The bytes of a part by its name; null: the workbook has none. */
export type Part = (name: string) => AsyncIterable<Buffer> | null
export type Sheet = { name: string; path: string }
/** `dates`: which styles show a number as a date; `epoch`: the serial number of 1970-01-01. */
export type Workbook = { sheets: Sheet[]; strings: string[]; dates: boolean[]; epoch: number }

/** Characters that the shared texts of a workbook may hold together: they stay in memory. */
const MOST_TEXT = 48 * 1024 ** 2
export class TooMuchText extends Error {
  readonly mostMb = MOST_TEXT / 1024 ** 2
}

/** What a workbook holds beside its rows. @throws where it is damaged, TooMuchText */
export async function openWorkbook(part: Part): Promise<Workbook> {
  const targets = new Map<string, string>()
  const relations = part('xl/_rels/workbook.xml.rels')
  if (relations) {
    await read(relations, {
      open(_, attributes) {
        const [id, target] = [attributes.Id, attributes.Target]
        if (id !== undefined && target !== undefined) targets.set(id, pathOf(target))
      },
    })
  }
  const sheets: Sheet[] = []
  let epoch = 25_569
  const book = part('xl/workbook.xml')
  if (book === null) throw new Error('no workbook')
  await read(book, {
    open(name, attributes) {
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) {
        epoch = 24_107
      }
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? ''
      const path = targets.get(id)
      if (path !== undefined) sheets.push({ name: attributes.name ?? '', path })
    },
  })
  const styles = part('xl/styles.xml')
  const texts = part('xl/sharedStrings.xml')
  return {
    ...{ sheets, epoch },
    dates: styles === null ? [] : await datesOf(styles),
    strings: texts === null ? [] : await stringsOf(texts),
  }
}

const pathOf = (target: string) =>
  target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`

async function stringsOf(bytes: AsyncIterable<Buffer>): Promise<string[]> {
  const strings: string[] = []
  let [text, within, length] = ['', 0, 0]
  await read(bytes, {
    open(name) {
      if (name === 'si') text = ''
      // Readings beside Japanese texts say them again.
      if (name === 'rPh') within = -1
      if (name === 't' && within >= 0) within = 1
    },
    text(piece) {
      if (within !== 1) return
      text += piece
      length += piece.length
      if (length > MOST_TEXT) throw new TooMuchText()
    },
    close(name) {
      if (name === 'rPh' || (name === 't' && within > 0)) within = 0
      if (name === 'si') strings.push(text)
    },
  })
  return strings
}

const isUsualDate = (id: number) =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58)

async function datesOf(bytes: AsyncIterable<Buffer>): Promise<boolean[]> {
  const own = new Map<number, boolean>()
  const dates: boolean[] = []
  let within = false
  await read(bytes, {
    open(name, attributes) {
      const id = Number(attributes.numFmtId ?? 0)
      if (name === 'numFmt') own.set(id, showsDate(attributes.formatCode ?? ''))
      if (name === 'cellXfs') within = true
      if (name === 'xf' && within) dates.push(own.get(id) ?? isUsualDate(id))
    },
    close(name) {
      if (name === 'cellXfs') within = false
    },
  })
  return dates
}

/** `yyyy-mm-dd`, but neither `0 "km driven"` nor `[Red]0`. */
const showsDate = (format: string) =>
  /[dmyhs]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '').replace(/general/gi, ''))
