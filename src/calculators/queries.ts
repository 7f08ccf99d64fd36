import { z } from 'zod'
import { sentence } from '../platform/language/message.ts'
import { type Assumption, OWNERSHIP, TRANSFER } from './assumptions.ts'
import { DECIMAL, OPERATIONS } from './decimal.ts'
import { choice, fraction, optional, usually, whole } from './fields.ts'
import { TERMS } from './ownership.ts'
import { FEES } from './transfer.ts'

/* One schema for each calculator: the form, the OpenAPI document and the address that people share. */

const MOST_RUPEES = 10_000_000_000
const about = <T extends z.ZodType>(schema: T, description: string, example?: number | string) =>
  schema.meta({ description, ...(example !== undefined && { example }) })
const rupees = (least = 0) => whole(least, MOST_RUPEES)
const percent = () => fraction(0, 100)
const rate = about(percent(), 'Interest, % a year (needed)', 11)
const months = about(whole(1, 360), 'Number of monthly payments (needed)', 72)

/** What is read as a number, for those who send one; its size is the calculator's to judge. */
const OPERAND =
  '^[+-]?([0-9]{1,28}([.][0-9]{0,28})?|[.][0-9]{1,28})([eE][+-]?0*([12]?[0-9]{1,2}|300))?$'

const operand = about(
  z
    .string()
    .trim()
    .regex(DECIMAL, {
      error: ({ input }) =>
        input === '' ? sentence('is missing') : sentence('"{value}" is not a decimal number'),
    }),
  'Decimal number of up to 28 digits, such as 0.1 or 1e-3 (needed)',
  '0.1',
).meta({ pattern: OPERAND })
export const ArithmeticQuery = z.strictObject({ a: operand, b: operand })
/** The form has all four in one. */
export const ArithmeticForm = ArithmeticQuery.extend({ operation: choice(OPERATIONS, 'add') })

export const EmiQuery = z.strictObject({
  principal: about(rupees(1), 'Loan, ₹ (needed)', 1_231_000),
  rate,
  months,
})
export const ScheduleQuery = EmiQuery.extend({
  format: about(
    choice(['json', 'csv'], 'json'),
    'json; with csv this address answers as /api/calculator/emi/schedule.csv does',
  ).meta({ enum: ['json'], example: 'json' }),
})
export const AffordabilityQuery = z.strictObject({
  emi: about(rupees(1), 'What can be paid each month, ₹ (needed)', 15_000),
  rate,
  months,
  down_payment: about(usually(rupees(), 0), 'What can be paid at once, ₹'),
})

/** An assumption as a parameter: it says what it usually is, where that comes from and when it was looked up. */
const assumed = (what: string, { value, unit, source, as_of }: Assumption) =>
  about(
    usually(unit === '%' ? percent() : rupees(), value),
    `${what}, ${unit}; ${value} is from ${source}, looked up ${as_of}`,
  )

/** An assumption that a market with a model makes better. */
const learnt = (what: string, { value, source, as_of }: Assumption) =>
  about(
    optional(percent()),
    `${what}, %; by default from the model of the market, and where there is none ${value} from ${source}, looked up ${as_of}`,
    value,
  )

export const TransferQuery = z.strictObject({
  price: about(rupees(1), 'Asking price, ₹ (needed)', 594_000),
  state: about(choice(['same', 'other'], 'same'), 'Whether it stays in its state of registration'),
  financed: about(choice(['yes', 'no'], 'yes'), 'Whether a loan is entered in the registration'),
  fuel: about(choice(['petrol', 'diesel'], 'petrol'), 'Decides on the road tax'),
  age_years: about(usually(whole(0, 60), 5), 'Age in years'),
  transfer_fee: assumed('Transfer of ownership', TRANSFER.transfer_fee),
  smart_card: assumed('Smart card', TRANSFER.smart_card),
  hypothecation: assumed('Entry of the loan', TRANSFER.hypothecation),
  noc: assumed('No-objection certificate of the old state', TRANSFER.noc),
  registration: assumed('Registration in the new state', TRANSFER.registration),
  road_tax: about(
    optional(percent()),
    'Road tax of the new state, % of the price; by default by price and fuel, from a table of Delhi for new cars',
    8,
  ),
  refund: about(usually(rupees(), 0), 'Road tax that the old state pays back, ₹'),
  renewal: assumed('Renewal of the registration from 15 years of age', TRANSFER.renewal),
  insurance: about(usually(rupees(), 0), 'Premium that is due at once, ₹'),
})

const OwnershipFields = z.strictObject({
  price: about(rupees(1), 'Asking price, ₹ (needed)', 594_000),
  years: about(usually(whole(1, 15), 5), 'Years that the car is kept'),
  age_years: about(usually(whole(0, 60), 5), 'Age today in years'),
  new_price: about(
    optional(rupees(1)),
    'Listed price when new, ₹: the insured value is counted from it; by default the asking price is taken to be the insured value of today',
    900_000,
  ),
  down_payment: about(usually(rupees(), 0), 'What is paid at once, ₹; the rest is a loan'),
  rate: about(usually(percent(), 12), 'Interest of the loan, % a year'),
  months: about(usually(whole(1, 360), 60), 'Months of the loan'),
  km_year: about(usually(whole(0, 500_000), OWNERSHIP.km_year.value), 'Distance driven, km a year'),
  fuel_price: about(
    usually(fraction(0, 10_000), OWNERSHIP.fuel_price.value),
    'Price of fuel, ₹ for a litre, kg or kWh',
  ),
  km_per_unit: about(
    usually(fraction(0.1, 1000), OWNERSHIP.km_per_unit.value),
    'Distance on a litre, kg or kWh, km',
  ),
  own_damage: assumed('Insurance of the car a year, of its insured value', OWNERSHIP.own_damage),
  third_party: assumed('Insurance of others a year', OWNERSHIP.third_party),
  premium_tax: assumed('Tax on premiums', OWNERSHIP.premium_tax),
  depreciation_first: learnt('Value lost in the first year', OWNERSHIP.depreciation_first),
  depreciation_young: learnt('Value lost in years 2 to 4', OWNERSHIP.depreciation_young),
  depreciation_middle: learnt('Value lost in years 5 to 7', OWNERSHIP.depreciation_middle),
  depreciation_old: learnt('Value lost in each later year', OWNERSHIP.depreciation_old),
})
export const OwnershipQuery = OwnershipFields.superRefine(
  ({ price, down_payment, new_price }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (down_payment >= price) refuse('down_payment', sentence('is not less than the price'))
    if (new_price !== undefined && new_price < price) {
      refuse('new_price', sentence('is less than the asking price'))
    }
  },
)

const amount = z.int()
const signed = (description: string) => amount.meta({ description })
export const CalculationAnswer = z
  .object({
    operation: z.enum(OPERATIONS),
    a: z.number(),
    b: z.number(),
    result: z.number().meta({
      description:
        'Written with all its digits, up to 100; a quotient without an end has 28 (half to even). A program that reads JSON numbers as doubles gets the nearest one.',
    }),
  })
  .meta({ id: 'Calculation' })
export const EmiAnswer = z
  .object({
    emi: amount,
    total: signed('The sum of the schedule, whose last payment takes up what rounding left'),
    total_interest: amount,
  })
  .meta({ id: 'Emi' })
export const ScheduleRow = z.object({
  month: signed('Number of the payment, from 1'),
  payment: signed('What is paid, ₹'),
  interest: signed('Interest on what was left, ₹'),
  principal: signed('What it repays, ₹'),
  balance: signed('What is then left, ₹'),
})
export const ScheduleAnswer = z
  .object({ items: z.array(ScheduleRow).meta({ description: 'A row a month' }) })
  .meta({ id: 'Schedule' })
export const AffordabilityAnswer = z.object({ price: amount }).meta({ id: 'Affordability' })
const origin = {
  as_of: z.iso.date().nullable().meta({ description: 'When its source was looked up' }),
  source: z.string().nullable().meta({ description: 'null: it was given' }),
  status: z.enum(['checked', 'listed', 'weak', 'ours']).nullable(),
}
export const TransferAnswer = z
  .object({
    price: amount,
    fees: amount,
    total: amount,
    items: z.array(
      z.object({ id: z.enum(FEES), amount: signed('₹; negative: paid back'), ...origin }),
    ),
  })
  .meta({ id: 'Transfer' })
const terms = Object.fromEntries(TERMS.map((term) => [term, amount]))
export const OwnershipAnswer = z
  .object({
    total: signed('₹ over all years'),
    per_month: amount,
    per_km: z.number().nullable().meta({ description: '₹; null where nothing is driven' }),
    value_after: signed('What the car is then worth, ₹'),
    terms: z.object(terms),
    items: z.array(
      z.object({
        year: amount,
        value: signed('At the end of the year, ₹'),
        idv: signed('Insured declared value, ₹'),
        ...terms,
        total: amount,
      }),
    ),
  })
  .meta({ id: 'Ownership' })
