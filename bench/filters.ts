/** A filter that every contender understands. */
export type Filter = { brand?: string; price_min: number; price_max: number }

const BRANDS = ['Maruti', 'Hyundai', 'Honda', 'Tata', 'Renault', 'KIA', 'Mahindra', 'Toyota']
/** Below every price: a least that filters nothing and yet makes a question that nobody has asked. */
const IDLE = 100_000
/** Above every price. */
const BEYOND = 100_000_000
const idle = (n: number) => ({ price_min: n % IDLE, price_max: BEYOND + Math.floor(n / IDLE) })
const range = (n: number) => ({
  price_min: 300_000 + (n % IDLE),
  price_max: 900_000 + (n % 97) * 1000 + Math.floor(n / IDLE),
})
/** Shapes in turn, so that every run asks each of them equally often. */
const SHAPES: ((n: number) => Filter)[] = [
  idle,
  (n) => ({ brand: brandOf(n), ...idle(n) }),
  (n) => ({ brand: brandOf(n), ...range(n) }),
  range,
]
export const SHAPE_COUNT = SHAPES.length

/** Filters of four shapes (all, a brand, a brand and a price range, a price range), never the same one twice. */
export class Filters {
  private next: number
  private readonly given = new Map<string, Filter[]>()

  /** @param seed where to begin; the same seed asks the same questions */
  constructor(seed: number) {
    this.next = (seed % 1000) * 1000 * SHAPE_COUNT
  }

  /** The same for the same key, as contenders are asked the same; never given under another key. */
  take(key: string, count: number): Filter[] {
    const before = this.given.get(key)
    if (before) return before
    if (count % SHAPE_COUNT !== 0)
      throw new Error(`${count} filters are not whole rounds of shapes`)
    const filters = Array.from({ length: count }, (_, index) => filterAt(this.next + index))
    this.next += count
    this.given.set(key, filters)
    return filters
  }
}

function filterAt(n: number): Filter {
  const shape = SHAPES[n % SHAPE_COUNT]
  if (!shape) throw new Error(`there is no shape ${n}`)
  return shape(n)
}

const brandOf = (n: number) => BRANDS[Math.floor(n / SHAPE_COUNT) % BRANDS.length] ?? ''

export function toSearch(filter: Filter): string {
  return new URLSearchParams(
    Object.entries(filter).map(([key, value]) => [key, `${value}`]),
  ).toString()
}
