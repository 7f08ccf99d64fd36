import { fold } from '../listing/car.ts'
import { baseOf, type EstimateCar, ownersLevel, trimOf } from './estimate-car.ts'
import { type Market, usualEngine } from './usual.ts'

/** Why an interval is wider than usual, or which value was assumed: a code for translation, and the words. */
export type Warning = {
  code:
    | 'brand_unknown'
    | 'base_model_unknown'
    | 'trim_missing'
    | 'trim_unknown'
    | 'fuel_unknown'
    | 'fuel_unlisted'
    | 'transmission_assumed'
    | 'owners_assumed'
    | 'state_assumed'
    | 'attributes_assumed'
    | 'engine_unusual'
    | 'km_extreme'
    | 'year_extreme'
  message: string
}

/** How much a model knows of such a car's name: decides from which kind of residual its interval comes. */
export type Novelty = 'known' | 'trim_missing' | 'trim_unknown' | 'base_unknown' | 'brand_unknown'

export type Completed = {
  car: EstimateCar
  novelty: Novelty
  warnings: Warning[]
  /** what the interval's width on the log scale is multiplied with for extreme values, 1 to 2 */
  stretch: number
}

/** Judgement, not measurement, as nobody sells such cars here: a tenth wider for each year or 10,000 km beyond. */
const STRETCH = 0.1
const UNKNOWN_FUEL = 0.5
/** Other models tell what the fuel does to a price, none of this one does. */
const UNLISTED_FUEL = 0.25
/** Twice as wide on the log scale is all that is of use. */
const STRETCHED_AT_MOST = 2

type Warn = (code: Warning['code'], message: string) => void

/** The car with its gaps filled by what is usual and its extremes brought to the edge of what was seen. */
export function complete(market: Market, given: EstimateCar): Completed {
  const warnings: Warning[] = []
  const warn: Warn = (code, message) => warnings.push({ code, message })
  const car = { ...given }
  fillGaps(market, car, warn)
  const stretch = Math.min(STRETCHED_AT_MOST, 1 + limitExtremes(market, car, warn))
  return { car, novelty: noveltyOf(market, given, warn), warnings, stretch }
}

function fillGaps(market: Market, car: EstimateCar, warn: Warn): void {
  const { levels, usual } = market
  if (!levels.transmission.includes(String(car.transmission))) {
    car.transmission = market.bases[baseOf(car)]?.transmission ?? usual.transmission
    warn('transmission_assumed', `The gearbox is taken to be ${car.transmission}, as usual here.`)
  }
  if (!levels.owners.includes(ownersLevel(car.owners))) {
    const most = Math.max(...levels.owners.map(Number).filter(Number.isFinite))
    const more = car.owners !== null && Number.isFinite(most) && car.owners > most
    car.owners = more ? most : usual.owners
    warn('owners_assumed', `The number of owners is taken to be ${car.owners}.`)
  }
  if (!levels.state.includes(String(car.state))) {
    car.state = usual.state
    warn('state_assumed', `The state is taken to be ${car.state}, the commonest here.`)
  }
  if (!levels.key.includes(String(car.spare_key))) car.spare_key = usual.spare_key
  car.engine_cc ??= usualEngine(market, car)
}

/** By which share the interval becomes wider. */
function limitExtremes({ levels, ranges, bases }: Market, car: EstimateCar, warn: Warn): number {
  let stretch = 0
  if (!levels.fuel.includes(car.fuel)) {
    stretch += UNKNOWN_FUEL
    warn('fuel_unknown', `No car here runs on ${car.fuel}: its effect on the price is not known.`)
  } else if (bases[baseOf(car)]?.fuels?.includes(car.fuel) === false) {
    stretch += UNLISTED_FUEL
    const name = `${car.brand} ${car.base_model}`
    warn('fuel_unlisted', `No ${name} here runs on ${car.fuel}: there may be no such car.`)
  }
  const year = within(ranges.year, car.year)
  if (year !== car.year) {
    stretch += STRETCH * Math.abs(car.year - year)
    const [first, last] = ranges.year
    warn('year_extreme', `The cars here are of ${first} to ${last}: estimated as one of ${year}.`)
    car.year = year
  }
  const km = within(ranges.km, car.km)
  if (km !== car.km) {
    stretch += (STRETCH * Math.abs(car.km - km)) / 10_000
    const [least, most] = ranges.km.map(grouped)
    const here = `The cars here have driven ${least} to ${most} km`
    warn('km_extreme', `${here}: estimated at ${grouped(km)} km.`)
    car.km = km
  }
  if (car.engine_cc === null || !ranges.engine_cc) return stretch
  const cc = within(ranges.engine_cc, car.engine_cc)
  if (cc !== car.engine_cc) {
    stretch += Math.abs(Math.log(car.engine_cc / cc))
    const size = grouped(car.engine_cc)
    warn('engine_unusual', `No engine here has ${size} cc: estimated at ${grouped(cc)} cc.`)
    car.engine_cc = cc
  }
  return stretch
}

function noveltyOf(market: Market, given: EstimateCar, warn: Warn): Novelty {
  const name = `${given.brand} ${given.base_model}`.trim()
  if (!market.brands.includes(fold(given.brand))) {
    warn('brand_unknown', `No ${given.brand} is listed here: the interval is much wider.`)
    return 'brand_unknown'
  }
  if (!market.bases[baseOf(given)]) {
    warn('base_model_unknown', `No ${name} is listed here: the interval is much wider.`)
    return 'base_unknown'
  }
  if (market.trims[trimOf(given)] !== undefined) return 'known'
  if (given.trim === '') {
    warn('trim_missing', `Estimated for the usual trim of a ${name}: the interval is wider.`)
    return 'trim_missing'
  }
  const trim = `${name} ${given.trim}`
  warn('trim_unknown', `Hardly any or no ${trim} is listed here: the interval is wider.`)
  return 'trim_unknown'
}

const within = ([lowest, highest]: readonly [number, number], value: number) =>
  Math.min(highest, Math.max(lowest, value))

const grouped = (value: number) => value.toLocaleString('en-IN')
