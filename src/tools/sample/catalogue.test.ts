import { expect, test } from 'bun:test'
import { splitModel } from '../../imports/cleaning/base-model.ts'
import { india } from '../../packs/india/index.ts'
import { CATALOGUE, DISPUTED_SIZE, ELECTRIC, NEVER_SIZED, ORDINARY } from './catalogue.ts'
import { LATEST_YEAR, medianPrice, trueMedianPrice } from './pricing.ts'

test('has fifteen brands, over sixty base models and several trims of each', () => {
  const bases = new Set(CATALOGUE.map(({ brand, base }) => `${brand} ${base}`))
  expect(new Set(CATALOGUE.map(({ brand }) => brand)).size).toBe(15)
  expect(bases.size).toBeGreaterThan(60)
  expect(CATALOGUE.length).toBeGreaterThan(2.5 * bases.size)
})

test('every trim is complete and of exactly one sort', () => {
  for (const trim of CATALOGUE) {
    expect(['petrol', 'diesel', 'cng', 'electric']).toContain(trim.fuel)
    expect(['manual', 'automatic']).toContain(trim.gearbox)
    expect(trim.newPrice).toBeWithin(300_000, 3_000_000)
    expect(trim.from).toBeWithin(2010, trim.to)
    expect(trim.to).toBeWithin(2014, LATEST_YEAR + 1)
    expect(trim.sizes.every((cc) => cc >= 600 && cc <= 3000)).toBe(true)
  }
  const sorts = [...ORDINARY, ...ELECTRIC, ...NEVER_SIZED, ...DISPUTED_SIZE]
  expect(sorts.sort((a, b) => a.index - b.index)).toEqual([...CATALOGUE])
})

test('the pipeline finds the trim of every model, however it is spelt', () => {
  for (const { brand, model, name } of CATALOGUE) {
    for (const spelling of [model, model.toUpperCase(), model.toLowerCase()]) {
      expect(splitModel(brand, spelling, india).trim).toBe(name)
    }
  }
})

test('models that the pipeline calls the same have one engine and one new price', () => {
  const groups = Map.groupBy(CATALOGUE, ({ brand, model, fuel }) => {
    const { base_model, trim } = splitModel(brand, model, india)
    return `${brand} ${base_model} ${trim} ${fuel}`
  })
  for (const group of groups.values()) {
    expect(new Set(group.map(({ sizes }) => sizes.join())).size).toBe(1)
    expect(new Set(group.map(({ newPrice }) => newPrice)).size).toBe(1)
  }
})

test('the true price of a car is found by the names that the pipeline gives', () => {
  for (const { brand, model, newPrice, gearbox, fuel } of CATALOGUE) {
    const names = splitModel(brand, model, india)
    const car = { brand, ...names, year: 2022, km: 30_000, owners: 2, state: 'KA' }
    expect(trueMedianPrice(car)).toBe(medianPrice(newPrice, 2, 30_000, 2, gearbox, fuel, 'KA'))
  }
  expect(
    trueMedianPrice({
      brand: 'Trabant',
      base_model: '601',
      trim: '',
      year: 1990,
      km: 1,
      owners: 1,
      state: null,
    }),
  ).toBeNull()
})
