import Papa from 'papaparse'
import { csvHeader, csvRows } from '../platform/csv.ts'
import { SECURITY_HEADERS, TYPES } from '../platform/http/respond.ts'
import { streamed } from '../platform/http/stream.ts'
import type { Import, Reject } from '../snapshots/import.ts'
import type { ImportLedger } from '../snapshots/ledger.ts'

const ABOUT = ['_file', '_line', '_action', '_rule', '_reason'] as const
const BATCH = 500

/**
 * The rejected rows as a file under the source's own header: repaired in a spreadsheet it can be imported again,
 * as the columns that say why a row was refused are not read.
 */
export function rejectsCsv(imports: ImportLedger, run: Import): Response {
  const columns = [...new Set(run.files.flatMap(({ header }) => header)), ...ABOUT]
  const lines = async function* () {
    yield csvHeader(columns)
    for (let offset = 0; ; offset += BATCH) {
      const { items } = await imports.rejects(run.id, { offset, limit: BATCH })
      if (items.length === 0) return
      yield csvRows(
        columns,
        items.map((reject) => cells(run, reject)),
      )
    }
  }
  return new Response(streamed(lines()), {
    headers: {
      ...SECURITY_HEADERS,
      'content-type': TYPES.csv,
      'content-disposition': `attachment; filename="import-${run.id}-rejects.csv"`,
      'cache-control': 'no-store',
      'x-total-count': String(run.rows.rejected + run.rows.duplicates),
    },
  })
}

function cells({ files }: Import, { file, raw, line, action, rule, reason }: Reject) {
  const source = files.find(({ name }) => name === file)
  const [fields = []] = Papa.parse<string[]>(raw, { delimiter: source?.delimiter ?? ',' }).data
  const named = Object.fromEntries(
    (source?.header ?? []).map((name, at) => [name, fields[at] ?? '']),
  )
  return { ...named, _file: file, _line: line, _action: action, _rule: rule, _reason: reason }
}
