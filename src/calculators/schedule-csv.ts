import Papa from 'papaparse'
import { csvMetadata, describeColumns, metadataLink } from '../platform/csvw.ts'
import { json, respond } from '../platform/http/respond.ts'
import { instalmentsOf, type Loan, scheduleOf } from './loan.ts'
import { ScheduleRow } from './queries.ts'

const addressOf = ({ principal, rate, months }: Loan) =>
  `/api/calculator/emi/schedule.csv?principal=${principal}&rate=${rate}&months=${months}`

/** The schedule as a file; its name and its metadata say which loan it is of. */
export function scheduleCsv(request: Request, loan: Loan): Promise<Response> {
  const { principal, rate, months } = loan
  const headers = {
    'content-disposition': `attachment; filename="loan-${principal}-${rate}-${months}.csv"`,
    'x-total-count': String(months),
    link: metadataLink(addressOf(loan)),
    'content-location': addressOf(loan),
  }
  return respond(request, { form: 'csv', headers }, () => `${Papa.unparse(scheduleOf(loan))}\r\n`)
}

/** What that file holds. */
export function scheduleMetadata(request: Request, loan: Loan): Promise<Response> {
  const metadata = csvMetadata({
    url: addressOf(loan),
    title: 'A loan month by month',
    columns: describeColumns(ScheduleRow),
    primaryKey: 'month',
    notes: [{ loan, ...instalmentsOf(loan), rows: loan.months }],
  })
  return json(request, metadata, { form: 'csvm' })
}
