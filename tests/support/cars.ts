import type { Car, StoredCar } from '../../src/listing/car.ts'
import type { Snapshot } from '../../src/snapshots/read.ts'
import type { Stores } from '../../src/snapshots/stores.ts'

/** A car that could be on the market, with what a test wants to be different. */
export function aCar(different: Partial<Car> = {}): StoredCar {
  const car: Car = {
    id: '2019-honda-city-1',
    title: '2019 Honda City 1.5L I-VTEC V MT',
    brand: 'Honda',
    model: 'City 1.5L I-VTEC V MT',
    base_model: 'City',
    trim: '1.5L I-VTEC V MT',
    transmission: 'manual',
    fuel: 'petrol',
    year: 2019,
    registered_on: '2019-07-01',
    engine_cc: 1497,
    engine_cc_status: 'listed',
    km: 40_000,
    owners: 1,
    price: 700_000,
    emi: 13_685,
    loan: { rate: 12, months: 72, total_interest: 285_320, reconciles: true },
    insured: true,
    spare_key: false,
    registration_mark: 'KA05',
    state: 'KA',
    state_name: 'Karnataka',
    office: 'Bengaluru South (Jayanagar)',
    city: 'Bengaluru',
    age_years: 5,
    km_per_year: 8000,
    price_per_km: 17.5,
    engine_category: 'medium',
    usage_category: 'average',
    ownership_category: 'first',
    price_category: 'middle',
    years_left: 9.5,
    estimate: { price: 710_000, low: 650_000, high: 770_000 },
    deal: 'fair',
    deal_reason: null,
    flags: [],
    attributes: [],
    ...different,
  }
  return { ...car, lineage: { file: 'cars.csv', line: 2, raw: `${car.brand},${car.model}` } }
}

const PICKS = {
  brand: ['Honda', 'Hyundai', 'Škoda', 'Citroën'],
  base_model: ['City', 'i20', 'Wagon R', 'C3'],
  trim: ['VX', 'ZX CVT', ''],
  fuel: ['petrol', 'diesel', 'electric', 'cng'],
  transmission: ['manual', 'automatic', null],
  owners: [1, 2, 3, null],
  state: ['KA', 'DL', 'TG', null],
  city: ['Bengaluru', 'Délhi', null],
  deal: ['great', 'fair', 'overpriced', null],
  emi: [null, 9000, 12_000, 12_000, 20_000],
} as const

/** A market of different cars with many equal values, so that ties and gaps occur. The same for the same size. */
export function aMarket(size: number): StoredCar[] {
  let state = 12345
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const pick = <T>(values: readonly T[]): T => values[next(values.length)] as T
  return Array.from({ length: size }, (_, index) => {
    const brand = pick(PICKS.brand)
    const base_model = pick(PICKS.base_model)
    const trim = pick(PICKS.trim)
    const year = 2010 + next(15)
    const model = `${base_model} ${trim}`.trim()
    const city = pick(PICKS.city)
    return aCar({
      id: `car-${String((index * 7919) % 100_003).padStart(6, '0')}`,
      title: `${year} ${brand} ${model}`,
      brand,
      base_model,
      trim,
      model,
      year,
      age_years: 2024 - year,
      fuel: pick(PICKS.fuel),
      transmission: pick(PICKS.transmission),
      owners: pick(PICKS.owners),
      state: pick(PICKS.state),
      city,
      emi: pick(PICKS.emi),
      ...rating(pick(PICKS.deal)),
      price: 100_000 + next(40) * 50_000,
      km: next(30) * 5000,
      flags: next(4) === 0 ? ['engine-missing', 'now-in-telangana'] : [],
    })
  })
}

/** An estimate that fits to no price in particular: orders by deal have ties and gaps. */
function rating(deal: Car['deal']): Pick<Car, 'estimate' | 'deal' | 'deal_reason'> {
  if (deal === null) return { estimate: null, deal, deal_reason: 'too few comparables' }
  return { estimate: { price: 800_000, low: 600_000, high: 1_000_000 }, deal, deal_reason: null }
}

/** Publishes cars as one snapshot. */
export async function publish(
  { snapshots }: Pick<Stores, 'snapshots'>,
  importId: number,
  cars: StoredCar[],
  keep = 5,
): Promise<Snapshot> {
  const draft = await snapshots.draft(importId)
  await draft.write(cars)
  return draft.publish({
    as_of: '2024-12-31',
    content_hash: `hash-${importId}`,
    keep,
    model: '{"a":1}',
  })
}
