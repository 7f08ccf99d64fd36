import type { Car } from '../listing/car.ts'
import { KM_IMPLAUSIBLE } from '../listing/flags.ts'
import { teaching } from './beyond/attributes.ts'
import { deal } from './deal.ts'
import type { TrainingCar } from './estimate-car.ts'
import { estimatorOf } from './estimate-many.ts'
import type { Neighbours } from './neighbours.ts'
import { LEARNT_AT_MOST, type OutOfFold, train } from './train.ts'

/** Any number: the same market gives the same estimates. */
const SEED = 20_241_231

/** A distance that no car of its age can have teaches nothing, and what rests on it would be no deal. */
const inDoubt = (car: Car): boolean => car.flags.includes(KM_IMPLAUSIBLE)

/** The estimates of a whole market, ready to be put on its cars. */
export type Appraisal = {
  /** the model, as text to be stored */
  model: string
  /** spent on learning, on the clock */
  seconds: number
  rate(car: Car): Pick<Car, 'estimate' | 'deal' | 'deal_reason'>
}

/** Learns from as many cars of a market as a model needs, and then rates each: by an estimate that has not seen its own price. */
export class Appraiser {
  private readonly learnt: TrainingCar[] = []
  private readonly share: number

  /** @param listed all cars of the market */
  constructor(private readonly listed: Neighbours) {
    this.share = Math.min(1, LEARNT_AT_MOST / Math.max(1, listed.size))
  }

  /** Whether to learn from a car that has this fingerprint (below 2⁵³, evenly spread). Of many a share is chosen. */
  wants = (fingerprint: number): boolean =>
    this.share === 1 || (fingerprint % 2 ** 32) / 2 ** 32 < this.share

  see(car: Car): void {
    if (inDoubt(car)) return
    const { id, price, brand, base_model, trim, transmission, fuel, year } = car
    const { engine_cc, km, owners, spare_key, state } = car
    this.learnt.push({
      id,
      price,
      brand,
      base_model,
      trim,
      transmission,
      fuel,
      year,
      engine_cc,
      km,
      owners,
      spare_key,
      state,
      attributes: teaching(car.attributes),
    })
  }

  /** Learns; null where there are too few cars. @param asOfYear year that ages are counted to */
  appraise(asOfYear: number): Appraisal | null {
    const trained = train(this.learnt, { seed: SEED, asOfYear })
    if (!trained) return null
    const { model, outOfFold, seconds } = trained
    const estimate = estimatorOf(model)
    const ownPriceLeftOut = new Map<string, OutOfFold>(outOfFold.map((each) => [each.id, each]))
    return {
      model: JSON.stringify(model),
      seconds,
      rate: (car) => {
        if (inDoubt(car)) return { estimate: null, deal: null, deal_reason: 'distance in doubt' }
        const { price, low, high } = ownPriceLeftOut.get(car.id) ?? estimate(car)
        const rating = deal(car.price, { low, high }, this.listed.near(car) - 1)
        return { estimate: { price, low, high }, ...rating }
      },
    }
  }
}
