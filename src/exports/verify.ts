import { join } from 'node:path'
import { tableFromIPC } from 'apache-arrow'
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet'
import { countCsvRows } from '../platform/csv.ts'
import type { SnapshotRecord } from '../snapshots/archive.ts'
import { fingerprint, readText } from './gzip-file.ts'
import { COLLECTIONS, type ExportedFile, type Manifest } from './manifest.ts'
import { readRows } from './ndjson.ts'

/** An extraction that must not be restored. One line: which file, and why. */
export class ExtractionRefused extends Error {
  override name = 'ExtractionRefused'
}

/**
 * Reads every file of an extraction: size, checksum, number of rows, and whether there is one for everything that the
 * list of snapshots names.
 * @throws ExtractionRefused
 */
export async function verify(folder: string, { files, snapshot }: Manifest): Promise<void> {
  for (const file of files) await verifyFile(folder, file)
  const find = (name: string) => {
    const found = files.find((file) => file.name === name && file.format === 'ndjson')
    if (!found) throw new ExtractionRefused(`${name} is missing in the manifest`)
    return found
  }
  for (const collection of COLLECTIONS) if (collection !== 'cars') find(`${collection}.ndjson.gz`)

  const ledger: SnapshotRecord[] = []
  for await (const batch of readRows<SnapshotRecord>(join(folder, 'snapshots.ndjson.gz'))) {
    ledger.push(...batch)
  }
  for (const { version, removed, cars } of ledger) {
    if (removed) continue
    const { name, rows } = find(`cars-${version}.ndjson.gz`)
    if (rows !== cars) {
      throw new ExtractionRefused(`${name} has ${rows} cars, snapshot ${version} has ${cars}`)
    }
  }
  const current = ledger.findLast(({ removed }) => !removed)
  if (current?.version !== snapshot.version || current.content_hash !== snapshot.content_hash) {
    throw new ExtractionRefused(
      `snapshots.ndjson.gz does not end with snapshot ${snapshot.version}`,
    )
  }
}

async function verifyFile(folder: string, file: ExportedFile): Promise<void> {
  const refuse = (why: string) => new ExtractionRefused(`${file.name} ${why}`)
  const path = join(folder, file.name)
  const found = await fingerprint(path).catch((error: NodeJS.ErrnoException) => {
    throw refuse(error.code === 'ENOENT' ? 'is missing' : `cannot be read: ${error.message}`)
  })
  if (found.bytes !== file.bytes) {
    throw refuse(`has ${found.bytes} bytes, the manifest says ${file.bytes}`)
  }
  if (found.sha256 !== file.sha256) {
    throw refuse(`has SHA-256 ${found.sha256}, the manifest says ${file.sha256}`)
  }
  const rows = await countRows(path, file.format).catch((error: Error) => {
    throw refuse(`cannot be read: ${error.message}`)
  })
  if (rows !== file.rows) throw refuse(`has ${rows} rows, the manifest says ${file.rows}`)
}

async function countRows(path: string, format: ExportedFile['format']): Promise<number> {
  if (format === 'csv') return countCsvRows(readText(path))
  if (format === 'arrow') return tableFromIPC(Bun.mmap(path)).numRows
  if (format === 'parquet') {
    const file = await asyncBufferFromFile(path)
    return Number((await parquetMetadataAsync(file)).num_rows)
  }
  let rows = 0
  for await (const batch of readRows(path)) rows += batch.length
  return rows
}
