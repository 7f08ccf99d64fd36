import { type Car, fold } from '../listing/car.ts'

/** What an estimate is made from: nothing that is computed from the price. */
export type EstimateCar = Pick<
  Car,
  | 'brand'
  | 'base_model'
  | 'trim'
  | 'transmission'
  | 'fuel'
  | 'year'
  | 'engine_cc'
  | 'km'
  | 'owners'
  | 'spare_key'
  | 'state'
> & {
  /** what its list says beyond these: the model may have kept some of them */
  attributes?: Car['attributes']
}
export type TrainingCar = EstimateCar & Pick<Car, 'id' | 'price'>

export const baseOf = (car: Pick<Car, 'brand' | 'base_model'>) =>
  fold(`${car.brand} ${car.base_model}`)
export const trimOf = (car: Pick<Car, 'brand' | 'base_model' | 'trim'>) =>
  fold(`${baseOf(car)} ${car.trim}`)

/** More owners than this count as this many. */
export const MOST_OWNERS = 4

export const ownersLevel = (owners: number | null) =>
  owners === null ? 'null' : String(Math.min(owners, MOST_OWNERS))
