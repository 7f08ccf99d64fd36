import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { factorize, solveFactored } from './cholesky.ts'
import { conjugateGradient, type LinearSystem } from './conjugate-gradient.ts'
import { addRow, rowTimes, type SparseRow, selectRows, sparseMatrix } from './sparse.ts'

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

describe('the conjugate gradient', () => {
  const plain = (n: number, a: Float64Array, b: Float64Array): LinearSystem => ({
    times: (v, out) => out.set(times(a, n, v)),
    precondition: (v, out) => out.set(v),
    b,
  })

  test('finds what the Cholesky factor finds', () => {
    fc.assert(
      fc.property(definite, ({ n, a, x }) => {
        const b = times(a, n, x)
        const limits = { tolerance: 1e-13, maxIterations: 300 }
        const { solution } = conjugateGradient(plain(n, a, b), limits)
        solveFactored(factorize(a.slice(), n), n, b)
        expectClose(solution, b, 1e-4)
      }),
    )
  })

  test('needs one step where the preconditioner is the inverse', () => {
    const diagonal = Float64Array.of(1, 20, 300, 4000)
    const b = Float64Array.of(3, 5, 7, 11)
    const scale = (v: Float64Array, out: Float64Array, by: (d: number) => number) => {
      for (const [at, d] of diagonal.entries()) out[at] = (v[at] ?? 0) * by(d)
    }
    const system: LinearSystem = {
      times: (v, out) => scale(v, out, (d) => d),
      precondition: (v, out) => scale(v, out, (d) => 1 / d),
      b,
    }
    const found = conjugateGradient(system, { tolerance: 1e-10, maxIterations: 50 })
    expect(found.iterations).toBe(1)
    expectClose(
      found.solution,
      b.map((value, at) => value / (diagonal[at] ?? 1)),
      1e-12,
    )
    const without = { ...system, precondition: (v: Float64Array, out: Float64Array) => out.set(v) }
    expect(
      conjugateGradient(without, { tolerance: 1e-10, maxIterations: 50 }).iterations,
    ).toBeGreaterThan(1)
  })

  test('has nothing to do for zero, and stops where it is told to', () => {
    const a = Float64Array.of(2, 1, 1, 3)
    const limits = { tolerance: 1e-12, maxIterations: 100 }
    const nothing = conjugateGradient(plain(2, a, new Float64Array(2)), limits)
    expect(nothing).toEqual({ solution: new Float64Array(2), iterations: 0 })
    const cut = conjugateGradient(plain(2, a, Float64Array.of(1, 2)), {
      ...limits,
      maxIterations: 1,
    })
    expect(cut.iterations).toBe(1)
  })

  test('leaves the right side as it was', () => {
    const b = Float64Array.of(1, 2)
    const a = Float64Array.of(2, 1, 1, 3)
    conjugateGradient(plain(2, a, b), { tolerance: 1e-12, maxIterations: 100 })
    expect(b).toEqual(Float64Array.of(1, 2))
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

  test('adds a row to what is there', () => {
    fc.assert(
      fc.property(dense, entry, (rows, factor) => {
        const matrix = sparseMatrix(rows.map(sparse), WIDTH)
        for (const [at, row] of rows.entries()) {
          const target = weights.slice()
          addRow(matrix, at, factor, target)
          expectClose(
            target,
            weights.map((value, column) => value + factor * (row[column] ?? 0)),
            1e-9,
          )
        }
      }),
    )
  })

  test('gives chosen rows in the order asked, also twice', () => {
    fc.assert(
      fc.property(dense, fc.array(fc.nat(7), { maxLength: 10 }), (rows, asked) => {
        const chosen = asked.filter((row) => row < rows.length)
        const picked = selectRows(sparseMatrix(rows.map(sparse), WIDTH), Uint32Array.from(chosen))
        expect(picked).toEqual(
          sparseMatrix(
            chosen.map((row) => sparse(rows[row] ?? [])),
            WIDTH,
          ),
        )
      }),
    )
  })
})
