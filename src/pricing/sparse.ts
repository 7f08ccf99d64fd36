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

/** The same with a column of ones after the others. */
export function withOnes(x: SparseMatrix): SparseMatrix {
  const builder = new SparseBuilder(x.rows, x.width + 1)
  for (let row = 0; row < x.rows; row++) {
    for (let i = x.starts[row] as number; i < (x.starts[row + 1] as number); i++) {
      builder.add(x.columns[i] as number, x.values[i] as number)
    }
    builder.add(x.width, 1)
    builder.endRow()
  }
  return builder.finish()
}

/** The same with each column at another place; ascending in each row. */
export function renamed(x: SparseMatrix, places: Uint32Array): SparseMatrix {
  const builder = new SparseBuilder(x.rows, x.width)
  for (let row = 0; row < x.rows; row++) {
    const [start, end] = [x.starts[row] as number, x.starts[row + 1] as number]
    const entries = Array.from({ length: end - start }, (_, i) => start + i)
    const placeOf = (entry: number) => places[x.columns[entry] as number] as number
    for (const entry of entries.sort((a, b) => placeOf(a) - placeOf(b))) {
      builder.add(placeOf(entry), x.values[entry] as number)
    }
    builder.endRow()
  }
  return builder.finish()
}

/** The entries by column: the row of each, and where it stands there. */
export type ByColumn = { starts: Uint32Array; rows: Uint32Array; entries: Uint32Array }

export function byColumnOf({ rows: count, width, ...x }: SparseMatrix): ByColumn {
  const starts = new Uint32Array(width + 1)
  for (const column of x.columns) starts[column + 1] = (starts[column + 1] as number) + 1
  for (let c = 0; c < width; c++) starts[c + 1] = (starts[c + 1] as number) + (starts[c] as number)
  const filled = starts.slice()
  const rows = new Uint32Array(x.columns.length)
  const entries = new Uint32Array(x.columns.length)
  for (let row = 0; row < count; row++) {
    for (let i = x.starts[row] as number; i < (x.starts[row + 1] as number); i++) {
      const column = x.columns[i] as number
      const at = filled[column] as number
      filled[column] = at + 1
      rows[at] = row
      entries[at] = i
    }
  }
  return { starts, rows, entries }
}
