import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { aTransaction } from '../../tests/support/transactions.ts'
import { after, type CarState, storiesOf, storyOf, UNTOUCHED } from './car-state.ts'
import { KINDS, type Kind, type Recorded } from './transaction.ts'

/** Transactions of one car in the order in which they happened, which come in the order of `offsets`. */
const happened = (kinds: readonly Kind[], offsets = kinds.map((_, at) => at)): Recorded[] =>
  kinds.map((kind, ms) => ({
    ...aTransaction(kind, { ms, price: 500_000 + ms }),
    partition: 'topic/0',
    offset: offsets[ms] ?? ms,
    received_at: '2026-11-20T12:00:01.000Z',
  }))

describe('a car on the live market', () => {
  const status = (...kinds: Kind[]) => storyOf(happened(kinds)).state.status

  test('is reserved, given back and sold', () => {
    expect(status()).toBe('available')
    expect(status('reservation')).toBe('reserved')
    expect(status('reservation', 'cancellation')).toBe('available')
    expect(status('reservation', 'sale')).toBe('sold')
    expect(status('sale')).toBe('sold')
  })

  test('asks what its last change of price says, and was sold for what its sale says', () => {
    expect(storyOf(happened(['price_change', 'price_change'])).state.price).toBe(500_001)
    expect(storyOf(happened(['price_change', 'reservation'])).state.price).toBe(500_000)
    expect(storyOf(happened(['price_change', 'sale'])).state.price).toBe(500_001)
    expect(storyOf(happened(['reservation'])).state.price).toBeNull()
  })

  const states: CarState['status'][] = ['available', 'reserved', 'sold']
  const can: Record<CarState['status'], Kind[]> = {
    available: ['reservation', 'sale', 'price_change'],
    reserved: ['sale', 'cancellation'],
    sold: [],
  }
  test.each(states.flatMap((from) => KINDS.map((kind) => [from, kind] as const)))(
    'that is %s: %s',
    (from, kind) => {
      const next = after({ ...UNTOUCHED, status: from }, aTransaction(kind))
      expect(next !== null).toBe(can[from].includes(kind))
    },
  )

  test('what cannot follow is said, and changes nothing', () => {
    const story = storyOf(happened(['sale', 'reservation', 'price_change']))
    expect([...story.notes.values()]).toEqual(['impossible', 'impossible'])
    expect(story.state).toMatchObject({ status: 'sold', price: 500_000 })
  })

  test('what came after a later one is said, and counts where it belongs', () => {
    const [reservation, sale] = happened(['reservation', 'sale'], [9, 3])
    const story = storyOf([sale, reservation] as Recorded[])
    expect(story.state.status).toBe('sold')
    expect([...story.notes]).toEqual([[reservation?.id ?? '', 'late']])
  })

  test('ends the same in whatever order its transactions come', () => {
    const kinds = fc.array(fc.constantFrom(...KINDS), { maxLength: 8 })
    fc.assert(
      fc.property(kinds, fc.infiniteStream(fc.nat()), (all, chance) => {
        const inOrder = happened(all)
        const mixed = inOrder
          .map((each) => ({ each, at: chance.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ each }) => each)
        expect(storyOf(mixed)).toEqual(storyOf(inOrder))
      }),
    )
  })

  test('is marked as simulated by anything that was made up', () => {
    const [first, second] = happened(['price_change', 'reservation'])
    const real = { ...first, simulated: false } as Recorded
    expect(storyOf([real]).state.simulated).toBe(false)
    expect(storyOf([real, second as Recorded]).state.simulated).toBe(true)
  })

  test('each car has a story of its own', () => {
    const [one] = happened(['sale'])
    const other = { ...one, id: aTransaction('sale').id, car_id: 'other', kind: 'reservation' }
    const stories = storiesOf([one, other] as Recorded[])
    expect([...stories].map(([id, { state }]) => [id, state.status])).toEqual([
      ['2019-honda-city-1', 'sold'],
      ['other', 'reserved'],
    ])
  })
})
