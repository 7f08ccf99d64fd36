import { Elysia } from 'elysia'
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
import { scheduleCsv } from './schedule-csv.ts'
import { transferOf } from './transfer.ts'

const SUMMARIES: Record<Operation, string> = {
  add: 'Sum of two decimal numbers, exact',
  subtract: 'Difference of two decimal numbers, exact',
  multiply: 'Product of two decimal numbers, exact',
  divide: 'Quotient of two decimal numbers, exact or of 28 digits',
}
const problems = [400, 422]

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
        summary: SUMMARIES[name],
        tag: 'Calculators',
        query: queries.ArithmeticQuery,
        answers: [queries.CalculationAnswer],
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
        summary: 'Monthly payment of a loan, and what it costs',
        description:
          'P·i·(1+i)ⁿ ÷ ((1+i)ⁿ − 1) with i = rate ÷ 1200; P ÷ n without interest; rounded to the rupee.',
        tag: 'Calculators',
        query: queries.EmiQuery,
        answers: [queries.EmiAnswer],
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
        summary: 'A loan month by month, down to a balance of 0',
        tag: 'Calculators',
        query: queries.ScheduleQuery,
        answers: [queries.ScheduleAnswer, 'csv'],
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
        summary: 'The price that a monthly budget pays',
        tag: 'Calculators',
        query: queries.AffordabilityQuery,
        answers: [queries.AffordabilityAnswer],
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
        summary: 'Cost to put a used car in your name (India), each assumption a parameter',
        tag: 'Calculators',
        query: queries.TransferQuery,
        answers: [queries.TransferAnswer],
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
        summary: 'Cost of keeping a car: depreciation, interest, insurance, fuel',
        tag: 'Calculators',
        query: queries.OwnershipQuery,
        answers: [queries.OwnershipAnswer],
        problems,
      }),
    )
}
