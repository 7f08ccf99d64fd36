import { expect, test } from 'bun:test'
import { aCar, publish } from '../../tests/support/cars.ts'
import { openStores } from '../stores.ts'
import { bestDeals } from './best-deals.ts'

/** Cars of a model, of which the first asks `below` less than its estimate of ₹5,00,000 ± `half`. */
function model(base_model: string, cars: number, below: number, half: number) {
  const estimate = { price: 500_000, low: 500_000 - half, high: 500_000 + half }
  return Array.from({ length: cars }, (_, at) =>
    aCar({
      id: `${base_model}-${at}`,
      base_model,
      year: 2019,
      price: at === 0 ? 500_000 - below : 500_000,
      estimate,
      deal: at === 0 ? 'great' : 'fair',
      deal_reason: null,
    }),
  )
}

test('of prices as far below, that with more cars like it and the narrower interval is the better deal', async () => {
  const stores = await openStores('sqlite::memory:')
  const snapshot = await publish(stores, 1, [
    ...model('few', 4, 90_000, 100_000),
    ...model('many', 30, 90_000, 100_000),
    ...model('narrow', 30, 90_000, 80_000),
    // Lowest in its interval, from the fewest cars that a rating needs.
    ...model('lonely', 4, 110_000, 100_000),
    aCar({ id: 'unrated', base_model: 'unrated', estimate: null, deal: null }),
  ])
  const best = await bestDeals(stores.cars, snapshot, {})
  expect(best.slice(0, 4).map(({ base_model }) => base_model)).toEqual([
    'narrow',
    'many',
    'lonely',
    'few',
  ])
  expect(best.map(({ id }) => id)).not.toContain('unrated')
  const few = await bestDeals(stores.cars, snapshot, { base_model: ['few'] })
  expect(few.map(({ id }) => id)).toContain('few-0')
  await stores.close()
})
