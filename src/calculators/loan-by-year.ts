import type { Row } from './loan.ts'

export type Year = Omit<Row, 'month'> & { year: number }

/** The schedule by years from the first payment. */
export function byYear(rows: Row[]): Year[] {
  return [...Map.groupBy(rows, ({ month }) => Math.ceil(month / 12))].map(([year, months]) => {
    const sum = (of: 'payment' | 'interest' | 'principal') =>
      months.reduce((all, row) => all + row[of], 0)
    const balance = months.at(-1)?.balance ?? 0
    return {
      year,
      payment: sum('payment'),
      interest: sum('interest'),
      principal: sum('principal'),
      balance,
    }
  })
}
