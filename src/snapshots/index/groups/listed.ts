import { type AtRank, ranksOf } from './ranks.ts'

/** Codes by the number of their group: gathered as they come, then put together for each. */
export class Listed {
  private readonly numbers: Int32Array
  private codes: Int32Array
  private ends = new Int32Array()
  private length = 0

  /**
   * @param most how many may come
   * @param size number of different codes; itself stands for none, which is left out
   */
  constructor(
    most: number,
    private readonly size: number,
  ) {
    this.numbers = new Int32Array(most)
    this.codes = new Int32Array(most)
  }

  /** @param counts of each number, which is added to */
  add(numbers: Int32Array, codes: Int32Array, length: number, counts: Int32Array): void {
    const { numbers: allNumbers, codes: allCodes, size } = this
    let end = this.length
    for (let at = 0; at < length; at++) {
      const code = codes[at] ?? 0
      if (code === size) continue
      const number = numbers[at] ?? 0
      counts[number] = ((counts[number] ?? 0) + 1) | 0
      allNumbers[end] = number
      allCodes[end] = code
      end = (end + 1) | 0
    }
    this.length = end
  }

  /** Ends the gathering. */
  spread(counts: Int32Array): void {
    const { numbers, codes, length } = this
    const places = new Int32Array(counts.length)
    for (let number = 1; number < counts.length; number++) {
      places[number] = (places[number - 1] ?? 0) + (counts[number - 1] ?? 0)
    }
    const lists = new Int32Array(length)
    for (let at = 0; at < length; at++) {
      const number = numbers[at] ?? 0
      const place = places[number] ?? 0
      lists[place] = codes[at] ?? 0
      places[number] = (place + 1) | 0
    }
    this.codes = lists
    this.ends = places
  }

  /** Of the codes of a number. */
  ranks(number: number, count: number): AtRank {
    const end = this.ends[number] ?? 0
    return ranksOf(this.codes.subarray(end - count, end), this.size)
  }
}
