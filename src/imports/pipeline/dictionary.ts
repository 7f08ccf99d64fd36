/** No more are numbered: what a hostile file makes up must not fill the memory. */
const MOST = 50_000

/** Numbers for values that come again and again, from 1. */
export class Dictionary<T> {
  private readonly numbers = new Map<string, number>()
  private readonly values: T[] = []

  /** 0: there are too many already. `make` is called for a new one alone. */
  numberOf(key: string, make: () => T): number {
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    if (this.values.length === MOST) return 0
    const number = this.values.push(make())
    this.numbers.set(key, number)
    return number
  }

  /** @throws when no value has this number */
  at(number: number): T {
    const value = this.values[number - 1]
    if (value === undefined) throw new Error(`nothing has the number ${number}`)
    return value
  }
}
