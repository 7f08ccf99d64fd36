import { csvLines } from '../../platform/csv.ts'
import type { Import, Reject } from '../../snapshots/import.ts'
import { fieldsOf } from '../reading/records.ts'
import { ABOUT, ofRejects, restored } from '../reading/rejects.ts'

/** A column by its name and by which of that name it is: a header may have one twice, or without a name. */
type Column = { name: string; nth: number }

/** Of a file that the record does not have. */
const UNKNOWN = { columns: [] as Column[], delimiter: ',', refused: false }
/** Characters. */
const LINE_END = 2

/**
 * Refused rows under the columns of their sources, cell by cell as they stood there, and why each was refused. What is
 * repaired in it is imported again, and what is not is refused again: reading/rejects.ts says how.
 */
export function rejectsTable({ files }: Pick<Import, 'files'>) {
  const sources = new Map(
    files.map(({ name, header, delimiter }) => {
      const refused = ofRejects(header)
      const columns = numbered(refused ? header.slice(0, -ABOUT.length) : header)
      return [name, { columns, delimiter, refused }]
    }),
  )
  const places = new Map<string, number>()
  const own: Column[] = []
  for (const { columns } of sources.values()) {
    for (const column of columns) {
      if (places.has(keyOf(column))) continue
      places.set(keyOf(column), own.length)
      own.push(column)
    }
  }
  return {
    header: [...own.map(({ name }) => name), ...ABOUT],
    row: ({ file, raw, line, action, rule, reason }: Reject): unknown[] => {
      const { columns, delimiter, refused } = sources.get(file) ?? UNKNOWN
      const read = fieldsOf(raw, delimiter)
      const fields = refused ? restored(read, columns.length) : read
      const cells = own.map(() => '')
      columns.forEach((column, place) => {
        cells[places.get(keyOf(column)) ?? 0] = fields[place] ?? ''
      })
      const surplus = fields.slice(columns.length)
      const missing = columns.length - fields.length
      return [
        ...cells,
        file,
        line,
        action,
        rule,
        reason,
        surplus.some((cell) => cell !== '') ? csvLines([surplus]).slice(0, -LINE_END) : '',
        missing > 0 ? missing : '',
      ]
    },
  }
}

function numbered(header: readonly string[]): Column[] {
  const times = new Map<string, number>()
  return header.map((name) => {
    const nth = times.get(name) ?? 0
    times.set(name, nth + 1)
    return { name, nth }
  })
}

const keyOf = ({ name, nth }: Column) => `${nth} ${name}`
