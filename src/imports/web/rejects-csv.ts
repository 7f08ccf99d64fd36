import { csvLines } from '../../platform/csv.ts'
import { respond } from '../../platform/http/respond.ts'
import { streamed } from '../../platform/http/stream.ts'
import type { Import } from '../../snapshots/import.ts'
import type { ImportLedger } from '../../snapshots/ledger.ts'
import { rejectsTable } from './rejects-table.ts'

const BATCH = 500

/**
 * The rejected rows as a file under the source's own header: repaired in a spreadsheet it can be imported again,
 * as the columns that say why a row was refused are not read.
 */
export function rejectsCsv(
  request: Request,
  imports: ImportLedger,
  run: Import,
): Promise<Response> {
  const table = rejectsTable(run)
  const lines = async function* () {
    yield csvLines([table.header])
    for (let offset = 0; ; offset += BATCH) {
      const { items } = await imports.rejects(run.id, { offset, limit: BATCH })
      if (items.length === 0) return
      yield csvLines(items.map(table.row))
    }
  }
  const headers = {
    'content-disposition': `attachment; filename="import-${run.id}-rejects.csv"`,
    'x-total-count': String(run.rows.rejected + run.rows.duplicates),
  }
  return respond(request, { form: 'csv', headers }, () => streamed(lines()))
}
