import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { type RecordBatch, RecordBatchFileWriter, tableFromIPC } from 'apache-arrow'
import { fromArrow, toArrow } from './arrow.ts'
import { CarIndex } from './car-index.ts'
import type { Columns } from './columns.ts'

/** The index of a snapshot is not there, damaged or of another version: build it again from the rows. */
export class IndexUnreadable extends Error {
  override name = 'IndexUnreadable'
}

/** The index of a snapshot, in a file of this name. */
export const writeIndex = (path: string, columns: Columns): Promise<void> =>
  writeArrow(path, toArrow(columns))

/** Writes a table so that a file of this name is whole, whatever happens meanwhile. */
export async function writeArrow(path: string, table: RecordBatch): Promise<void> {
  mkdirSync(dirname(path), { recursive: true })
  const unfinished = `${path}.${process.pid}-${crypto.randomUUID()}`
  const file = openSync(unfinished, 'wx')
  try {
    try {
      for await (const chunk of chunks(table)) writeWhole(file, chunk)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(unfinished, path)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/**
 * Opens an index by a map of its file: nothing is read but what is asked for, and processes share it.
 * @throws IndexUnreadable
 */
export function openIndex(path: string): CarIndex {
  let bytes: Uint8Array
  try {
    bytes = Bun.mmap(path)
  } catch (error) {
    throw new IndexUnreadable(`${path} cannot be read`, { cause: error })
  }
  return readIndex(bytes, path)
}

/**
 * The index that lies in these bytes, which must stay as they are.
 * @throws IndexUnreadable
 */
export function readIndex(bytes: Uint8Array, name: string): CarIndex {
  try {
    if (!isWhole(bytes)) throw new Error('it is cut short')
    return new CarIndex(fromArrow(tableFromIPC(bytes)))
  } catch (error) {
    throw new IndexUnreadable(`${name} is damaged or of another version`, { cause: error })
  }
}

/** An Arrow file ends as it begins. */
function isWhole(bytes: Uint8Array): boolean {
  const [head, foot] = [bytes.subarray(0, 6), bytes.subarray(-6)].map((part) =>
    Buffer.from(part).toString('latin1'),
  )
  return head === 'ARROW1' && foot === head
}

async function* chunks(batch: RecordBatch): AsyncIterable<Uint8Array> {
  const writer = new RecordBatchFileWriter()
  writer.write(batch)
  writer.finish()
  yield* writer
}

function writeWhole(file: number, chunk: Uint8Array): void {
  for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at)
}
