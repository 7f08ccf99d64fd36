import { message } from '../../../platform/language/message.ts'
import { columnsIn } from '../../profile/names.ts'
import { type LocalFile, unreadable } from '../../sources/source.ts'
import { NotACarList } from '../columns.ts'
import { readText } from '../text.ts'
import { cellsOf, isPlain } from './cells.ts'
import { BrokenJson, type Element, ListSplitter, LONGEST_RECORD } from './json-values.ts'
import { type Format, Names, type Rows, type Table } from './table.ts'

/** Lists of a file that are looked at. */
const MOST_LISTS = 100

/** JSON: a list of objects, or objects in which one stands; of several the one that names the most columns of a car. */
export const json: Format = {
  recognises: (head) => /^\ufeff?\s*(\[\s*([{[\]"\d]|$)|\{\s*([}"]|$))/.test(head.toString()),
  open: openJson,
}

async function openJson(file: LocalFile): Promise<Table> {
  const lists = new Map<string, Names>()
  for await (const { path, text, number } of elementsOf(file)) {
    const names = lists.get(path) ?? new Names()
    if (lists.size < MOST_LISTS) lists.set(path, names)
    names.add(file, recordOf(file, text, number))
  }
  const rated = [...lists].map(([path, names]) => ({ path, names, found: columnsIn(names.all) }))
  const [best] = rated.toSorted((a, b) => b.found - a.found)
  if (!best) {
    throw new NotACarList(
      message('{file} is not a car list: it is JSON without a list of objects', {
        file: file.name,
      }),
    )
  }
  const { path, names } = best
  return { rows: (onBytes) => rowsOf(file, path, names.all, onBytes) }
}

async function* rowsOf(
  file: LocalFile,
  list: string,
  header: readonly string[],
  onBytes?: (stored: Buffer) => void,
): Rows {
  yield [...header]
  for await (const { path, text, number } of elementsOf(file, onBytes)) {
    if (path !== list) continue
    const cells = cellsOf(recordOf(file, text, number))
    yield header.map((name) => cells.get(name) ?? null)
  }
}

async function* elementsOf(
  file: LocalFile,
  onBytes?: (stored: Buffer) => void,
): AsyncGenerator<Element & { number: number }> {
  const splitter = new ListSplitter()
  let number = 0
  try {
    for await (const text of readText(file, 'utf-8', onBytes)) {
      for (const element of splitter.push(text)) {
        number += 1
        yield { ...element, number }
      }
    }
    splitter.end()
  } catch (error) {
    if (!(error instanceof BrokenJson)) throw error
    throw unreadable(
      file,
      error.message === 'long'
        ? message('an object of the JSON is longer than {n} MB', { n: LONGEST_RECORD / 1024 ** 2 })
        : message('the JSON is damaged or incomplete after object {n}', { n: splitter.count }),
    )
  }
}

function recordOf(file: LocalFile, text: string, number: number): object {
  try {
    const value: unknown = JSON.parse(text)
    if (isPlain(value)) return value
  } catch {}
  throw unreadable(file, message('object {n} of the JSON is damaged', { n: number }))
}
