import { DISPUTED_SIZE, ELECTRIC, NEVER_SIZED, ORDINARY, type Trim } from './catalogue.ts'
import { loanMonths } from './lender.ts'
import { fieldsOf, type Market, monthlyCost, type SampleCar, type Wish } from './market.ts'
import { OLD_HYDERABAD_MARKS, UNKNOWN_MARKS, UNVERIFIED_MARKS } from './marks.ts'
import { LATEST_YEAR } from './pricing.ts'
import { type Fields, toLine } from './row.ts'

export type Outcome = 'published' | 'rejected' | 'duplicate'

/** A row before it has a line number. `price` is what it adds to the file's total, ₹. */
export type Draft = {
  text: string
  price: number
  rules: string[]
  outcome: Outcome
  harmless?: string[]
}

/** A clean row that was written not long ago. */
export type Recent = { car: SampleCar; text: string }

/** The rows of one occurrence, in order; null: not possible yet. */
type Make = (market: Market, recent: Recent | undefined) => Draft[] | null

/** Share of all rows, unless told otherwise: with all kinds some 3.6 %. */
const USUAL_RATE = 0.0013

/** Every kind of dirt but the totals row: each breaks exactly one rule. */
export const DIRT = {
  'exact-duplicate': (_, recent) =>
    recent
      ? [{ text: recent.text, price: recent.car.price, ...breaks('exact-duplicate', 'duplicate') }]
      : null,
  'same-car-other-price': (market) => {
    const car = market.car()
    const step = market.random.between(12, 60) * 1000
    const dearer = { ...car, price: car.price + step, exactPrice: car.exactPrice + step }
    return [car, dearer].map((each) => draft(each, breaks('same-car-other-price')))
  },
  'price-missing': rejected('price-missing', (f) => {
    f.price = ''
  }),
  'price-zero': rejected('price-implausible', (f) => {
    f.price = 0
  }),
  'price-implausible': rejected('price-implausible', (f, car) => {
    f.price = car.price * 5000
  }),
  'year-implausible': rejected('year-implausible', (f, car, { random }) => {
    f.year = random.next() < 0.5 ? car.year - 100 : car.year + 100
    f.registered = ''
    f.title = f.title.replace(String(car.year), String(f.year))
  }),
  'registration-before-make': flagged('registration-before-make', (f, car, { random }) => {
    f.registered = `01-0${random.between(1, 9)}-${car.year - random.between(2, 5)}`
  }),
  'km-negative': rejected('km-invalid', (f, car) => {
    f.km = -car.km
  }),
  'km-text': rejected('km-invalid', (f, _, { random }) => {
    f.km = random.pick(['unknown', 'not known', 'ask dealer', 'low mileage'])
  }),
  'km-too-many': flagged(
    'km-implausible',
    (f, car, market) => {
      const far = { ...car, km: market.random.between(210_000, 290_000) * Math.max(1, car.age) }
      market.claimKm(far)
      f.km = far.km
    },
    { trims: stillMade(2022), years: [2022, LATEST_YEAR] },
  ),
  'km-too-few': flagged(
    'km-implausible',
    (f, car, market) => {
      const near = { ...car, km: market.random.between(5, 30) }
      market.claimKm(near)
      f.km = near.km
    },
    { trims: stillMade(2016), years: [2012, LATEST_YEAR - 6] },
  ),
  'engine-from-twins': (market, recent) => {
    if (!recent) return null
    const twin = market.car({ trims: [recent.car.trim] })
    return [draft({ ...twin, cc: '' }, breaks('engine-from-twins'))]
  },
  'engine-missing': (market) => [
    draft(market.car({ trims: NEVER_SIZED }), breaks('engine-missing')),
  ],
  'engine-disputed': (market) => {
    const trims = [market.random.pick(DISPUTED_SIZE)]
    const sized = trims[0]?.sizes.map((cc) => draft({ ...market.car({ trims }), cc }, clean()))
    return [...(sized ?? []), draft({ ...market.car({ trims }), cc: '' }, breaks('engine-missing'))]
  },
  'engine-not-applicable': (market) => [
    draft(market.car({ trims: ELECTRIC }), breaks('engine-not-applicable')),
  ],
  'gearbox-contradicts-model': flagged(
    'gearbox-contradicts-model',
    (f, { trim }) => {
      f.transmission = trim.gearbox === 'manual' ? 'Automatic' : 'Manual'
    },
    { trims: named(/ (AMT|CVT|AT|DCT|MT|IMT)\b/) },
  ),
  'fuel-contradicts-model': (market) => {
    const trims = market.random.next() < 0.7 ? named(/PETROL/) : named(/DIESEL|CNG/)
    const fuel = trims[0]?.fuel === 'petrol' ? 'cng' : 'petrol'
    return [draft(market.car({ trims, fuel }), breaks('fuel-contradicts-model'))]
  },
  'registration-unknown': flagged('registration-unknown', () => {}, {
    trims: fuelled('petrol'),
    marks: UNKNOWN_MARKS,
  }),
  'office-unverified': flagged('office-unverified', () => {}, {
    trims: fuelled('petrol').filter((trim) => trim.to >= 2015),
    years: [2015, LATEST_YEAR - 1],
    marks: UNVERIFIED_MARKS,
  }),
  'now-in-telangana': flagged('now-in-telangana', () => {}, {
    trims: fuelled('petrol').filter((trim) => trim.from <= 2013),
    years: [2010, 2013],
    marks: OLD_HYDERABAD_MARKS,
  }),
  'monthly-cost-differs': flagged('monthly-cost-differs', (f, car, { random }) => {
    const beyondAnyLoan = random.next() < 0.5 ? 0.006 : 0.15
    f.monthly = Math.round(car.exactPrice * beyondAnyLoan)
  }),
  'loan-months-differ': flagged('loan-months-differ', (f, car) => {
    const months = loanMonths(car.fuel, car.state, car.year)
    f.monthly = monthlyCost(car, months > 24 ? months - 12 : months + 24)
  }),
  'row-too-short': (market) => {
    const fields = toLine(fieldsOf(market.car())).split(',')
    const text = fields.slice(0, market.random.between(5, 9)).join(',')
    return [{ text, price: 0, ...breaks('row-malformed', 'rejected') }]
  },
  'row-too-long': (market) => {
    const fields = fieldsOf(market.car())
    const model = fields.model.replace(' ', ', ')
    return [
      { text: toLine({ ...fields, model }), price: 0, ...breaks('row-malformed', 'rejected') },
    ]
  },
} satisfies Record<string, Make>

export type DirtKind = keyof typeof DIRT
export const DIRT_KINDS = Object.keys(DIRT) as DirtKind[]
export const USUAL_RATES = Object.fromEntries(
  DIRT_KINDS.map((kind) => [kind, USUAL_RATE]),
) as Record<DirtKind, number>

export const clean = () => ({ rules: [] as string[], outcome: 'published' as const })

function breaks(rule: string, outcome: Outcome = 'published') {
  return { rules: [rule], outcome }
}

type Change = (fields: Fields, car: SampleCar, market: Market) => void

function flagged(rule: string, change: Change, wish?: Wish): Make {
  return changed(rule, 'published', change, wish)
}

function rejected(rule: string, change: Change): Make {
  return changed(rule, 'rejected', change)
}

function changed(rule: string, outcome: Outcome, change: Change, wish?: Wish): Make {
  return (market) => {
    const car = market.car(wish)
    const fields = fieldsOf(car)
    change(fields, car, market)
    const price = Number(fields.price)
    return [{ text: toLine(fields), price, ...breaks(rule, outcome) }]
  }
}

function draft(car: SampleCar, verdict: Pick<Draft, 'rules' | 'outcome'>): Draft {
  return { text: toLine(fieldsOf(car)), price: car.price, ...verdict }
}

function named(pattern: RegExp): Trim[] {
  return ORDINARY.filter((trim) => pattern.test(trim.model))
}

function fuelled(fuel: Trim['fuel']): Trim[] {
  return ORDINARY.filter((trim) => trim.fuel === fuel)
}

function stillMade(year: number): Trim[] {
  return ORDINARY.filter((trim) => trim.to >= year && trim.from <= year)
}
