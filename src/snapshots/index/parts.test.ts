import { describe, expect, test } from 'bun:test'
import { aCar } from '../../../tests/support/cars.ts'
import type { CarFilter } from '../../listing/query.ts'
import { createRandom } from '../../pricing/random.ts'
import { IndexBuilder } from './build.ts'
import { CarIndex } from './car-index.ts'
import { NumberGatherer, TextGatherer } from './gather.ts'
import { IdGatherer } from './id-gatherer.ts'
import { NO_INTEGER, rowsInOrder } from './radix.ts'
import { compareTexts } from './texts.ts'

const rowsTo = (size: number) => Uint32Array.from({ length: size }, (_, row) => row)

describe('numbers in order', () => {
  const random = createRandom(51)
  const check = (numbers: Int32Array | Float64Array) => {
    const rank = (row: number) => {
      const number = numbers[row] ?? 0
      return Number.isNaN(number) ? Number.POSITIVE_INFINITY : number
    }
    const expected = [...rowsTo(numbers.length)].sort((a, b) => rank(a) - rank(b) || a - b)
    expect([...rowsInOrder(numbers)]).toEqual(expected)
  }

  test('integers, of either sign and with many ties', () => {
    const draws = [10, 70_000, 2 ** 31]
    for (const below of draws) {
      check(Int32Array.from({ length: 500 }, () => random.below(below) - random.below(below)))
    }
    check(Int32Array.from([3, NO_INTEGER, -1, NO_INTEGER, 3]))
    check(new Int32Array())
  })

  test('fractions, infinite and missing ones', () => {
    const odd = [0, -0.5, 0.5, 1e300, -1e300, 1e-300, Number.NEGATIVE_INFINITY, Number.NaN]
    check(Float64Array.from({ length: 500 }, () => random.pick(odd)))
    check(Float64Array.from({ length: 500 }, () => random.normal()))
  })

  test('become ranks among those that occur, in the smallest type', () => {
    const gatherer = new NumberGatherer(0)
    const given = [2_000_000, null, -5, 0, 2_000_000, -0]
    for (const [row, number] of given.entries()) gatherer.set(row, number)
    const { column, ordered } = gatherer.finish(rowsTo(given.length))
    expect([...column.codes]).toEqual([2, 3, 0, 1, 2, 1])
    expect(column.numbers).toEqual(new Int32Array([-5, 0, 2_000_000]))
    expect([...ordered]).toEqual([2, 3, 5, 0, 4, 1])
    const again = new NumberGatherer(0)
    for (const [row, number] of [...given, 0.25, NO_INTEGER].entries()) again.set(row, number)
    const { column: wider } = again.finish(rowsTo(8))
    expect(wider.numbers).toEqual(new Float64Array([-5, 0, 0.25, 2_000_000, NO_INTEGER]))
    expect([...wider.codes]).toEqual([3, 5, 0, 1, 3, 1, 2, 4])
  })
})

describe('texts', () => {
  const some = [
    '',
    'a',
    'ab',
    'B',
    'é',
    'e\u0301',
    '\uffee',
    '\u{1f697}',
    '\u{1f697}x',
    '東',
    '__proto__',
  ]

  test('are ordered as their bytes in UTF-8', () => {
    for (const a of some) {
      for (const b of some) {
        const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b))
        expect(Math.sign(compareTexts(a, b))).toBe(bytes)
      }
    }
  })

  test('are found by themselves, without case and accents, and by a part', () => {
    const gatherer = new TextGatherer(3)
    for (const [row, text] of [...some, null, ...some].entries()) gatherer.set(row, text)
    const { codes, size, texts } = gatherer.finish(rowsTo(2 * some.length + 1))
    expect(size).toBe(some.length)
    expect(codes[some.length]).toBe(size)
    for (const [row, text] of some.entries()) {
      expect(texts.at(codes[row] ?? 0)).toBe(text)
      expect(texts.indexOf(text)).toBe(codes[row] ?? -1)
      expect(codes[some.length + 1 + row]).toBe(codes[row] ?? -1)
    }
    expect(texts.indexOf('nobody')).toBe(-1)
    expect(texts.foldedTo('e').map((at) => texts.at(at))).toEqual(['e\u0301', 'é'])
    expect(texts.foldedTo('constructor')).toEqual([])
    for (const part of ['a', 'b', 'x', '_', '東', 'ab', 'ba', 'nobody']) {
      const found = texts.all().map((text) => (text.includes(part) ? 1 : 0))
      expect([...texts.holding(part)]).toEqual(found)
    }
  })

  test('of any number have a code', () => {
    const gatherer = new TextGatherer(0)
    for (let row = 0; row < 70_000; row++) gatherer.set(row, `text ${row}`)
    const { codes, texts } = gatherer.finish(rowsTo(70_000))
    expect(codes).toBeInstanceOf(Uint32Array)
    for (const row of [0, 255, 256, 65_535, 65_536, 69_999]) {
      expect(texts.at(codes[row] ?? 0)).toBe(`text ${row}`)
    }
  })
})

test('ids keep what they are, in order, and are found', () => {
  const tails = [
    '00000000000',
    '0000000000z',
    '2gosa7pa2gv',
    '2gosa7pa2gw',
    'zzzzzzzzzzz',
    'Abcdefghijk',
  ]
  const heads = ['', '2019-a-', '2019-a-1-', '2019-a-0000000000', 'é-']
  const given = [...new Set(heads.flatMap((head) => [head, ...tails.map((tail) => head + tail)]))]
  const gatherer = new IdGatherer(2)
  for (const id of given) gatherer.add(id)
  const { ids, order } = gatherer.finish()
  const found = [...rowsTo(ids.size)].map((row) => ids.at(row))
  expect(found).toEqual([...given].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
  expect([...order].map((added) => given[added])).toEqual(found)
  for (const [row, id] of found.entries()) {
    expect(ids.before(id)).toEqual({ count: row, found: true })
    expect(ids.before(`${id}!`)).toMatchObject({ found: false })
  }
})

describe('a market of many blocks', () => {
  const size = 70_000
  const builder = new IndexBuilder(size)
  const { lineage: _, ...car } = aCar()
  const fuelOf = (at: number) => (at % 3 === 0 ? 'diesel' : 'petrol')
  const cars = Array.from({ length: size }, (_, at) => ({
    ...car,
    id: `2019-honda-city-${at.toString(36).padStart(11, '0')}`,
    km: (at * 7919) % 100_003,
    price: 100_000 + (at % 1000) * 1000,
    fuel: fuelOf(at) as 'diesel' | 'petrol',
  }))
  builder.add(cars)
  const index = new CarIndex(builder.finish())
  const passes = (each: (typeof cars)[number]) => each.km <= 60_000 && each.price >= 300_000
  const filter = { km_max: 60_000, price_min: 300_000 }

  test('keeps one code for each of its cars where all differ', () => {
    expect(index.columns.numbers.km.codes).toBeInstanceOf(Uint32Array)
    expect(index.columns.ids.heads.size).toBe(1)
    expect(index.columns.orders.price).toBeInstanceOf(Uint32Array)
  })

  test('is counted to its end', () => {
    const found = cars.filter(passes)
    expect(index.count(filter)).toBe(found.length)
    const { values, ranges } = index.facets({ ...filter, fuel: ['diesel'] }, ['fuel', 'km'])
    const petrol = found.filter(({ fuel }) => fuel === 'petrol').length
    expect(values.fuel).toEqual([
      { value: 'petrol', count: petrol },
      { value: 'diesel', count: found.length - petrol },
    ])
    const dear = cars.filter(({ fuel, price }) => fuel === 'diesel' && price >= 300_000)
    expect(ranges.km?.bins.reduce((sum, { count }) => sum + count, 0)).toBe(dear.length)
    expect(ranges.km?.max).toBe(Math.max(...dear.map(({ km }) => km)))
  })

  test('is listed from either end of any range, also where few pass beside many that do not', () => {
    const random = createRandom(52)
    for (let asked = 0; asked < 40; asked++) {
      const price_min = 100_000 + random.below(900) * 1000
      const range = { price_min, price_max: price_min + random.below(300_000) }
      const filter: CarFilter = {
        ...range,
        ...(asked % 2 === 0 && { fuel: ['diesel'] }),
        ...(asked % 3 === 0 && { km_min: random.below(100_003) }),
      }
      const found = cars.filter(
        ({ price, km, fuel }) =>
          price >= range.price_min &&
          price <= range.price_max &&
          (!filter.fuel || fuel === 'diesel') &&
          km >= (filter.km_min ?? 0),
      )
      expect(index.count(filter)).toBe(found.length)
      for (const sort of ['price', '-price', 'km', '-km'] as const) {
        const field = sort === 'price' || sort === '-price' ? 'price' : 'km'
        const sign = sort.startsWith('-') ? -1 : 1
        const wanted = found
          .toSorted((a, b) => sign * (a[field] - b[field]) || (a.id < b.id ? -1 : 1))
          .slice(0, 5)
        const { rows } = index.page(filter, { sort, limit: 5 })
        expect(rows.map((row) => index.idOf(row))).toEqual(wanted.map(({ id }) => id))
      }
    }
    // The dearest lie at the other end of the order that is gone along.
    const { rows } = index.page({ price_min: 990_000, km_min: 1 }, { sort: 'km', limit: 3 })
    const wanted = cars.filter(({ price, km }) => price >= 990_000 && km >= 1)
    wanted.sort((a, b) => a.km - b.km)
    expect(rows.map((row) => index.idOf(row))).toEqual(wanted.slice(0, 3).map(({ id }) => id))
  })

  test('is grouped and listed to its end', () => {
    const [group] = index.group(filter, { of: 'km', by: ['fuel'], quantiles: [0, 1] })
    const diesel = cars.filter((each) => passes(each) && each.fuel === 'diesel')
    expect(group).toMatchObject({ keys: ['diesel'], count: diesel.length })
    expect(group?.quantiles[1]).toBe(Math.max(...diesel.map(({ km }) => km)))
    const { rows } = index.page({ ...filter, km_min: 59_990 }, { sort: '-km', limit: 3 })
    const dearest = cars.filter((each) => passes(each) && each.km >= 59_990)
    const wanted = dearest.sort((a, b) => b.km - a.km).slice(0, 3)
    expect(rows.map((row) => index.idOf(row))).toEqual(wanted.map(({ id }) => id))
  })
})
