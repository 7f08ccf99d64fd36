import { expect, test } from 'bun:test'
import { aCar } from '../../tests/support/cars.ts'
import { dominances } from './compare.ts'

const car = (different: Parameters<typeof aCar>[0]) =>
  aCar({ year: 2019, km: 40_000, price: 700_000, owners: 1, ...different })

test('a car that is in nothing worse and in something better beats the other', () => {
  const better = car({ id: 'a', year: 2020, km: 28_000, price: 680_000 })
  const worse = car({ id: 'b' })
  expect(dominances([worse, better])).toEqual([
    { better, worse, differences: { year: 1, km: -12_000, price: -20_000 } },
  ])
})

test('a trade-off, an equal, another model or an unknown number of owners beats nobody', () => {
  const plain = car({ id: 'a' })
  expect(dominances([plain, car({ id: 'b', km: 10_000, price: 800_000 })])).toEqual([])
  expect(dominances([plain, car({ id: 'b' })])).toEqual([])
  expect(dominances([plain, car({ id: 'b', base_model: 'Jazz', price: 1 })])).toEqual([])
  expect(dominances([plain, car({ id: 'b', owners: null, price: 1 })])).toEqual([])
})
