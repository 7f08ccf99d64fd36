import { Elysia } from 'elysia'
import { CsvMetadata } from '../platform/csvw.ts'
import { operation } from '../platform/http/openapi.ts'
import { readQuery } from '../platform/http/query.ts'
import { json, respond } from '../platform/http/respond.ts'
import { OWNERSHIP, type OwnershipAssumptions } from './assumptions.ts'
import { calculate, OPERATIONS, type Operation, toJson } from './decimal.ts'
import { stepCurve, stepsFrom } from './depreciation.ts'
import { readCalculation } from './fields.ts'
import { affordableLoan, instalmentsOf, scheduleOf } from './loan.ts'
import { ownershipOf } from './ownership.ts'
import * as queries from './queries.ts'
import { scheduleCsv, scheduleMetadata } from './schedule-csv.ts'
import { transferOf } from './transfer.ts'

const SUMMARIES: Record<Operation, string> = {
  add: 'Sum of two decimal numbers, exact',
  subtract: 'Difference of two decimal numbers, exact',
  multiply: 'Product of two decimal numbers, exact',
  divide: 'Quotient of two decimal numbers, exact or of 28 digits',
}
const NAMES: Record<Operation, string> = {
  add: 'addNumbers',
  subtract: 'subtractNumbers',
  multiply: 'multiplyNumbers',
  divide: 'divideNumbers',
}
const problems = [422]

/** The calculators for programs. They need no store. @param assumptions of a market, for those who give none */
export function calculatorApi(
  assumptions: () => Promise<OwnershipAssumptions> = async () => OWNERSHIP,
) {
  return new Elysia({ name: 'calculator-api' })
    .use(arithmetic())
    .use(loans())
    .use(costs(assumptions))
}

function arithmetic() {
  const routes = new Elysia({ name: 'calculator-arithmetic' })
  for (const name of OPERATIONS) {
    routes.get(
      `/api/calculator/${name}`,
      async ({ request }) => {
        const { a, b } = readQuery(queries.ArithmeticQuery, request)
        const found = calculate(name, a, b)
        return respond(request, { form: 'json' }, () => toJson(found))
      },
      operation({
        name: NAMES[name],
        summary: SUMMARIES[name],
        description:
          'Numbers have 28 digits at most and lie between 10^−300 and 10^300 in size, an exact result has 100 digits; a division by zero is a 422.',
        tag: 'Calculators',
        query: queries.ArithmeticQuery,
        answer: queries.CalculationAnswer,
        problems,
      }),
    )
  }
  return routes
}

function loans() {
  return new Elysia({ name: 'calculator-loans' })
    .get(
      '/api/calculator/emi',
      async ({ request }) =>
        json(request, instalmentsOf(readCalculation(queries.EmiQuery, request))),
      operation({
        name: 'calculateEmi',
        summary: 'Monthly payment of a loan, and what it costs',
        description:
          'P·i·(1+i)ⁿ ÷ ((1+i)ⁿ − 1) with i = rate ÷ 1200; P ÷ n without interest; rounded to the rupee.',
        tag: 'Calculators',
        query: queries.EmiQuery,
        answer: queries.EmiAnswer,
        problems,
      }),
    )
    .get(
      '/api/calculator/emi/schedule',
      async ({ request }) => {
        const { format, ...loan } = readCalculation(queries.ScheduleQuery, request)
        return format === 'csv'
          ? scheduleCsv(request, loan)
          : json(request, { items: scheduleOf(loan) })
      },
      operation({
        name: 'getEmiSchedule',
        summary: 'A loan month by month, down to a balance of 0',
        tag: 'Calculators',
        query: queries.ScheduleQuery,
        answer: queries.ScheduleAnswer,
        problems,
      }),
    )
    .get(
      '/api/calculator/emi/schedule.csv',
      ({ request }) => scheduleCsv(request, readCalculation(queries.EmiQuery, request)),
      operation({
        name: 'downloadEmiScheduleCsv',
        summary: 'A loan month by month, as a CSV file',
        tag: 'Calculators',
        query: queries.EmiQuery,
        answer: 'csv',
        example: 'month,payment,interest,principal,balance\r\n1,23430,11284,12146,1218854\r\n',
        headers: ['X-Total-Count', 'Link', 'Content-Disposition'],
        problems,
      }),
    )
    .get(
      '/api/calculator/emi/schedule.csv-metadata.json',
      ({ request }) => scheduleMetadata(request, readCalculation(queries.EmiQuery, request)),
      operation({
        name: 'describeEmiScheduleCsv',
        summary: 'What the CSV file of the same loan holds: its columns, and the loan',
        tag: 'Calculators',
        query: queries.EmiQuery,
        answer: CsvMetadata,
        form: 'csvm',
        problems,
      }),
    )
    .get(
      '/api/calculator/affordability',
      async ({ request }) => {
        const { down_payment, ...budget } = readCalculation(queries.AffordabilityQuery, request)
        return json(request, { price: affordableLoan(budget) + down_payment })
      },
      operation({
        name: 'calculateAffordability',
        summary: 'The price that a monthly budget pays',
        tag: 'Calculators',
        query: queries.AffordabilityQuery,
        answer: queries.AffordabilityAnswer,
        problems,
      }),
    )
}

function costs(assumptions: () => Promise<OwnershipAssumptions>) {
  return new Elysia({ name: 'calculator-costs' })
    .get(
      '/api/calculator/transfer',
      async ({ request }) =>
        json(request, transferOf(readCalculation(queries.TransferQuery, request))),
      operation({
        name: 'calculateTransfer',
        summary: 'Cost to put a used car in your name (India), each assumption a parameter',
        tag: 'Calculators',
        query: queries.TransferQuery,
        answer: queries.TransferAnswer,
        problems,
      }),
    )
    .get(
      '/api/calculator/ownership',
      async ({ request }) => {
        const query = readCalculation(queries.OwnershipQuery, request)
        return json(request, ownershipOf(query, stepCurve(stepsFrom(query, await assumptions()))))
      },
      operation({
        name: 'calculateOwnership',
        summary: 'Cost of keeping a car: depreciation, interest, insurance, fuel',
        tag: 'Calculators',
        query: queries.OwnershipQuery,
        answer: queries.OwnershipAnswer,
        problems,
      }),
    )
}
