import { describe, expect, test } from 'bun:test'
import { factorize, solveFactored } from './cholesky.ts'
import { fitQuantile } from './quantile-regression.ts'
import { createRandom } from './random.ts'
import { fitRidge, ridgeDesign } from './ridge.ts'
import { rowTimes, type SparseMatrix, type SparseRow, sparseMatrix } from './sparse.ts'

function aProblem(rows: number, width: number, seed: number) {
  const random = createRandom(seed)
  const truth = Array.from({ length: width }, () => random.normal())
  const y = new Float64Array(rows)
  const sparse = Array.from({ length: rows }, (_, r): SparseRow => {
    const columns = Array.from({ length: width }, (_, c) => c).filter(() => random.next() < 0.2)
    const values = columns.map((c) => random.normal() * (c < 5 ? 20 : 1))
    const signal = columns.reduce((sum, c, i) => sum + (truth[c] ?? 0) * (values[i] ?? 0), 7)
    y[r] = signal + 0.1 * random.normal()
    return { columns, values }
  })
  return { x: sparseMatrix(sparse, width), y }
}

/** The normal equations written out and solved densely, the intercept as a last column without penalty. */
function solveDensely(x: SparseMatrix, y: Float64Array, rows: Uint32Array, alpha: number) {
  const n = x.width + 1
  const a = new Float64Array(n * n)
  const b = new Float64Array(n)
  for (let i = 0; i < x.width; i++) a[i * n + i] = alpha
  for (const row of rows) {
    const full = new Float64Array(n)
    full[x.width] = 1
    for (let i = x.starts[row] ?? 0; i < (x.starts[row + 1] ?? 0); i++) {
      full[x.columns[i] ?? 0] = x.values[i] ?? 0
    }
    for (let i = 0; i < n; i++) {
      b[i] = (b[i] ?? 0) + (full[i] ?? 0) * (y[row] ?? 0)
      for (let j = 0; j < n; j++)
        a[i * n + j] = (a[i * n + j] ?? 0) + (full[i] ?? 0) * (full[j] ?? 0)
    }
  }
  solveFactored(factorize(a, n), n, b)
  return b
}

describe('the ridge', () => {
  for (const width of [40, 160]) {
    test(`of ${width} columns is what a dense solve of a part of the rows gives`, () => {
      const { x, y } = aProblem(300, width, width)
      const rows = Uint32Array.from({ length: 250 }, (_, i) => i + 20)
      const exact = solveDensely(x, y, rows, 1)
      const { intercept, weights } = fitRidge(ridgeDesign(x), y, rows, 1)
      expect(intercept).toBeCloseTo(exact[width] ?? 0, 6)
      for (let i = 0; i < width; i++) expect(weights[i]).toBeCloseTo(exact[i] ?? 0, 6)
    })
  }

  test('of one design is the same whatever was fitted before', () => {
    const { x, y } = aProblem(120, 30, 3)
    const design = ridgeDesign(x)
    const some = Uint32Array.from({ length: 60 }, (_, i) => 2 * i)
    const before = fitRidge(design, y, some, 1)
    fitRidge(design, y, Uint32Array.from(y.keys()), 2)
    expect(fitRidge(design, y, some, 1)).toEqual(before)
  })

  test('leaves a column without cars at nothing', () => {
    const x = sparseMatrix(
      [1, 2, 3].map((value) => ({ columns: [0], values: [value] })),
      2,
    )
    const y = Float64Array.of(1, 2, 3)
    const { weights } = fitRidge(ridgeDesign(x), y, Uint32Array.of(0, 1, 2), 1)
    expect(weights[1]).toBe(0)
  })
})

test('quantile regression leaves the wanted share below, on both sides of a level', () => {
  const random = createRandom(5)
  const rows = Array.from({ length: 4000 }, (_, r) => ({
    columns: r % 2 ? [0] : [],
    values: r % 2 ? [1] : [],
  }))
  const x = sparseMatrix(rows, 1)
  const y = Float64Array.from(rows, (_, r) => random.normal() * (r % 2 ? 3 : 1))
  const { intercept, weights } = fitQuantile(x, y, { quantile: 0.9, alpha: 1 })
  for (const side of [0, 1]) {
    const own = [...y.keys()].filter((r) => r % 2 === side)
    const below = own.filter((r) => (y[r] ?? 0) <= intercept + rowTimes(x, r, weights))
    expect(below.length / own.length).toBeCloseTo(0.9, 1)
  }
})
