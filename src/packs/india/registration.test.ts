import { describe, expect, test } from 'bun:test'
import { cleanMark, lookUpRegistration } from './registration.ts'
import { REGISTRATION_LIMITS } from './registration-limits.ts'
import { registrationLimit, yearsLeft } from './registration-rule.ts'

test.each([
  ['HR26', 'HR', 'Gurugram', null],
  ['HR5', 'HR', 'Karnal', null],
  ['DL7C', 'DL', 'Delhi', null],
  ['DL12', 'DL', 'Delhi', null],
  ['DL7S', 'DL', 'Delhi', null],
  ['TS07', 'TG', 'Ranga Reddy', null],
  ['TG07', 'TG', 'Ranga Reddy', null],
  ['AP28', 'TG', 'Ranga Reddy', 'telangana'],
  ['AP09', 'TG', 'Hyderabad', 'telangana'],
  ['AP16', 'AP', 'Vijayawada', null],
  ['WB02', 'WB', 'Kolkata', null],
  ['OR02', 'OD', 'Bhubaneswar', null],
  ['UA07', 'UK', 'Dehradun', null],
  ['KA63', 'KA', null, 'office-unverified'],
  ['TS30', 'TG', null, 'office-unverified'],
  ['TG30', 'TG', null, 'office-unverified'],
  ['DL14', 'DL', null, 'office-unverified'],
  ['DL14C', 'DL', null, 'office-unverified'],
  ['DL7G', 'DL', null, 'office-unverified'],
  ['KA99', 'KA', null, 'office-unknown'],
  ['XX01', null, null, 'unknown'],
  ['26HR', null, null, 'unknown'],
  ['22BH', null, null, 'unknown'],
])('%s: state %p, city %p, note %p', (mark, state, city, note) => {
  expect(lookUpRegistration(mark)).toMatchObject({ state, city, note })
})

test('a mark keeps nothing that names one car', () => {
  expect(cleanMark(' hr-26 ')).toBe('HR26')
  expect(cleanMark('KA 05 MX 1234')).toBe('KA05')
  expect(cleanMark('DL7CAB1234')).toBe('DL7C')
})

test('years left: ten for diesel in the capital region, else fifteen, never below nothing', () => {
  const asOf = Date.parse('2024-12-31')
  const car = { year: 2018, registered_on: '2018-07-01', fuel: 'diesel', state: 'DL' } as const
  expect(yearsLeft(car, asOf)).toBe(3.5)
  expect(yearsLeft({ ...car, state: 'KA' }, asOf)).toBe(8.5)
  expect(yearsLeft({ ...car, fuel: 'petrol' }, asOf)).toBe(8.5)
  expect(yearsLeft({ ...car, state: null }, asOf)).toBe(8.5)
  expect(yearsLeft({ ...car, registered_on: null }, asOf)).toBe(3)
  expect(yearsLeft({ ...car, registered_on: '2012-01-01' }, asOf)).toBe(3)
  expect(yearsLeft({ ...car, year: 2010, registered_on: null }, asOf)).toBe(0)
})

describe('the rule that decides how long a car stays registered', () => {
  test.each([
    ['diesel', 'HR', null, 'diesel-capital-region', 10],
    ['petrol', 'DL', 'DL7C', 'petrol-capital-region', 15],
    ['cng', 'UP', 'UP16', 'petrol-capital-region', 15],
    ['electric', 'DL', 'DL7C', 'first-registration', 15],
    ['petrol', 'KA', 'KA05', 'first-registration', 15],
    ['diesel', null, '22BH', 'bharat-series', 15],
    ['petrol', null, null, 'first-registration', 15],
  ] as const)('%s, %s, %s: %s, %i years', (fuel, state, mark, id, years) => {
    expect(registrationLimit(fuel, state, mark)).toMatchObject({ id, years })
  })

  test('has a source, a date and a status in every row', () => {
    for (const { source, as_of, status } of REGISTRATION_LIMITS) {
      expect(source).toMatch(/\d{4}|Act|Rules/)
      expect(as_of).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(status).not.toBe('')
    }
  })

  test('keeps of a plate of the whole country what names its series', () => {
    expect(cleanMark('22 BH 1234 AA')).toBe('22BH')
  })
})
