import { Decimal } from 'decimal.js'
import { type HttpError, refusal } from '../platform/http/errors.ts'
import { type Message, message } from '../platform/language/message.ts'

export const OPERATIONS = ['add', 'subtract', 'multiply', 'divide'] as const
export type Operation = (typeof OPERATIONS)[number]

/** Digits that a quotient is rounded to where it does not end before; half to even. */
export const QUOTIENT_DIGITS = 28
/** Significant digits of an operand, and of an exact result */
const OPERAND_DIGITS = 28
const RESULT_DIGITS = 100
/** Powers of ten between which numbers lie: what a double can hold as well */
const LARGEST_POWER = 300

const Exact = Decimal.clone({ precision: 2 * LARGEST_POWER + 100, toExpNeg: -7, toExpPos: 21 })
const Rounded = Exact.clone({ precision: QUOTIENT_DIGITS, rounding: Decimal.ROUND_HALF_EVEN })

export const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,9})?$/

/** Numbers as they are written in JSON: with all their digits, whatever a double would keep of them. */
export type Calculation = { operation: Operation; a: string; b: string; result: string }

/**
 * Exact decimal arithmetic: 0.1 + 0.2 is 0.3. Only a quotient can have no end (1 ÷ 3); it has 28 digits.
 * @throws HttpError 422 for a division by zero, and for what is too long, too large or too small
 */
export function calculate(operation: Operation, a: string, b: string): Calculation {
  const [left, right] = [operand('a', a), operand('b', b)]
  if (operation === 'divide' && right.isZero()) {
    throw unacceptable('b', message('is zero, and nothing can be divided by zero'))
  }
  const result = checked('result', outcome(operation, left, right), RESULT_DIGITS)
  return { operation, a: written(left), b: written(right), result: written(result) }
}

/** As JSON. `result` is always a number; who reads it as a double gets the nearest one. */
export const toJson = ({ operation, a, b, result }: Calculation): string =>
  `{"operation":"${operation}","a":${a},"b":${b},"result":${result}}`

function outcome(operation: Operation, a: Decimal, b: Decimal): Decimal {
  switch (operation) {
    case 'add':
      return a.plus(b)
    case 'subtract':
      return a.minus(b)
    case 'multiply':
      return a.times(b)
    case 'divide':
      return Rounded.div(a, b)
  }
}

const operand = (name: string, text: string) =>
  checked(name, new Exact(text.replace(/^\+/, '')), OPERAND_DIGITS)

function checked(name: string, value: Decimal, digits: number): Decimal {
  if (value.isZero()) return value
  if (!value.isFinite() || Math.abs(value.e) > LARGEST_POWER) {
    throw unacceptable(
      name,
      message('lies outside 10^−{power} to 10^{power} in size', { power: LARGEST_POWER }),
    )
  }
  if (value.precision() > digits) {
    throw unacceptable(name, message('has more than {digits} digits', { digits }))
  }
  return value
}

/** A zero has no sign. */
const written = (value: Decimal): string => (value.isZero() ? '0' : value.toString())

const unacceptable = (parameter: string, problem: Message): HttpError =>
  refusal(422, [{ parameter, message: problem }])
