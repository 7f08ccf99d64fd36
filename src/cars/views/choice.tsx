import { e } from '@kitajs/html'
import { count } from '../../platform/language/format.ts'

type ChoiceProps = {
  /** Made from the value: a morphed list must not hand a tick to another. */
  id: string
  name: string
  value: string
  label: string
  checked: boolean
}
/** What stands before and after the count of a value that can be ticked */
export type Box = readonly [before: string, after: string]

/** Stands for the count */
const COUNT = '\0'

/** A value that can be ticked, with its cars. */
export const Choice = ({ cars, ...props }: ChoiceProps & { cars: number }): JSX.Element =>
  withCars(draw(props), cars)

export function draw({ id, name, value, label, checked }: ChoiceProps): Box {
  const drawn = String(
    <li>
      <label>
        <input type="checkbox" id={id} name={name} value={value} checked={checked} />
        {e` ${label} `}
        <span>{COUNT}</span>
      </label>
    </li>,
  )
  // The last one: a value that somebody asked for may hold anything.
  const at = drawn.lastIndexOf(COUNT)
  return [drawn.slice(0, at), drawn.slice(at + COUNT.length)]
}

export const withCars = ([before, after]: Box, cars: number): JSX.Element =>
  before + count(cars) + after
