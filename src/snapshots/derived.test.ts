import { describe, expect, test } from 'bun:test'
import { openStores } from '../stores.ts'
import { Derived } from './derived.ts'
import type { Snapshot } from './read.ts'

const snapshot: Snapshot = {
  version: 1,
  import_id: 1,
  published_at: '2026-11-20T08:00:00.000Z',
  as_of: '2024-12-31',
  content_hash: 'h',
  cars: 3,
  estimates: true,
}

/** A question that counts how often it was worked out. */
function counting() {
  let asked = 0
  return { ask: async () => ++asked, times: () => asked }
}

describe('the values derived of snapshots', () => {
  test('are worked out once, also for those who ask at the same time', async () => {
    const derived = new Derived()
    const { ask, times } = counting()
    const asked = Array.from({ length: 20 }, () => derived.once(snapshot, 'q', ask))
    expect(new Set(await Promise.all(asked))).toEqual(new Set([1]))
    expect(await derived.once(snapshot, 'q', ask)).toBe(1)
    expect(times()).toBe(1)
  })

  test.each([
    ['question', snapshot, 'other'],
    ['version', { ...snapshot, version: 2 }, 'q'],
    ['content', { ...snapshot, content_hash: 'i' }, 'q'],
    ['publication', { ...snapshot, published_at: '2026-11-21T08:00:00.000Z' }, 'q'],
  ])('are of one %s', async (_, other, question) => {
    const derived = new Derived()
    const { ask, times } = counting()
    await derived.once(snapshot, 'q', ask)
    await derived.once(other, question, ask)
    expect(times()).toBe(2)
  })

  test('are forgotten when they failed, for all who waited and for none after', async () => {
    const derived = new Derived()
    const failing = () => derived.once(snapshot, 'q', () => Promise.reject(new Error('away')))
    const [one, two] = [failing(), failing()]
    await expect(one).rejects.toThrow('away')
    await expect(two).rejects.toThrow('away')
    expect(await derived.once(snapshot, 'q', async () => 'there')).toBe('there')
  })

  test('are the last that were used, up to a number', async () => {
    const derived = new Derived(2)
    const { ask, times } = counting()
    for (const question of ['a', 'b', 'a', 'c', 'a']) await derived.once(snapshot, question, ask)
    expect(times()).toBe(3)
    await derived.once(snapshot, 'b', ask)
    expect(times()).toBe(4)
  })

  test('may be null, and are then known too', async () => {
    const derived = new Derived()
    let asked = 0
    const ask = async () => {
      asked += 1
      return null
    }
    expect(await derived.once(snapshot, 'q', ask)).toBeNull()
    expect(await derived.once(snapshot, 'q', ask)).toBeNull()
    expect(asked).toBe(1)
  })

  test('are those of one market', async () => {
    const [one, two] = [await openStores('sqlite::memory:'), await openStores('sqlite::memory:')]
    const { ask, times } = counting()
    for (const { cars } of [one, one, two]) await cars.derived.once(snapshot, 'model', ask)
    expect(times()).toBe(2)
    await one.close()
    await two.close()
  })
})
