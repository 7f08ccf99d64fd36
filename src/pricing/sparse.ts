/** Rows of (column, value) pairs in compressed form (CSR): row r is `columns[starts[r]…starts[r + 1])`. */
export type SparseMatrix = {
  rows: number
  width: number
  starts: Uint32Array
  columns: Uint32Array
  values: Float64Array
}

/** Makes a matrix row by row. */
export class SparseBuilder {
  private readonly starts: Uint32Array
  private columns = new Uint32Array(1024)
  private values = new Float64Array(1024)
  private size = 0
  private row = 0

  constructor(
    private readonly rows: number,
    private readonly width: number,
  ) {
    this.starts = new Uint32Array(rows + 1)
  }

  /** One entry of the row that is being made. */
  add(column: number, value: number): void {
    if (this.size === this.columns.length) {
      const [columns, values] = [this.columns, this.values]
      this.columns = new Uint32Array(this.size * 2)
      this.values = new Float64Array(this.size * 2)
      this.columns.set(columns)
      this.values.set(values)
    }
    this.columns[this.size] = column
    this.values[this.size++] = value
  }

  endRow(): void {
    this.starts[++this.row] = this.size
  }

  finish(): SparseMatrix {
    const { rows, width, starts, size } = this
    const [columns, values] = [this.columns.slice(0, size), this.values.slice(0, size)]
    return { rows, width, starts, columns, values }
  }
}

export type SparseRow = { columns: readonly number[]; values: readonly number[] }

export function sparseMatrix(rows: readonly SparseRow[], width: number): SparseMatrix {
  const builder = new SparseBuilder(rows.length, width)
  for (const { columns, values } of rows) {
    for (const [at, column] of columns.entries()) builder.add(column, values[at] ?? 0)
    builder.endRow()
  }
  return builder.finish()
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
  const builder = new SparseBuilder(rows.length, width)
  for (const row of rows) {
    for (let i = starts[row] as number; i < (starts[row + 1] as number); i++) {
      builder.add(columns[i] as number, values[i] as number)
    }
    builder.endRow()
  }
  return builder.finish()
}
