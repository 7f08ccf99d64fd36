import { describe, expect, test } from 'bun:test'
import { aTransaction, idAt, NOON } from '../../tests/support/transactions.ts'
import { decode, type Reason } from './decode.ts'
import { KINDS, type Transaction } from './transaction.ts'

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
const read = (value: unknown, key: string | null = aTransaction('sale').car_id) =>
  decode(bytes(value), key, NOON)
const reasonOf = (value: unknown, key?: string | null): Reason | null =>
  read(value, key).refusal?.reason ?? null

describe('a message of the topic', () => {
  test.each([...KINDS])('a %s is read as it was written', (kind) => {
    const written = aTransaction(kind)
    const text = JSON.stringify(written)
    expect(read(written)).toEqual({ transaction: written, text, refusal: null })
  })

  test('a field of a later writer is left out, and so is the text that has it', () => {
    const written = aTransaction('sale')
    expect(read({ ...written, colour: 'red' })).toEqual({
      transaction: written,
      text: undefined,
      refusal: null,
    })
  })

  test.each([
    ['no JSON', '{"id":', 'not_json'],
    ['nothing', '', 'not_json'],
    ['a list', [1], 'not_json'],
    ['null', null, 'not_json'],
    ['a number', 7, 'not_json'],
    ['no version', { id: 1 }, 'unknown_version'],
    ['a later version', { ...aTransaction('sale'), version: 2 }, 'unknown_version'],
    ['a version as text', { ...aTransaction('sale'), version: '1' }, 'unknown_version'],
    ['a megabyte', { ...aTransaction('sale'), title: 'x'.repeat(1_000_000) }, 'too_large'],
  ] as const)('%s', (_, value, reason) => {
    expect(reasonOf(value)).toBe(reason)
  })

  test('bytes that are no UTF-8, and a message without a value', () => {
    expect(decode(new Uint8Array([0x7b, 0xff, 0x7d]), null).refusal?.reason).toBe('not_json')
    expect(decode(null, 'car').refusal?.reason).toBe('not_json')
  })

  test.each(Object.keys(aTransaction('sale')).filter((field) => field !== 'version'))(
    'without %s, or with a wrong one',
    (field) => {
      const { [field as keyof Transaction]: _, ...without } = aTransaction('sale')
      expect(reasonOf(without)).toBe('invalid')
      for (const wrong of [{}, -1, '']) {
        expect(reasonOf({ ...aTransaction('sale'), [field]: wrong })).toBe('invalid')
      }
    },
  )

  test.each([
    ['an id of another version', { id: crypto.randomUUID() }],
    ['a price with a fraction', { price: 1.5 }],
    ['a price of zero', { price: 0 }],
    ['another moment than that of the id', { at: new Date(NOON + 1).toISOString() }],
    ['a price before it, though it is a sale', { price_before: 1 }],
    ['a kind that is none', { kind: 'refund' }],
  ])('%s is invalid', (_, different) => {
    expect(reasonOf({ ...aTransaction('sale'), ...different })).toBe('invalid')
  })

  test('what fits field by field and cannot be is invalid', () => {
    expect(reasonOf(aTransaction('price_change', { price_before: null }))).toBe('invalid')
    expect(reasonOf(aTransaction('price_change', { price: 5, price_before: 5 }))).toBe('invalid')
    expect(reasonOf(aTransaction('sale'), 'another-car')).toBe('invalid')
    expect(reasonOf(aTransaction('sale'), null)).toBe('invalid')
    const tomorrow = idAt(NOON + 86_400_000)
    expect(reasonOf(aTransaction('sale', { id: tomorrow }))).toBe('invalid')
  })

  test('a refusal never quotes more than a little of the message', () => {
    const long = 'x'.repeat(10_000)
    for (const value of [{ version: long }, { ...aTransaction('sale'), kind: long }]) {
      expect(read(value).refusal?.detail.length).toBeLessThan(300)
    }
  })
})
