import { V7Generator } from 'uuidv7'
import type { Car } from '../listing/car.ts'
import { after, type CarState, UNTOUCHED } from '../transactions/car-state.ts'
import { type Kind, momentOf, type Transaction, VERSION } from '../transactions/transaction.ts'

/** A car as far as a simulator knows it. */
export type Offered = Pick<Car, 'id' | 'brand' | 'title' | 'price'> & { listed_at: string | null }

/** Of a hundred things that happen on a market where nothing is reserved yet */
const CHANCES: readonly [Kind, number][] = [
  ['price_change', 0.5],
  ['reservation', 0.35],
  ['sale', 0.15],
]
/** Reservations that end in a sale */
const KEPT_WORD = 0.7
/** Share of the cars that stay on the market, so that it never runs dry */
const UNSOLD = 0.4
/** Share of the reserved cars at which reservations are ended rather than made */
const RESERVED = 0.06
/** Prices are whole thousands where they are not small */
const STEP = 1000

/** Makes up what happens on a market: the same for the same cars, seed and clock. */
export class MakeUp {
  readonly #random: () => number
  readonly #currency: string
  readonly #ids: V7Generator
  #cars: Offered[] = []
  #byId = new Map<string, Offered>()
  readonly #states = new Map<string, CarState>()
  #sold = 0
  readonly #reserved = new Set<string>()

  constructor(random: () => number, currency: string) {
    this.#random = random
    this.#currency = currency
    this.#ids = new V7Generator({ nextUint32: () => Math.floor(random() * 2 ** 32) })
  }

  /** The cars on offer, and what has happened to them before. */
  offer(cars: readonly Offered[], states: ReadonlyMap<string, CarState>): void {
    this.#cars = [...cars]
    this.#byId = new Map(cars.map((car) => [car.id, car]))
    this.#states.clear()
    this.#reserved.clear()
    this.#sold = 0
    for (const { id } of cars) this.#stands(id, states.get(id) ?? UNTOUCHED)
  }

  /** @returns null where no car is left to which anything could happen */
  next(now = Date.now()): Transaction | null {
    if (this.#cars.length === 0) return null
    const ending = this.#reserved.size > this.#cars.length * RESERVED || this.#random() < 0.15
    const car = (ending ? this.#aReserved() : null) ?? this.#anAvailable() ?? this.#aReserved()
    if (!car) return null
    const state = this.#states.get(car.id) ?? UNTOUCHED
    const made = this.#happens(car, state, now)
    const next = after(state, made)
    if (next) this.#stands(car.id, next)
    return made
  }

  #happens(car: Offered, state: CarState, now: number): Transaction {
    const kind = this.#kindFor(state)
    const asks = state.price ?? car.price
    const id = this.#ids.generateOrResetWithTs(now).toString()
    return {
      version: VERSION,
      id,
      kind,
      car_id: car.id,
      brand: car.brand,
      title: car.title,
      at: new Date(momentOf(id)).toISOString(),
      price: this.#priceOf(kind, asks),
      price_before: kind === 'price_change' ? asks : null,
      currency: this.#currency,
      listed_at: car.listed_at,
      simulated: true,
    }
  }

  #kindFor({ status }: CarState): Kind {
    const full = this.#sold >= this.#cars.length * (1 - UNSOLD)
    if (status === 'reserved') return !full && this.#random() < KEPT_WORD ? 'sale' : 'cancellation'
    let left = this.#random()
    for (const [kind, chance] of CHANCES) {
      left -= chance
      if (left < 0) return kind === 'sale' && full ? 'price_change' : kind
    }
    return 'price_change'
  }

  /** A buyer pays a little less than is asked; a seller cuts more often than he raises. */
  #priceOf(kind: Kind, asks: number): number {
    const chance = this.#random()
    if (kind === 'reservation' || kind === 'cancellation') return asks
    const share = kind === 'sale' ? -0.05 * chance : chance < 0.85 ? -0.01 - 0.07 * chance : 0.03
    const step = asks > 20 * STEP ? STEP : 1
    const price = Math.max(step, Math.round((asks * (1 + share)) / step) * step)
    return kind === 'price_change' && price === asks ? asks + step : price
  }

  #stands(id: string, state: CarState): void {
    this.#states.set(id, state)
    this.#reserved.delete(id)
    if (state.status === 'reserved') this.#reserved.add(id)
    if (state.status === 'sold') this.#sold++
  }

  #aReserved(): Offered | null {
    const [id] = this.#reserved
    return (id !== undefined && this.#byId.get(id)) || null
  }

  /** Past the cars that are sold or reserved, from one taken at random. */
  #anAvailable(): Offered | null {
    const from = Math.floor(this.#random() * this.#cars.length)
    for (let at = 0; at < this.#cars.length; at++) {
      const car = this.#cars[(from + at) % this.#cars.length]
      if (car && this.#states.get(car.id)?.status === 'available') return car
    }
    return null
  }
}
