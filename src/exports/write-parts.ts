import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { csvHeader, csvRows } from '../platform/csv.ts'
import { GzipFile } from './gzip-file.ts'
import type { ExportedFile } from './manifest.ts'
import { ndjson } from './ndjson.ts'
import type { Part } from './parts.ts'

/** Both files of a part in one pass over the store. `check` throws when the work is to stop. */
export async function writePart(
  folder: string,
  part: Part,
  check: () => void,
): Promise<ExportedFile[]> {
  const { name, collection, snapshot, columns } = part
  const names = { ndjson: `${name}.ndjson.gz`, csv: `${name}.csv.gz` }
  const lines = await GzipFile.create(join(folder, names.ndjson))
  const table = await GzipFile.create(join(folder, names.csv))
  let rows = 0
  try {
    await table.write(csvHeader(columns))
    for await (const batch of part.rows()) {
      check()
      await Promise.all([lines.write(ndjson(batch)), table.write(csvRows(columns, batch))])
      rows += batch.length
      // Health checks must not wait for the end of a large market.
      await new Promise(setImmediate)
    }
    const [ofLines, ofTable] = await Promise.all([lines.finish(), table.finish()])
    const about = { collection, snapshot, rows }
    return [
      { name: names.ndjson, ...about, format: 'ndjson', ...ofLines },
      { name: names.csv, ...about, format: 'csv', ...ofTable },
    ]
  } catch (error) {
    await Promise.all([lines.abandon(), table.abandon()])
    // Halves are of no use to anybody, and the disk may be full because of them.
    for (const each of Object.values(names)) await rm(join(folder, each), { force: true })
    throw error
  }
}
