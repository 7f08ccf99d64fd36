import type { LocalFile } from '../../sources/source.ts'
import { LONGEST_ROW } from '../limits.ts'
import { readText } from '../text.ts'
import { cellsOf, isPlain } from './cells.ts'
import { type Format, Names, type Rows, type Table } from './table.ts'

/** One object of JSON a line. A line that is none is refused alone, as a row that is malformed. */
export const ndjson: Format = {
  recognises: (head) => {
    const text = head
      .toString()
      .replace(/^\ufeff/, '')
      .trimStart()
    const [first = '', second = ''] = text.split(/\r?\n/, 2)
    const record = parsed(first)
    const alone = record !== null && !Object.values(record).some(isList)
    return record !== null && (second.trimStart().startsWith('{') || alone)
  },
  open: openLines,
}

const isList = (value: unknown) => Array.isArray(value) && value.some(isPlain)

async function openLines(file: LocalFile): Promise<Table> {
  const names = new Names()
  for await (const line of linesOf(file)) {
    const record = parsed(line)
    if (record !== null) names.add(file, record)
  }
  return { rows: (onBytes) => rowsOf(file, names.all, onBytes) }
}

async function* rowsOf(
  file: LocalFile,
  header: readonly string[],
  onBytes?: (stored: Buffer) => void,
): Rows {
  yield [...header]
  for await (const line of linesOf(file, onBytes)) {
    const record = line.trim() === '' ? null : parsed(line)
    if (record === null) yield [line]
    else {
      const cells = cellsOf(record)
      yield header.map((name) => cells.get(name) ?? null)
    }
  }
}

/** Lines, of one without end its beginning: more than a row may hold is not kept. */
async function* linesOf(file: LocalFile, onBytes?: (stored: Buffer) => void) {
  let rest = ''
  for await (const text of readText(file, 'utf-8', onBytes)) {
    const lines = text.split('\n')
    for (const [at, line] of lines.entries()) {
      if (rest.length <= MOST) rest += line
      if (at === lines.length - 1) break
      yield rest
      rest = ''
    }
  }
  if (rest !== '') yield rest
}
const MOST = LONGEST_ROW * 4

function parsed(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line)
    return isPlain(value) ? value : null
  } catch {
    return null
  }
}
