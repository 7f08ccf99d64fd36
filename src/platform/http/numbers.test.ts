import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { readAmount, readFraction, readWhole } from './numbers.ts'

test.each([
  ['500000', 500_000, 500_000],
  ['5,00,000', 500_000, '5,00,000'],
  ['₹5_00_000', 500_000, 500_000],
  [' 12 ', 12, 12],
  ['-3', -3, -3],
  ['11.5', '11.5', 11.5],
  ['11,5', 1_15, 11.5],
  ['11 %', '11 %', 11],
  ['1e-7', '1e-7', 1e-7],
  ['1e1', '1e1', 10],
  ['0x10', '0x10', '0x10'],
  ['0b1', '0b1', '0b1'],
  ['Infinity', 'Infinity', 'Infinity'],
  ['NaN', 'NaN', 'NaN'],
  ['', '', ''],
  ['--1', '--1', '--1'],
  ['1.2.3', '1.2.3', '1.2.3'],
])('%j is %j as a whole number, %j as a fraction', (text, whole, fraction) => {
  expect([readWhole(text), readFraction(text)]).toEqual([whole, fraction])
})

test('what a program writes is read as what it had', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (int, double) => {
        expect(readWhole(String(int))).toBe(int)
        expect(readFraction(String(double))).toBe(Number(String(double)))
      },
    ),
  )
})

test('what is no text stays what it is', () => {
  for (const value of [undefined, null, 5, ['1', '2']]) {
    expect(readWhole(value)).toBe(value)
    expect(readFraction(value)).toBe(value)
  }
})

test.each([
  ['7 lakh', 700_000],
  ['7L', 700_000],
  ['₹7,00,000', 700_000],
  ['Rs. 7.25 Lakhs', 725_000],
  ['6.5lac', 650_000],
  ['1.2 crore', 12_000_000],
  ['2 Cr', 20_000_000],
  ['650k', 650_000],
  ['650000', 650_000],
])('an amount is read as people say it: %s', (said, rupees) => {
  expect(readAmount(said)).toBe(rupees)
})

test.each(['7 lakhs more', 'lakh', '7 m', '1.5', '', '7..5L', '-7L'])(
  'what is no amount stays what it is: %s',
  (said) => {
    expect(readAmount(said)).toBe(said)
  },
)
