import { describe, expect, test } from 'bun:test'
import { readDate } from './dates.ts'
import { readNumber } from './numbers.ts'
import { cleanText, isBlank, readBoolean, readFuel, readOwners, readTransmission } from './words.ts'

test('text: NFC and single spaces', () => {
  expect(cleanText(' Wagon\t R\u00a0 1.0 ')).toBe('Wagon R 1.0')
  expect(cleanText('Citroe\u0308n')).toBe('Citro\u00ebn')
})

test('a word for nothing is blank', () => {
  expect(['', '-', 'N/A', 'null', '—'].every(isBlank)).toBe(true)
  expect(['0', 'no', 'x'].some(isBlank)).toBe(false)
})

describe('numbers', () => {
  test.each([
    ['1231000', 1231000],
    ['12,31,000', 1231000],
    ['1,231,000', 1231000],
    ['1 231 000', 1231000],
    ['1\u202f231\u202f000', 1231000],
    ['1.231.000', 1231000],
    ['1231000.00', 1231000],
    ['1231000,50', 1231000.5],
    ['₹ 4.5 lakh', 450000],
    ['Rs. 12,31,000/-', 1231000],
    ['1.2 crore', 12000000],
    ['45,000 km', 45000],
    ['1197 CC', 1197],
    ['-500', -500],
    ['12500', 12500],
    ['12,500', 12500],
    ['12,5', 12.5],
  ])('%s is %p', (text, number) => expect(readNumber(text)).toBe(number))

  test.each(['abc', '12x', '1,2,3', '12-13', '4.5.6', '', '1e6', 'NaN', '12 lakh 5'])(
    '%s cannot be read',
    (text) => expect(readNumber(text)).toBeNull(),
  )
})

test.each([
  ['01-07-2018', '2018-07-01'],
  ['1/7/2018', '2018-07-01'],
  ['2018-07-01', '2018-07-01'],
  ['07-2018', '2018-07-01'],
  ['2018', '2018-01-01'],
  ['29-02-2020', '2020-02-29'],
  ['29-02-2019', null],
  ['31-04-2020', null],
  ['01-13-2020', null],
  ['01-01-0021', null],
  ['soon', null],
])('date %s is %p', (text, date) => expect(readDate(text)).toBe(date))

test('booleans, owners, fuels and gearboxes in several spellings', () => {
  expect(['TRUE', 'Yes', '1', 'oui'].map(readBoolean)).toEqual([true, true, true, true])
  expect(['FALSE', 'no', '0', 'non', 'maybe'].map(readBoolean)).toEqual([
    false,
    false,
    false,
    false,
    null,
  ])
  const owners = ['1st owner', 'First', '2', '4th & above', '2ème main', '1.0', 'many']
  expect(owners.map(readOwners)).toEqual([1, 1, 2, 4, 2, 1, null])
  const fuels = ['PETROL', 'Essence', 'gazole', 'Électrique', 'Petrol + CNG', 'steam']
  expect(fuels.map(readFuel)).toEqual(['petrol', 'petrol', 'diesel', 'electric', 'cng', null])
  const boxes = ['Manual', 'boîte manuelle', 'Automatique', 'AMT', 'both']
  expect(boxes.map(readTransmission)).toEqual(['manual', 'manual', 'automatic', 'automatic', null])
})
