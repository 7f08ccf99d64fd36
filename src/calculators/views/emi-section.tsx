import { count, currencySign, money, percent, rate } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Chart } from '../../platform/ui/charts/chart.tsx'
import { Actions, Figures } from '../../platform/ui/parts.tsx'
import { DataTable } from '../../platform/ui/tables.tsx'
import { instalmentsOf, type Loan, type Row, scheduleOf } from '../loan.ts'
import { byYear } from '../loan-by-year.ts'
import type { Forms } from '../sections.ts'
import { LoanChart } from './loan-chart.tsx'
import { AsJson, Calculator, type Field, Finding } from './parts.tsx'
import { calculatorWords } from './words.ts'

export const loanFields = (): Field[] => [
  { name: 'rate', label: t('Interest a year'), unit: '%' },
  { name: 'months', label: t('Length of the loan'), unit: 'months' },
]

export function Emi({ form }: { form: Forms['emi'] }) {
  return (
    <Calculator
      id="emi"
      title={calculatorWords('emi').title}
      form={form}
      leadsOn={form.result !== null}
      fields={[{ name: 'principal', label: t('Loan'), unit: '₹' }, ...loanFields()]}
    >
      {form.result ? <Result loan={form.result} search={form.search} /> : null}
    </Calculator>
  )
}

function Result({ loan, search }: { loan: Loan; search: string }) {
  const { emi, total, total_interest } = instalmentsOf(loan)
  const rows = scheduleOf(loan)
  return (
    <>
      <Finding
        text={t('{loan} at {rate} over {months} months costs {emi} a month.', {
          loan: money(loan.principal),
          rate: rate(loan.rate),
          months: count(loan.months),
          emi: money(emi),
        })}
      />
      <Figures
        items={[
          { label: t('a month'), value: money(emi) },
          { label: t('in all'), value: money(total) },
          { label: t('of which interest'), value: money(total_interest) },
          {
            label: t('interest on top of the loan'),
            value: percent(total_interest / loan.principal),
          },
        ]}
      />
      <Balance loan={loan} rows={rows} />
      <details id="emi-schedule">
        <summary safe>{t('All {months} payments', { months: count(loan.months) })}</summary>
        <DataTable
          caption={t('Amortisation table, {sign}. The last payment takes up what rounding left.', {
            sign: currencySign(),
          })}
          columns={[
            { label: t('Month') },
            { label: t('Payment'), num: true },
            { label: t('Interest'), num: true },
            { label: t('Repaid'), num: true },
            { label: t('Left to pay'), num: true },
          ]}
          rows={rows.map((row) => [
            { text: String(row.month) },
            ...[row.payment, row.interest, row.principal, row.balance].map(amount),
          ])}
        />
      </details>
      <Actions
        links={[
          {
            href: `/api/calculator/emi/schedule?${search}&format=csv`,
            label: t('All payments as CSV'),
          },
        ]}
      />
      <AsJson href={`/api/calculator/emi?${search}`} />
    </>
  )
}

function Balance({ loan, rows }: { loan: Loan; rows: Row[] }) {
  const half = rows.find(({ balance }) => balance <= loan.principal / 2)?.month ?? loan.months
  const [first] = rows
  const share = first && first.payment > 0 ? first.interest / first.payment : 0
  const finding = t('Half of the loan is paid back after {months} of {all} months.', {
    months: count(half),
    all: count(loan.months),
  })
  return (
    <Chart
      finding={finding}
      caption={t(
        'Interest takes {share} of the first payment and less of each one that follows: it is counted on what is left.',
        { share: percent(share) },
      )}
      table={{
        caption: t('The loan by years, {sign}', { sign: currencySign() }),
        columns: [
          { label: t('Year') },
          { label: t('Paid'), num: true },
          { label: t('Interest'), num: true },
          { label: t('Repaid'), num: true },
          { label: t('Left to pay'), num: true },
        ],
        rows: byYear(rows).map((year) => [
          { text: String(year.year) },
          ...[year.payment, year.interest, year.principal, year.balance].map(amount),
        ]),
      }}
    >
      <LoanChart principal={loan.principal} rows={rows} label={finding} />
    </Chart>
  )
}

export const amount = (value: number) => ({ text: count(value) })
