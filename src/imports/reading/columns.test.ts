import { expect, test } from 'bun:test'
import { readHeader } from '../../../tests/support/columns.ts'

test('case, accents, spaces, underscores and brackets do not matter', () => {
  const { at, names } = readHeader('f', [
    ' Marque ',
    'MODÈLE',
    'Année',
    'Kilometres',
    'Price (INR)',
    'Engine Capacity(CC)',
  ])
  expect(at).toMatchObject({ brand: 0, model: 1, year: 2, km: 3, price: 4, engine_cc: 5, emi: -1 })
  expect(names.brand).toBe('Marque')
})

test('the more telling of two names wins', () => {
  const header = ['make', 'model', 'year', 'mileage', 'km_driven', 'price']
  expect(readHeader('f', header).at.km).toBe(4)
})

test('a file without the required columns is refused, naming them; what is there is told apart', () => {
  expect(() => readHeader('f.csv', ['brand', 'model', 'colour'])).toThrow(
    'f.csv is not a car list: missing columns year, km, price',
  )
})

test('a repeated column is refused', () => {
  const header = ['brand', 'model', 'year', 'km', 'price', 'Price']
  expect(() => readHeader('f', header)).toThrow('twice')
})

test('columns that nothing reads are ignored, even twice', () => {
  const header = ['_line', 'brand', 'model', 'year', 'km', 'price', '_line', '_rule']
  expect(readHeader('f', header).at.brand).toBe(1)
})
