import { readText } from './gzip-file.ts'

const BATCH = 500

/** The rows of a gzip NDJSON file, in batches. @throws when it is damaged or a line is not an object */
export async function* readRows<T extends object>(path: string): AsyncGenerator<T[]> {
  let [rest, number] = ['', 0]
  let batch: T[] = []
  for await (const text of readText(path)) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      number += 1
      batch.push(parse<T>(line, number))
      if (batch.length < BATCH) continue
      yield batch
      batch = []
    }
  }
  if (rest !== '') throw new Error(`line ${number + 1} is cut short`)
  if (batch.length > 0) yield batch
}

function parse<T extends object>(line: string, number: number): T {
  let row: unknown
  try {
    row = JSON.parse(line)
  } catch {
    throw new Error(`line ${number} is not JSON`)
  }
  if (row === null || typeof row !== 'object' || Array.isArray(row)) {
    throw new Error(`line ${number} is not an object`)
  }
  return row as T
}
