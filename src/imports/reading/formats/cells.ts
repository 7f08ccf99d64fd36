/** A value as its cell in a text: dates by ISO 8601, lists parted by `;`, what is nested deeper as JSON. Null: blank. */
export function cellOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? String(rounded(value)) : null
  if (value instanceof Date) return dateOf(value)
  if (value instanceof Uint8Array) return Buffer.from(value).toString()
  if (Array.isArray(value)) {
    return value.some((each) => typeof each === 'object' && each !== null)
      ? jsonOf(value)
      : value.map((each) => cellOf(each) ?? '').join(';')
  }
  return typeof value === 'object' ? jsonOf(value) : String(value)
}

const jsonOf = (value: unknown) =>
  JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each))

/** Digits that a double holds for certain: 0.1 + 0.2 is 0.3, as spreadsheets show it. */
const rounded = (value: number) => (Number.isInteger(value) ? value : Number(value.toPrecision(15)))

function dateOf(date: Date): string | null {
  if (Number.isNaN(date.getTime())) return null
  const text = date.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.replace('.000Z', 'Z')
}

/** The cells of a record by the names of their columns: one level of what is nested becomes `outer.inner`. */
export function cellsOf(record: object): Map<string, string | null> {
  const cells = new Map<string, string | null>()
  for (const [name, value] of Object.entries(record)) {
    if (isPlain(value)) {
      for (const [inner, each] of Object.entries(value)) cells.set(`${name}.${inner}`, cellOf(each))
    } else cells.set(name, cellOf(value))
  }
  return cells
}

export const isPlain = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array)

/** A row as one line of a text. A line break within a cell becomes a space, so that a row is a line. */
export function lineOf(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => (cell === null ? '' : written(cell))).join(',')}\n`
}

function written(cell: string): string {
  const text = /[\r\n\0]/.test(cell) ? cell.replaceAll('\0', '').replace(/[\r\n]+/g, ' ') : cell
  return /^ |[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
