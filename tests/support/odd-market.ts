import { type Car, DEALS, dealPosition } from '../../src/listing/car.ts'
import type { Random } from '../../src/pricing/random.ts'
import { aCar } from './cars.ts'

/** Names that trip up what is not careful: of objects' own fields, of other scripts, equal but for accents and case. */
const BRANDS = [
  'Škoda',
  'skoda',
  'Citroën',
  'constructor',
  '__proto__',
  'Honda',
  '東風',
  '𝗭otye',
  '',
]
const MODELS = [
  'City',
  'CITY',
  'i20',
  'Wagon R',
  'toString',
  'ﬀ',
  'e\u0301clair',
  'éclair',
  '\u{1f697}',
]
const CITIES = ['Bengaluru', 'Délhi', 'delhi', 'हैदराबाद', null]
const said = (key: string, value: string | number) => ({ key, name: key, value, unit: null })
const ATTRIBUTES = [
  [],
  [said('colour', 'Black'), said('doors', 5), said('link', 'https://cars.example/1')],
  [said('colour', 'Rouge foncé'), said('body', 'Kombi; AHK')],
  [said('doors', 3), said('description', 'Citroën, one owner')],
]
const REASONS = ['too few comparables', 'no estimate'] as const

/** Cars with many equal values, gaps, odd names and ids of all shapes. */
export function oddMarket(random: Random, size: number): Car[] {
  const ids = new Set<string>()
  while (ids.size < size) ids.add(oddId(random))
  return [...ids].map((id) => oddCar(random, id))
}

/** As an import makes them, where heads are the beginnings of others; and any other text. */
function oddId(random: Random): string {
  const number = () => Math.floor(random.next() * 2 ** random.pick([8, 30, 53]))
  const tail = () => number().toString(36).padStart(11, '0')
  const head = () => random.pick(['2019-a-', '2019-a-1-', '2019-a-1-zz-', '2020-b-', '', '2019-a-'])
  return random.pick([
    () => head() + tail(),
    () => head() + tail(),
    () => head() + tail().toUpperCase(),
    () => `${head()}zzzzzzzzzzz`,
    () => `car-${number()}`,
    () => `${random.pick(['é', '\uffee', '\u{1f697}', "'"])}${number()}`,
    head,
  ])()
}

function oddCar(random: Random, id: string): Car {
  const [brand, base_model] = [random.pick(BRANDS), random.pick(MODELS)]
  const trim = random.pick(['VX', 'ZX CVT', '', 'vx'])
  const year = 2010 + random.below(12)
  const whole = (below: number, step = 1) => random.below(below) * step
  const price = 100_000 + whole(30, random.pick([50_000, 50_000, 1]))
  const estimate = { price: 800_000, low: 600_000, high: 1_000_000 }
  const rated = random.next() < 0.7
  const { lineage: _, ...car } = aCar({
    id,
    brand,
    base_model,
    trim,
    model: `${base_model} ${trim}`.trim(),
    title: random.next() < 0.03 ? '' : `${year} ${brand} ${base_model} ${trim}`.trim(),
    year,
    fuel: random.pick(['petrol', 'diesel', 'cng', 'electric']),
    transmission: random.pick(['manual', 'automatic', null]),
    owners: random.pick([1, 2, 3, 10, null]),
    state: random.pick(['KA', 'DL', 'TG', null]),
    city: random.pick(CITIES),
    price,
    km: whole(random.pick([20, 200_000]), random.pick([5000, 1])),
    emi: random.pick([null, 9000, 12_000, 3_000_000_000, whole(100)]),
    age_years: 2024 - year,
    km_per_year: whole(30_000),
    price_per_km: random.pick([null, whole(5000) / 100, 0.1 + 0.2]),
    engine_cc: random.pick([null, 999, 1197, 1498]),
    years_left: random.pick([null, -1.5, 0, whole(100) / 10]),
    price_category: random.pick(['budget', 'luxury', null]),
    flags: random.pick([[], ['engine-missing'], ['engine-missing', 'now-in-telangana']]),
    attributes: random.pick(ATTRIBUTES),
    estimate: rated ? estimate : null,
    deal: rated ? random.pick(DEALS) : null,
    deal_reason: rated ? null : random.pick(REASONS),
  })
  return dealPosition(car) === null || random.next() < 0.5
    ? car
    : { ...car, estimate: { ...estimate, low: estimate.low + whole(1000) } }
}
