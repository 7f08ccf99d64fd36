import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { arrowFile } from '../platform/columnar/arrow-file.ts'
import { typedColumns } from '../platform/columnar/columns.ts'
import { parquetFile } from '../platform/columnar/parquet-file.ts'
import { columnsOf, csvFile } from '../platform/csv.ts'
import { ndjsonFile } from '../platform/ndjson.ts'
import { GzipFile } from './gzip-file.ts'
import { inStep } from './in-step.ts'
import { type ExportedFile, type FileFormat, fileName } from './manifest.ts'
import type { Part } from './parts.ts'

/** Writes rows into a file. A batch is held at a time, or a group of rows where the format has such. */
type Write = (
  path: string,
  rows: AsyncIterable<object[]>,
  part: Part,
) => Promise<{ bytes: number; sha256: string }>

const WRITERS: Record<FileFormat, Write> = {
  ndjson: (path, rows) => zipped(path, ndjsonFile(rows)),
  csv: (path, rows, { schema }) => zipped(path, csvFile(columnsOf(schema), rows)),
  arrow: (path, rows, part) =>
    plain(path, arrowFile(typedColumns(part.schema), rows, aboutOf(part))),
  parquet: (path, rows, part) =>
    plain(path, parquetFile(typedColumns(part.schema), rows, aboutOf(part))),
}

/** The files of a part, in one pass over the store. `check` throws when the work is to stop. */
export async function writePart(
  folder: string,
  part: Part,
  check: () => void,
): Promise<ExportedFile[]> {
  const { name, collection, snapshot, formats } = part
  const counted = { rows: 0 }
  const { reader, fail } = inStep(counting(part, counted, check), formats.length)
  const outcomes = await Promise.allSettled(
    formats.map(async (format): Promise<ExportedFile> => {
      const file = fileName(name, format)
      try {
        const written = await WRITERS[format](join(folder, file), reader(), part)
        return { name: file, collection, snapshot, format, ...counted, ...written }
      } catch (error) {
        // The others would wait for it.
        fail(error)
        throw error
      }
    }),
  )
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue
    // Halves are of no use to anybody, and the disk may be full because of them.
    for (const each of formats) await rm(join(folder, fileName(name, each)), { force: true })
    throw outcome.reason
  }
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []))
}

async function* counting(part: Part, counted: { rows: number }, check: () => void) {
  for await (const batch of part.rows()) {
    check()
    counted.rows += batch.length
    yield batch
    // Health checks must not wait for the end of a large market.
    await new Promise(setImmediate)
  }
}

const aboutOf = ({ name, snapshot }: Part) => ({ title: name, snapshot: String(snapshot) })

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
