import { describe, expect, test } from 'bun:test'
import { after, UNTOUCHED } from '../transactions/car-state.ts'
import { decode } from '../transactions/decode.ts'
import type { Transaction } from '../transactions/transaction.ts'
import { MakeUp, type Offered } from './make-up.ts'
import { randomFrom } from './random.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const cars = (size: number): Offered[] =>
  Array.from({ length: size }, (_, at) => ({
    id: `car-${at}`,
    brand: 'Honda',
    title: `2019 Honda City ${at}`,
    price: 5000 + at * 9000,
    listed_at: at % 2 === 0 ? '2026-11-19T12:00:00.000Z' : null,
  }))
const made = (seed: number, size: number, most: number) => {
  const maker = new MakeUp(randomFrom(seed), 'INR')
  maker.offer(cars(size), new Map())
  const all: Transaction[] = []
  for (let next = maker.next(NOW); next && all.length < most; next = maker.next(NOW + all.length)) {
    all.push(next)
  }
  return all
}

describe('what is made up', () => {
  test('is the same for the same seed, and something else for another', () => {
    expect(made(7, 50, 300)).toEqual(made(7, 50, 300))
    expect(made(7, 50, 300)).not.toEqual(made(8, 50, 300))
  })

  test('can be read, follows on what was before, and is marked', () => {
    const states = new Map<string, typeof UNTOUCHED>()
    const ids = new Set<string>()
    for (const each of made(1, 60, 2000)) {
      const bytes = new TextEncoder().encode(JSON.stringify(each))
      expect(decode(bytes, each.car_id, NOW + 10_000).refusal).toBeNull()
      expect(each.simulated).toBe(true)
      ids.add(each.id)
      const next = after(states.get(each.car_id) ?? UNTOUCHED, each)
      if (next === null) throw new Error(`${each.kind} cannot happen`)
      states.set(each.car_id, next)
    }
    expect(ids.size).toBe(2000)
    expect([...ids]).toEqual([...ids].toSorted())
  })

  test('has every kind, and never sells the market out', () => {
    const all = made(3, 100, 5000)
    const kinds = Map.groupBy(all, ({ kind }) => kind)
    expect(kinds.size).toBe(4)
    expect(kinds.get('sale')?.length).toBeLessThanOrEqual(60)
    expect(kinds.get('sale')?.length).toBeGreaterThan(30)
  })

  test('changes each price from what it was', () => {
    const asked = new Map(cars(40).map(({ id, price }) => [id, price]))
    for (const { kind, car_id, price, price_before } of made(5, 40, 1000)) {
      if (kind !== 'price_change') continue
      expect(price_before).toBe(asked.get(car_id) ?? 0)
      expect(price).not.toBe(price_before ?? 0)
      asked.set(car_id, price)
    }
  })

  test('begins with what has happened already', () => {
    const maker = new MakeUp(randomFrom(2), 'INR')
    const sold = { ...UNTOUCHED, status: 'sold' } as const
    maker.offer(cars(1), new Map([['car-0', sold]]))
    expect(maker.next(NOW)).toBeNull()
    maker.offer(cars(1), new Map([['car-0', { ...sold, status: 'reserved' }]]))
    expect(['sale', 'cancellation']).toContain(maker.next(NOW)?.kind ?? '')
    maker.offer([], new Map())
    expect(maker.next(NOW)).toBeNull()
  })
})
