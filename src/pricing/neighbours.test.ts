import { expect, test } from 'bun:test'
import { Neighbours } from './neighbours.ts'

const car = (base_model: string, year: number, brand = 'Mahindra') => ({ brand, base_model, year })

test('a car has for neighbours those of its model made at most two years apart, however the model is written', () => {
  const listed = [
    car('Thar', 2018),
    car('Thar', 2020),
    car('THAR', 2020, 'mahindra'),
    car('Thar', 2021),
    car('Bolero', 2018),
  ]
  const neighbours = Neighbours.of(listed)
  expect(neighbours.size).toBe(5)
  expect(neighbours.near(car('Thar', 2018))).toBe(3)
  expect(neighbours.near(car('Thar', 2015))).toBe(0)
  expect(neighbours.near(car('Thar', 2022))).toBe(3)
  neighbours.add(car('Thar', 2020), -1)
  expect(neighbours.near(car('thar', 2018))).toBe(2)
  expect(neighbours.size).toBe(4)
})
