import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { arrowFile } from '../platform/columnar/arrow-file.ts'
import { typedColumns } from '../platform/columnar/columns.ts'
import { parquetFile } from '../platform/columnar/parquet-file.ts'
import { columnsOf, csvHeader, csvRows } from '../platform/csv.ts'
import { GzipFile } from './gzip-file.ts'
import { type ExportedFile, type FileFormat, fileName } from './manifest.ts'
import { ndjson } from './ndjson.ts'
import type { Part } from './parts.ts'

type Written = { rows: number; bytes: number; sha256: string }
/** Writes rows into a file. A batch is held at a time, or a group of rows where the format has such. */
type Write = (
  path: string,
  rows: AsyncIterable<object[]>,
  part: Part,
) => Promise<Omit<Written, 'rows'>>

const WRITERS: Record<FileFormat, Write> = {
  ndjson: (path, rows) => zipped(path, lines(rows)),
  csv: (path, rows, { schema }) => zipped(path, table(columnsOf(schema), rows)),
  arrow: (path, rows, part) =>
    plain(path, arrowFile(typedColumns(part.schema), rows, aboutOf(part))),
  parquet: (path, rows, part) =>
    plain(path, parquetFile(typedColumns(part.schema), rows, aboutOf(part))),
}

/** The files of a part, each in a pass of its own over the store. `check` throws when the work is to stop. */
export async function writePart(
  folder: string,
  part: Part,
  check: () => void,
): Promise<ExportedFile[]> {
  const { name, collection, snapshot } = part
  const files: ExportedFile[] = []
  for (const format of part.formats) {
    const file = fileName(name, format)
    const counted = { rows: 0 }
    try {
      const written = await WRITERS[format](
        join(folder, file),
        counting(part, counted, check),
        part,
      )
      files.push({ name: file, collection, snapshot, format, ...counted, ...written })
    } catch (error) {
      // Halves are of no use to anybody, and the disk may be full because of them.
      for (const each of part.formats) await rm(join(folder, fileName(name, each)), { force: true })
      throw error
    }
  }
  return files
}

async function* counting(part: Part, counted: { rows: number }, check: () => void) {
  for await (const batch of part.rows()) {
    check()
    yield batch
    counted.rows += batch.length
    // Health checks must not wait for the end of a large market.
    await new Promise(setImmediate)
  }
}

const aboutOf = ({ name, snapshot }: Part) => ({ title: name, snapshot: String(snapshot) })

async function* lines(rows: AsyncIterable<object[]>) {
  for await (const batch of rows) yield ndjson(batch)
}

async function* table(columns: string[], rows: AsyncIterable<object[]>) {
  yield csvHeader(columns)
  for await (const batch of rows) yield csvRows(columns, batch)
}

async function zipped(path: string, text: AsyncIterable<string>) {
  const file = await GzipFile.create(path)
  try {
    for await (const piece of text) await file.write(piece)
    return await file.finish()
  } catch (error) {
    await file.abandon()
    throw error
  }
}

async function plain(path: string, chunks: AsyncIterable<Uint8Array>) {
  const hash = new Bun.CryptoHasher('sha256')
  let bytes = 0
  const file = await open(path, 'w')
  try {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      await file.appendFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}
