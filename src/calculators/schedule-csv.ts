import Papa from 'papaparse'
import { respond } from '../platform/http/respond.ts'
import { instalmentsOf, type Loan, scheduleOf } from './loan.ts'

/** The schedule as a file that says which loan it is of. */
export function scheduleCsv(request: Request, loan: Loan): Promise<Response> {
  const { principal, rate, months } = loan
  const headers = {
    'content-disposition': `attachment; filename="loan-${principal}-${rate}-${months}.csv"`,
    'x-total-count': String(months),
  }
  return respond(request, { form: 'csv', headers }, () => {
    const { emi, total, total_interest } = instalmentsOf(loan)
    const head = [
      `# loan: principal=${principal}&rate=${rate}&months=${months}`,
      `# emi: ${emi}, total: ${total}, total_interest: ${total_interest}`,
      `# rows: ${months}`,
      `# exported: ${new Date().toISOString()}`,
    ]
    return `${[...head, Papa.unparse(scheduleOf(loan))].join('\r\n')}\r\n`
  })
}
