import type { Car } from '../listing/car.ts'
import { KM_IMPLAUSIBLE } from '../listing/flags.ts'
import { deal } from './deal.ts'
import { baseOf, type TrainingCar } from './estimate-car.ts'
import { estimatorOf } from './estimate-many.ts'
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

/**
 * Sees every car of a market go by, keeps as many as a model learns from, and then rates each of them: by an estimate
 * that has not seen its own price.
 * @param expected cars that will come at most; of more than 20,000 a share is kept, chosen by their ids
 */
export class Appraiser {
  private readonly share: number
  private readonly learnt: TrainingCar[] = []
  private readonly listed = new Map<string, number>()

  constructor(expected: number) {
    this.share = Math.min(1, LEARNT_AT_MOST / Math.max(1, expected))
  }

  see(car: Car): void {
    const base = baseOf(car)
    this.listed.set(base, (this.listed.get(base) ?? 0) + 1)
    if (inDoubt(car)) return
    if (this.share < 1 && Bun.hash.xxHash32(car.id) / 2 ** 32 >= this.share) return
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
        const others = (this.listed.get(baseOf(car)) ?? 1) - 1
        const rating = deal(car.price, { low, high }, others)
        return { estimate: { price, low, high }, ...rating }
      },
    }
  }
}
