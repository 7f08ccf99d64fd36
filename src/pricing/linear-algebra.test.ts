import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { factorize, solveFactored } from './cholesky.ts'
import { eliminate } from './elimination.ts'
import { byColumnOf, renamed, rowTimes, type SparseRow, sparseMatrix, withOnes } from './sparse.ts'

const entry = fc.integer({ min: -9, max: 9 })

/** B·Bᵀ + I for any square B is symmetric and positive definite. */
const definite = fc.integer({ min: 1, max: 6 }).chain((n) =>
  fc
    .record({
      b: fc.array(entry, { minLength: n * n, maxLength: n * n }),
      x: fc.array(entry, { minLength: n, maxLength: n }),
    })
    .map(({ b, x }) => {
      const a = Float64Array.from({ length: n * n }, (_, cell) => {
        const [i, j] = [Math.floor(cell / n), cell % n]
        let sum = i === j ? 1 : 0
        for (let k = 0; k < n; k++) sum += (b[i * n + k] ?? 0) * (b[j * n + k] ?? 0)
        return sum
      })
      return { n, a, x: Float64Array.from(x) }
    }),
)

function times(a: Float64Array, n: number, v: Float64Array): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0
    for (let j = 0; j < n; j++) sum += (a[i * n + j] ?? 0) * (v[j] ?? 0)
    return sum
  })
}

function expectClose(found: Float64Array, expected: Float64Array, within: number) {
  expect(found).toHaveLength(expected.length)
  for (const [at, value] of expected.entries()) {
    expect(Math.abs((found[at] ?? Number.NaN) - value)).toBeLessThan(within)
  }
}

describe('the Cholesky factor', () => {
  test('of a matrix known from textbooks is the one that they print', () => {
    const a = Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98)
    const l = factorize(a, 3)
    expect([l[0], l[3], l[4], l[6], l[7], l[8]]).toEqual([2, 6, 1, -8, 5, 3])
  })

  test('multiplied with itself is the matrix', () => {
    fc.assert(
      fc.property(definite, ({ n, a }) => {
        const l = factorize(a.slice(), n)
        for (let i = 0; i < n; i++) {
          for (let j = 0; j <= i; j++) {
            let sum = 0
            for (let k = 0; k <= j; k++) sum += (l[i * n + k] ?? 0) * (l[j * n + k] ?? 0)
            expect(Math.abs(sum - (a[i * n + j] ?? 0))).toBeLessThan(1e-8)
          }
          expect(l[i * n + i]).toBeGreaterThan(0)
        }
      }),
    )
  })

  test('reads the lower triangle alone', () => {
    const l = factorize(Float64Array.of(4, Number.NaN, 2, 5), 2)
    expect([l[0], l[2], l[3]]).toEqual([2, 1, 2])
  })

  test('solves a system: what was multiplied comes back', () => {
    fc.assert(
      fc.property(definite, ({ n, a, x }) => {
        const b = times(a, n, x)
        solveFactored(factorize(a.slice(), n), n, b)
        expectClose(b, x, 1e-5)
      }),
    )
  })

  test('of a matrix that is not positive definite is no number', () => {
    expect(factorize(Float64Array.of(1, 2, 2, 1), 2)[3]).toBeNaN()
  })
})

describe('the elimination', () => {
  const WIDTH = 40
  /** Rows of a few columns each: sets of less and of more than one word. */
  const rows = fc.array(fc.uniqueArray(fc.nat(WIDTH - 1), { maxLength: 4 }), { maxLength: 40 })
  const matrixOf = (columns: readonly (readonly number[])[]) =>
    sparseMatrix(
      columns.map((row) => ({ columns: row, values: row.map(() => 1) })),
      WIDTH,
    )

  test('gives every column a place, and each a pattern that begins with itself and ascends', () => {
    fc.assert(
      fc.property(rows, (columns) => {
        const { places, starts, rows: pattern } = eliminate(matrixOf(columns))
        expect([...places].toSorted((a, b) => a - b)).toEqual([...places.keys()])
        for (const place of places) {
          const own = [...pattern.subarray(starts[place], starts[place + 1])]
          expect(own[0]).toBe(place)
          expect(own).toEqual([...new Set(own)].toSorted((a, b) => a - b))
        }
      }),
    )
  })

  test('finds every entry of the factor that is not zero', () => {
    fc.assert(
      fc.property(rows, (columns) => {
        const { places, starts, rows: pattern } = eliminate(matrixOf(columns))
        const gram = new Float64Array(WIDTH * WIDTH)
        for (let i = 0; i < WIDTH; i++) gram[i * WIDTH + i] = 1
        for (const row of columns) {
          for (const a of row) {
            for (const b of row) {
              const at = (places[a] ?? 0) * WIDTH + (places[b] ?? 0)
              gram[at] = (gram[at] ?? 0) + 1
            }
          }
        }
        const l = factorize(gram, WIDTH)
        for (let column = 0; column < WIDTH; column++) {
          const known = new Set(pattern.subarray(starts[column], starts[column + 1]))
          for (let row = column; row < WIDTH; row++) {
            if (l[row * WIDTH + column] !== 0) expect(known.has(row)).toBe(true)
          }
        }
      }),
    )
  })

  test('leaves to the end the column that meets all others, so that nothing fills in', () => {
    const columns = Array.from({ length: WIDTH - 1 }, (_, i) => [0, i + 1])
    const { places, rows: pattern } = eliminate(matrixOf(columns))
    expect(places[0]).toBeGreaterThanOrEqual(WIDTH - 2)
    expect(pattern.length).toBe(2 * WIDTH - 1)
  })
})

describe('a sparse matrix', () => {
  const WIDTH = 7
  const dense = fc.array(fc.array(entry, { minLength: WIDTH, maxLength: WIDTH }), { maxLength: 8 })
  const sparse = (row: number[]): SparseRow => {
    const columns = [...row.keys()].filter((column) => row[column] !== 0)
    return { columns, values: columns.map((column) => row[column] ?? 0) }
  }
  const weights = Float64Array.from({ length: WIDTH }, (_, at) => at - 3.5)
  const product = (row: number[]) =>
    row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0)

  test('keeps only what is not zero, empty rows among them', () => {
    const { rows, width, starts, columns, values } = sparseMatrix(
      [
        [0, 0, 5],
        [0, 0, 0],
        [1, 0, 2],
      ].map(sparse),
      3,
    )
    expect([rows, width]).toEqual([3, 3])
    expect([...starts]).toEqual([0, 1, 1, 3])
    expect([...columns]).toEqual([2, 0, 2])
    expect([...values]).toEqual([5, 1, 2])
  })

  test('times a vector is what the dense one gives', () => {
    fc.assert(
      fc.property(dense, (rows) => {
        const matrix = sparseMatrix(rows.map(sparse), WIDTH)
        for (const [at, row] of rows.entries()) {
          expect(rowTimes(matrix, at, weights)).toBeCloseTo(product(row), 9)
        }
      }),
    )
  })

  test('by column is the same entries', () => {
    fc.assert(
      fc.property(dense, (rows) => {
        const matrix = sparseMatrix(rows.map(sparse), WIDTH)
        const { starts, rows: places, entries } = byColumnOf(matrix)
        for (let column = 0; column < WIDTH; column++) {
          const found = Array.from(rows, () => 0)
          for (let i = starts[column] ?? 0; i < (starts[column + 1] ?? 0); i++) {
            found[places[i] ?? -1] = matrix.values[entries[i] ?? -1] ?? Number.NaN
          }
          // Minus zero is not kept.
          expect(found).toEqual(rows.map((row) => row[column] || 0))
        }
      }),
    )
  })

  test('has a column of ones after the others, and takes new places in order', () => {
    fc.assert(
      fc.property(dense, (rows) => {
        const turned = renamed(
          withOnes(sparseMatrix(rows.map(sparse), WIDTH)),
          Uint32Array.from({ length: WIDTH + 1 }, (_, column) => WIDTH - column),
        )
        expect(turned).toEqual(
          sparseMatrix(
            rows.map((row) => sparse([...row, 1].toReversed())),
            WIDTH + 1,
          ),
        )
      }),
    )
  })
})
