import { createRandom, type Random, weightedTable } from '../../pricing/random.ts'
import { ORDINARY, type SampleFuel, type Trim } from './catalogue.ts'
import { instalment, loanMonths, oldestYear } from './lender.ts'
import { type Mark, officesOf, type SampleState, STATES } from './marks.ts'
import { LATEST_YEAR, medianPrice, noise } from './pricing.ts'
import { type Fields, FUEL_WORDS, GEARBOX_WORDS } from './row.ts'

/** A car for sale before it is written down. Prices in ₹, `price` is the unrounded `exactPrice` to ₹1,000. */
export type SampleCar = {
  trim: Trim
  year: number
  age: number
  registered: string
  fuel: SampleFuel
  cc: number | ''
  km: number
  owners: number
  exactPrice: number
  price: number
  mark: string
  state: string
  spareKey: string
}

/** What the caller insists on; the market draws the rest. */
export type Wish = {
  trims?: readonly Trim[]
  years?: readonly [number, number]
  fuel?: SampleFuel
  marks?: readonly Mark[]
}

export type Market = { random: Random; car(wish?: Wish): SampleCar; claimKm(car: SampleCar): void }

const TRIMS = weightedTable(
  ORDINARY.map((trim) => [trim, trim.weight]),
  8192,
)
const STATE_TABLE = weightedTable(STATES, 100)
const YEAR_WEIGHTS: Record<number, number> = { 2010: 2, 2011: 4, 2012: 6, 2013: 9, 2014: 12 }
const ORDINALS = ['1st', '2nd', '3rd']
const MONTHS = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0'))

export function createMarket(seed: number, rows: number): Market {
  const random = createRandom(seed)
  const claim = createClaims(rows)

  const claimKm = (car: SampleCar) => {
    car.km = claim(car.trim.index, car.year, car.km)
  }

  function car(wish: Wish = {}): SampleCar {
    const trim = random.pick(wish.trims ?? TRIMS)
    const fuel = wish.fuel ?? trim.fuel
    const wished = wish.marks && random.pick(wish.marks)
    let state: string = wished?.state ?? random.pick(STATE_TABLE)
    const [first, last] = wish.years ?? [trim.from, trim.to]
    if (!wished && Math.min(last, trim.to) < oldestYear(fuel, state)) state = 'KA'
    const from = Math.max(first, trim.from, oldestYear(fuel, state))
    const year = random.pick(yearTable(from, Math.max(from, Math.min(last, trim.to))))
    if (!wished && state === 'TG' && year < 2014) state = 'KA'
    const { mark } = wished ?? ownMark(random.pick(officesOf(state as SampleState)), year)

    const age = LATEST_YEAR - year
    const drawn: SampleCar = {
      trim,
      year,
      age,
      registered: random.next() < 0.26 ? registration(year) : '',
      fuel,
      cc: trim.sizes.length > 0 ? random.pick(trim.sizes) : '',
      km: distance(age),
      owners: owners(age),
      exactPrice: 0,
      price: 0,
      mark,
      state,
      spareKey: random.next() < 0.27 ? 'Yes' : 'No',
    }
    claimKm(drawn)
    price(drawn, noise(random.normal()))
    return drawn
  }

  function price(car: SampleCar, factor: number) {
    const { trim, age, km, owners, fuel, state } = car
    car.exactPrice = factor * medianPrice(trim.newPrice, age, km, owners, trim.gearbox, fuel, state)
    car.price = Math.round(car.exactPrice / 1000) * 1000
  }

  /** Telangana wrote TS until March 2024 and TG since. */
  function ownMark(office: Mark, year: number): Mark {
    if (year < LATEST_YEAR || !office.mark.startsWith('TS') || random.next() < 0.4) return office
    return { ...office, mark: `TG${office.mark.slice(2)}` }
  }

  /** dd-mm-yyyy: up to thirteen months after the January of the make year, but not after the latest year. */
  function registration(year: number): string {
    const month = random.below(year === LATEST_YEAR ? 12 : 14)
    return `01-${MONTHS[month % 12]}-${year + (month > 11 ? 1 : 0)}`
  }

  /** km: some 11,000 a year, and never outside 3,000 to 25,000 a year. */
  function distance(age: number): number {
    const yearly = Math.min(25_000, Math.max(3_000, 11_000 * noise(5 * random.normal())))
    const years = age === 0 ? 0.7 + 0.3 * random.next() : age
    return Math.round(yearly * years)
  }

  function owners(age: number): number {
    const drawn = random.next()
    if (age < 2 || drawn > 0.045 * age) return 1
    return drawn > 0.004 * age ? 2 : 3
  }

  return { random, car, claimKm }
}

const yearTables = new Map<number, number[]>()

/** Years of make in proportion to how many are for sale: few of the oldest and of the newest. */
function yearTable(from: number, to: number): number[] {
  const key = from * 10_000 + to
  const known = yearTables.get(key)
  if (known) return known
  const years = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const weight = (year: number) => YEAR_WEIGHTS[year] ?? (year >= 2023 ? 8 : 20)
  const table = weightedTable(
    years.map((year) => [year, weight(year)]),
    256,
  )
  yearTables.set(key, table)
  return table
}

/**
 * Two cars of the same trim and year never get the same distance, so that no two rows are duplicates by accident.
 * A table of bits remembers what was given away: fixed memory, where a false alarm only adds a kilometre.
 */
function createClaims(rows: number): (trim: number, year: number, km: number) => number {
  const bits = Math.min(28, Math.max(16, Math.ceil(Math.log2(rows)) + 5))
  const taken = new Uint32Array(2 ** (bits - 5))
  return (trim, year, km) => {
    for (let free = km; free < km + 64; free++) {
      let hash = Math.imul(trim * 64 + (year & 63), 0x9e3779b1) ^ Math.imul(free, 0x85ebca6b)
      hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
      const slot = (hash ^ (hash >>> 13)) >>> (32 - bits)
      const bit = 1 << (slot & 31)
      if (((taken[slot >>> 5] as number) & bit) !== 0) continue
      taken[slot >>> 5] = (taken[slot >>> 5] as number) | bit
      return free
    }
    return km
  }
}

export function fieldsOf(car: SampleCar): Fields {
  const { trim } = car
  return {
    brand: trim.brand,
    model: trim.model,
    transmission: GEARBOX_WORDS[trim.gearbox],
    year: car.year,
    registered: car.registered,
    fuel: FUEL_WORDS[car.fuel],
    cc: car.cc,
    km: car.km,
    ownership: `${ORDINALS[car.owners - 1]} owner`,
    price: car.price,
    monthly: monthlyCost(car),
    insured: 'TRUE',
    spareKey: car.spareKey,
    mark: car.mark,
    title: `${car.year} ${trim.brand} ${trim.model}`,
  }
}

/** The instalment as the lender lists it, ₹. */
export function monthlyCost(car: SampleCar, months = loanMonths(car.fuel, car.state, car.year)) {
  return Math.round(instalment(car.exactPrice, months))
}
