import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { average } from '../evaluation.ts'
import { createRandom } from '../random.ts'
import { adderOf, boost } from './boost.ts'
import { type Column, codeOf } from './columns.ts'
import { growTree } from './tree.ts'

const random = createRandom(9)
const drawn = (size: number, below: number) =>
  Uint8Array.from({ length: size }, () => random.below(below))
const rows = Uint32Array.from({ length: 1000 }, (_, row) => row)

test('a tree finds the one step that there is', () => {
  const codes = [drawn(1000, 40), drawn(1000, 40)]
  const wanted = Float64Array.from(codes[1] ?? [], (code) => (code > 24 ? 1 : -1))
  const place = new Uint8Array(1000)
  const tree = growTree({ codes, wanted, rows, columns: [0, 1], widths: [40, 40] }, place)
  expect(tree.questions[0]).toBe(256 + 24)
  const left = wanted.map((each, row) => each - (tree.leaves[place[row] as number] as number))
  expect(Math.max(...left.map(Math.abs))).toBeLessThan(0.3)
})

test('a tree parts no group of fewer than twenty cars from the others', () => {
  const codes = [Uint8Array.from(rows, (row) => (row < 19 ? 1 : 0))]
  const wanted = Float64Array.from(rows, (row) => (row < 19 ? 50 : 0))
  const tree = growTree({ codes, wanted, rows, columns: [0], widths: [2] }, new Uint8Array(1000))
  expect([...tree.questions]).toEqual(Array(63).fill(255))
})

test('trees learn what two columns do only together, and say it again for the same codes', () => {
  const codes = [drawn(1000, 4), drawn(1000, 4), drawn(1000, 50)]
  const at = (column: number, row: number) => codes[column]?.[row] ?? 0
  const target = Float64Array.from(rows, (row) => (at(0, row) > 1 === at(1, row) > 1 ? 0.3 : -0.3))
  const trees = boost(codes, target, 1)
  const add = adderOf(JSON.parse(JSON.stringify(trees)))
  const errors = Array.from(rows, (row) => {
    const added = add(Uint8Array.from(codes, (column) => column[row] ?? 0))
    return Math.abs(added - (target[row] as number))
  })
  expect(average(errors)).toBeLessThan(0.03)
  expect(boost(codes, target, 1)).toEqual(trees)
  expect(boost(codes, target, 2)).not.toEqual(trees)
})

test('a code is the number of edges that a value reaches, from 1, and 0 for none', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { maxLength: 63 }), fc.integer(), (given, value) => {
      const column: Column = { name: 'km', edges: given.toSorted((a, b) => a - b) }
      expect(codeOf(column, value)).toBe(1 + given.filter((edge) => edge <= value).length)
    }),
  )
  expect(codeOf({ name: 'km', edges: [1] }, null)).toBe(0)
  expect(codeOf({ name: 'km', edges: [1] }, Number.NaN)).toBe(0)
})
