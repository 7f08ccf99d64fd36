import { expect, test } from 'bun:test'
import { expectedMonths, recoverLoan } from './loan.ts'

test.each([
  [1231000, 23431, 11, 72],
  [786000, 15359, 12, 72],
  [271000, 24091, 12, 12],
])('%p at %p a month: %p %%, %p months', (price, emi, rate, months) => {
  const total_interest = emi * months - price
  expect(recoverLoan(price, emi)).toEqual({ rate, months, total_interest, reconciles: true })
})

test('at exactly 800,000 either rate is the lender’s', () => {
  const monthly = (rate: number) => {
    const i = rate / 1200
    return Math.round((800_000 * i) / (1 - (1 + i) ** -60))
  }
  expect(recoverLoan(800_000, monthly(11)).rate).toBe(11)
  expect(recoverLoan(800_000, monthly(12)).rate).toBe(12)
  expect(recoverLoan(801_000, monthly(12)).reconciles).toBe(false)
})

test('the rounding of the price is undone, a real difference is not', () => {
  expect(recoverLoan(300_000, 26_655 + 40).reconciles).toBe(true)
  expect(recoverLoan(300_000, 26_655 + 60).reconciles).toBe(false)
  expect(recoverLoan(300_001, 26_655 + 40).reconciles).toBe(false)
  expect(recoverLoan(300_000, 1).months).toBeNull()
})

test('the term follows age and fuel', () => {
  expect(expectedMonths('petrol', 'KA', 3)).toBe(72)
  expect(expectedMonths('petrol', 'KA', 12)).toBe(36)
  expect(expectedMonths('cng', 'KA', 12)).toBe(12)
  expect(expectedMonths('diesel', 'KA', 9)).toBe(60)
  expect(expectedMonths('diesel', 'DL', 9)).toBe(12)
  expect(expectedMonths('diesel', 'DL', 20)).toBe(0)
  expect(expectedMonths('other', 'KA', 3)).toBeNull()
})
