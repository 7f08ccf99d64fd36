import { readRows } from './ndjson.ts'

/** A file whose rows go upwards by a key, read front to back; from its start again when asked for what is behind. */
export class Walk<T extends object> {
  private rows: AsyncGenerator<T[]> | null = null
  private batch: T[] = []
  private at = 0
  /** key and number of the row that comes next, among those of its key */
  private place = { key: Number.NEGATIVE_INFINITY, offset: 0 }

  constructor(
    private readonly path: string,
    private readonly keyOf: (row: T) => number,
  ) {}

  /** Up to `limit` rows of a key, from the `offset`-th on. */
  async take(key: number, offset: number, limit: number): Promise<T[]> {
    const { place } = this
    if (place.key > key || (place.key === key && place.offset !== offset)) await this.rewind()
    const continues = this.place.key === key
    await this.skip((row) => this.keyOf(row) < key)
    let passed = continues ? offset : 0
    await this.skip((row) => this.keyOf(row) === key && passed++ < offset)
    const found = await this.collect(limit, (row) => this.keyOf(row) === key)
    this.place = { key, offset: offset + found.length }
    return found
  }

  /** Up to `limit` rows with a key above this one. */
  async after(key: number, limit: number): Promise<T[]> {
    if (this.place.key > key || key === Number.NEGATIVE_INFINITY) await this.rewind()
    await this.skip((row) => this.keyOf(row) <= key)
    const found = await this.collect(limit, () => true)
    const last = found.at(-1)
    this.place = { key: last ? this.keyOf(last) : key, offset: 0 }
    return found
  }

  private async rewind(): Promise<void> {
    await this.rows?.return(undefined)
    this.rows = null
    this.batch = []
    this.at = 0
    this.place = { key: Number.NEGATIVE_INFINITY, offset: 0 }
  }

  private async skip(condition: (row: T) => boolean): Promise<void> {
    for (let row = await this.peek(); row !== null && condition(row); row = await this.peek()) {
      this.at += 1
    }
  }

  private async collect(limit: number, condition: (row: T) => boolean): Promise<T[]> {
    const found: T[] = []
    while (found.length < limit) {
      const row = await this.peek()
      if (row === null || !condition(row)) break
      found.push(row)
      this.at += 1
    }
    return found
  }

  private async peek(): Promise<T | null> {
    while (this.at >= this.batch.length) {
      this.rows ??= readRows<T>(this.path)
      const { value, done } = await this.rows.next()
      if (done) return null
      this.batch = value
      this.at = 0
    }
    return this.batch[this.at] ?? null
  }
}
