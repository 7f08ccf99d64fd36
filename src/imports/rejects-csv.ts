import { csvLines } from '../platform/csv.ts'
import { SECURITY_HEADERS, TYPES } from '../platform/http/respond.ts'
import { streamed } from '../platform/http/stream.ts'
import type { Import } from '../snapshots/import.ts'
import type { ImportLedger } from '../snapshots/ledger.ts'
import { rejectsTable } from './rejects-table.ts'

const BATCH = 500

/**
 * The rejected rows as a file under the source's own header: repaired in a spreadsheet it can be imported again,
 * as the columns that say why a row was refused are not read.
 */
export function rejectsCsv(imports: ImportLedger, run: Import): Response {
  const table = rejectsTable(run)
  const lines = async function* () {
    yield csvLines([table.header])
    for (let offset = 0; ; offset += BATCH) {
      const { items } = await imports.rejects(run.id, { offset, limit: BATCH })
      if (items.length === 0) return
      yield csvLines(items.map(table.row))
    }
  }
  return new Response(streamed(lines()), {
    headers: {
      ...SECURITY_HEADERS,
      'content-type': TYPES.csv,
      'content-disposition': `attachment; filename="import-${run.id}-rejects.csv"`,
      'cache-control': 'no-store',
    },
  })
}
