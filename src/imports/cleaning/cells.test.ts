import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { engineReader, plainDistance, quantity, wording, year } from './cells.ts'
import { readDate } from './dates.ts'
import { Memo } from './memo.ts'
import { readDigits, readNumber } from './numbers.ts'
import { cleanText, readOwners } from './words.ts'

const NOTHING = ['', ' ', '-', '--', '—', '–', 'N/A', 'na', '#N/A', 'NULL', 'NaN', 'nil', '?']

describe('cells', () => {
  const READERS = { quantity, wording, year, miles: plainDistance('mi'), engine: engineReader() }

  test.each(Object.entries(READERS))('%s: a word for nothing is blank', (_, read) => {
    for (const nothing of NOTHING) {
      expect(read(nothing)).toEqual({ value: null, unreadable: null, blank: true })
    }
  })

  test.each(Object.entries(READERS).filter(([name]) => name !== 'wording'))(
    '%s: what cannot be read is kept as cleaned text',
    (_, read) => {
      expect(read(' ask  us ')).toEqual({ value: null, unreadable: 'ask us', blank: false })
    },
  )

  test.each([
    ['1197', 1197],
    ['1,197 cc', 1197],
    ['1.2', 1200],
    ['1.5 L', 1500],
    ['2 litres', 2000],
    ['9', 9000],
    ['9.99', 9990],
    ['10', 10],
    ['0', null],
    ['0.0', null],
    ['000', null],
    ['-1', -1],
  ])('the engine size %p is %p', (text, cc) => expect(engineReader()(text).value).toBe(cc))

  test.each([
    ['2019', 2019],
    ['2019.0', 2019],
    ['01-07-2018', 2018],
    ['2018-07-01', 2018],
    ['07/2018', 2018],
    ['2019.5', null],
    ['old', null],
  ])('the year %p is %p', (text, value) => expect(year(text).value).toBe(value))

  test.each([
    ['0', 0],
    ['1', 2],
    ['10 miles', 16],
    ['100', 161],
    ['62,137', 100_000],
  ])('%p miles are %p km', (text, km) => expect(plainDistance('mi')(text).value).toBe(km))

  test('quantities are rounded to whole numbers', () => {
    const texts = ['12.4', '12.5', '1,231,000.49', '₹ 4.5 lakh', '-3']
    expect(texts.map((text) => quantity(text).value)).toEqual([12, 13, 1_231_000, 450_000, -3])
  })
})

describe('numbers', () => {
  const amounts = fc.nat(999_999_999)

  test('are the same in the ways in which the world writes them', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const ways = ['en-IN', 'en-US', 'fr-FR', 'de-CH'].map((locale) =>
          amount.toLocaleString(locale),
        )
        for (const way of [...ways, `₹${ways[0]}`, `Rs. ${ways[1]}/-`, `${ways[1]} km`]) {
          expect(readNumber(way)).toBe(amount)
        }
      }),
    )
  })

  test('that begin with digits alone are read alike by both readers', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(readDigits(String(amount))).toBe(amount)
        expect(readDigits(`${amount} `)).toBe(-1)
        expect(readNumber(`-${amount}`)).toBe(-amount)
      }),
    )
    expect(readDigits('')).toBe(-1)
    expect(readDigits('9'.repeat(15))).toBe(999_999_999_999_999)
    expect(readDigits('9'.repeat(16))).toBe(-1)
  })

  test.each([
    ['1 lakh', 100_000],
    ['4.25 Lakhs', 425_000],
    ['4,5 lac', 450_000],
    ['₹1.05 Cr', 10_500_000],
    ['2 crores', 20_000_000],
    ['-1 lakh', -100_000],
    ['lakh', null],
    ['1 million', 1_000_000],
    ['1 lakh crore', null],
  ])('%p is %p', (text, number) => expect(readNumber(text)).toBe(number))

  test.each([
    ['1.234', 1234],
    ['0.234', 0.234],
    ['1,234', 1234],
    ['1.23', 1.23],
    ['1,23', 1.23],
    ['1.234.567,8', 1_234_567.8],
    ['1,234,567.8', 1_234_567.8],
    ['12,34', 12.34],
    ['1,2345', null],
    ['1..2', null],
    ['--5', null],
    [`${'9'.repeat(70)}`, null],
  ])('%p is %p', (text, number) => expect(readNumber(text)).toBe(number))
})

describe('text', () => {
  test('that was cleaned is clean: nothing is left to do', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        const clean = cleanText(given)
        expect(cleanText(clean)).toBe(clean)
        expect(clean).not.toMatch(/^\s|\s$|\s\s|\p{Cc}/u)
      }),
    )
  })

  test.each([
    ['0', null],
    ['99', 99],
    ['100', null],
    ['2.0', 2],
    ['2.5', null],
    ['3rd owner', 3],
    ['Unregistered car', null],
    ['FIFTH & above', 5],
    ['Première main', 1],
    ['owner', null],
  ])('owners %p are %p', (cell, owners) => expect(readOwners(cell)).toBe(owners))
})

describe('dates', () => {
  const days = fc
    .date({ min: new Date('1980-01-01'), max: new Date('2024-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))

  test('of every day are read in each order and with each sign', () => {
    fc.assert(
      fc.property(days, fc.constantFrom('-', '/', '.'), (day, sign) => {
        const [y = '', m = '', d = ''] = day.split('-')
        expect(readDate([y, m, d].join(sign))).toBe(day)
        expect(readDate([d, m, y].join(sign))).toBe(day)
        expect(readDate([Number(d), Number(m), y].join(sign))).toBe(day)
        expect(readDate(`${day}T23:59:59Z`)).toBe(day)
        expect(readDate([m, y].join(sign))).toBe(`${y}-${m}-01`)
        expect(readDate(y)).toBe(`${y}-01-01`)
      }),
    )
  })

  test.each(['1979-12-31', '2999-01-01', '00-01-2020', '01-00-2020', '32-01-2020', '2020-02-30'])(
    '%s is none',
    (text) => expect(readDate(text)).toBeNull(),
  )
})

test('a memo makes an answer once for each text, and forgets nothing up to its bound', () => {
  const made: string[] = []
  const memo = new Memo((key) => {
    made.push(key)
    return { key }
  }, 2)
  const first = memo.get('a')
  for (const key of ['a', 'b', 'a', 'c', 'c', 'b']) expect(memo.get(key)).toEqual({ key })
  expect(memo.get('a')).toBe(first)
  expect(made).toEqual(['a', 'b', 'c', 'c'])
})
