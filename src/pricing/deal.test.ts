import { expect, test } from 'bun:test'
import { deal } from './deal.ts'

const interval = { low: 500_000, high: 600_000 }

test('the interval is cut in five equal parts; a price on a cut belongs to the cheaper one', () => {
  const ratings = [
    1, 500_000, 520_000, 520_001, 540_000, 540_001, 560_000, 560_001, 580_000, 580_001, 600_000,
    9e9,
  ].map((price) => deal(price, interval, 3).deal)
  expect(ratings).toEqual([
    'great',
    'great',
    'great',
    'good',
    'good',
    'fair',
    'fair',
    'high',
    'high',
    'overpriced',
    'overpriced',
    'overpriced',
  ])
})

test('too few comparables is an answer, and so is no estimate', () => {
  expect(deal(1, interval, 2)).toEqual({ deal: null, deal_reason: 'too few comparables' })
  expect(deal(1, null, 9)).toEqual({ deal: null, deal_reason: 'no estimate' })
  expect(deal(1, interval, 3)).toEqual({ deal: 'great', deal_reason: null })
})
