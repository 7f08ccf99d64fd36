/** Rows of (column, value) pairs in compressed form (CSR): row r is `columns[starts[r]…starts[r + 1])`. */
export type SparseMatrix = {
  rows: number
  width: number
  starts: Uint32Array
  columns: Uint32Array
  values: Float64Array
}

export type SparseRow = { columns: number[]; values: number[] }

export function sparseMatrix(rows: readonly SparseRow[], width: number): SparseMatrix {
  const entries = rows.reduce((sum, row) => sum + row.columns.length, 0)
  const starts = new Uint32Array(rows.length + 1)
  const columns = new Uint32Array(entries)
  const values = new Float64Array(entries)
  let at = 0
  rows.forEach((row, r) => {
    columns.set(row.columns, at)
    values.set(row.values, at)
    at += row.columns.length
    starts[r + 1] = at
  })
  return { rows: rows.length, width, starts, columns, values }
}

/** x · w for one row. */
export function rowTimes(matrix: SparseMatrix, row: number, w: Float64Array): number {
  const { starts, columns, values } = matrix
  const end = starts[row + 1] as number
  let sum = 0
  for (let i = starts[row] as number; i < end; i++) {
    sum += (values[i] as number) * (w[columns[i] as number] as number)
  }
  return sum
}

/** Adds factor · x to `target` for one row. */
export function addRow(matrix: SparseMatrix, row: number, factor: number, target: Float64Array) {
  const { starts, columns, values } = matrix
  const end = starts[row + 1] as number
  for (let i = starts[row] as number; i < end; i++) {
    const column = columns[i] as number
    target[column] = (target[column] as number) + factor * (values[i] as number)
  }
}

/** A matrix of the chosen rows. */
export function selectRows(matrix: SparseMatrix, rows: Uint32Array): SparseMatrix {
  const { starts, columns, values, width } = matrix
  const chosen = Array.from(rows, (row) => {
    const [start, end] = [starts[row], starts[row + 1]]
    return {
      columns: Array.from(columns.subarray(start, end)),
      values: Array.from(values.subarray(start, end)),
    }
  })
  return sparseMatrix(chosen, width)
}
