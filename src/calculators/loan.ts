/** ₹, % a year, months */
export type Loan = { principal: number; rate: number; months: number }
/** Whole rupees */
export type Instalments = { emi: number; total: number; total_interest: number }
export type Row = {
  month: number
  payment: number
  interest: number
  principal: number
  balance: number
}

/**
 * Share of a loan that is paid each month: i ÷ (1 − (1 + i)⁻ⁿ) with i = rate ÷ 1200, 1 ÷ n without interest.
 * Source: the annuity formula P·i·(1+i)ⁿ ÷ ((1+i)ⁿ − 1) as Indian lenders print it (tatacapital.com, calculatordesk.in).
 */
export function instalmentShare(rate: number, months: number): number {
  const monthly = rate / 1200
  // expm1 and log1p keep their digits where a rate is close to zero.
  return monthly === 0 ? 1 / months : monthly / -Math.expm1(-months * Math.log1p(monthly))
}

/** The monthly payment, in whole rupees. */
export function emiOf({ principal, rate, months }: Loan): number {
  return Math.round(principal * instalmentShare(rate, months))
}

/** What is really paid: the sum of the schedule, whose last payment takes up what rounding left. */
export function instalmentsOf(loan: Loan): Instalments {
  const total = scheduleOf(loan).reduce((sum, { payment }) => sum + payment, 0)
  return { emi: emiOf(loan), total, total_interest: total - loan.principal }
}

/**
 * The loan month by month in whole rupees, as a bank books it: interest on what is left, rounded; the rest of the payment
 * repays; the last payment closes the balance to 0. A loan so small that rounding up repays it early ends in zeros.
 */
export function scheduleOf(loan: Loan): Row[] {
  const { rate, months } = loan
  const emi = emiOf(loan)
  let balance = loan.principal
  return Array.from({ length: months }, (_, at) => {
    const interest = Math.round((balance * rate) / 1200)
    const owed = balance + interest
    const payment = at === months - 1 ? owed : Math.min(emi, owed)
    const principal = payment - interest
    balance -= principal
    return { month: at + 1, payment, interest, principal, balance }
  })
}

/** The loan that a monthly payment pays back, ₹: payment ÷ share. */
export function affordableLoan({ emi, rate, months }: Omit<Loan, 'principal'> & { emi: number }) {
  return Math.round(emi / instalmentShare(rate, months))
}
