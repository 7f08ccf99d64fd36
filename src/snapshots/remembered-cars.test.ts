import { expect, test } from 'bun:test'
import { aCar } from '../../tests/support/cars.ts'
import type { Car } from '../listing/car.ts'
import type { Snapshot } from './read.ts'
import { rememberCars } from './remembered-cars.ts'

const snapshot = (import_id: number): Snapshot => ({
  version: import_id,
  import_id,
  published_at: '2024-12-31T00:00:00.000Z',
  as_of: '2024-12-31',
  content_hash: 'a',
  cars: 3,
  estimates: false,
})

/** Rows that tell which ids they were asked for, with the number of their snapshot as the price. */
function told() {
  const asked: string[][] = []
  const car = (id: string, { import_id }: Snapshot): Car => aCar({ id, price: import_id })
  const rows = rememberCars({
    async byIds(of, ids) {
      asked.push([...ids])
      return ids.map((id) => car(id, of))
    },
    async find(of, id) {
      asked.push([id])
      return id === 'nobody' ? null : car(id, of)
    },
    lineage: async () => null,
    async *all() {},
  })
  return { rows, asked }
}

const idsOf = (cars: Car[]) => cars.map(({ id }) => id)

test('only what is not known is read, and comes in the order of the ids', async () => {
  const { rows, asked } = told()
  expect(idsOf(await rows.byIds(snapshot(1), ['b', 'd']))).toEqual(['b', 'd'])
  expect(idsOf(await rows.byIds(snapshot(1), ['a', 'b', 'c', 'd', 'e']))).toEqual([
    ...['a', 'b', 'c', 'd', 'e'],
  ])
  expect(await rows.byIds(snapshot(1), ['e', 'a'])).toHaveLength(2)
  expect((await rows.find(snapshot(1), 'c'))?.id).toBe('c')
  expect(asked).toEqual([
    ['b', 'd'],
    ['a', 'c', 'e'],
  ])
})

test('a car that is not there is asked for again', async () => {
  const { rows, asked } = told()
  expect(await rows.find(snapshot(1), 'nobody')).toBeNull()
  expect(await rows.find(snapshot(1), 'nobody')).toBeNull()
  expect(asked).toEqual([['nobody'], ['nobody']])
})

test('no snapshot gets a car of another, also when both are read at once', async () => {
  const { rows } = told()
  const [one, two, three] = await Promise.all([
    rows.byIds(snapshot(1), ['a']),
    rows.byIds(snapshot(2), ['a']),
    rows.find(snapshot(1), 'a'),
  ])
  expect([one[0]?.price, two[0]?.price, three?.price]).toEqual([1, 2, 1])
  for (const version of [2, 1, 2])
    expect((await rows.byIds(snapshot(version), ['a']))[0]?.price).toBe(version)
})

test('what many get cannot be changed', async () => {
  const { rows } = told()
  const [car] = await rows.byIds(snapshot(1), ['a'])
  expect(() => Object.assign(car as Car, { price: 1 })).toThrow()
})
