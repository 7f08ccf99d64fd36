import { infer } from '../../src/imports/profile/infer.ts'
import { refuseHeader } from '../../src/imports/reading/columns.ts'
import type { Columns } from '../../src/listing/row.ts'

/** The columns of a file whose header is all that is known of it. */
export function readHeader(file: string, header: string[]): Columns {
  const sight = {
    encoding: { name: 'utf-8', sure: true },
    delimiter: ',',
    quote: '"',
    header: header.map((name) => name.trim()),
    rows: [],
    headed: 'yes',
    carriageReturns: false,
  } as const
  const { columns, missing } = infer(sight, { currency: null, unit: 'km', pack: 'india' })
  refuseHeader(file, sight.header, missing)
  return columns
}
