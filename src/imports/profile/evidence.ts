import type { Field } from '../../listing/row.ts'
import { type Message, message } from '../../platform/language/message.ts'
import type { Column, Placed } from './assign.ts'

/** Why a column is read as a field, in words. */
export function evidenceOf(
  field: Field,
  { name, hints, values }: Column,
  placed?: Placed,
): Message[] {
  const said: Message[] = []
  if (placed?.ground === 'name' && name !== '') said.push(message('its name says so'))
  if (placed?.ground === 'values') said.push(message('its cells say so'))
  if (placed?.ground === 'guess') said.push(message('no other column fits better'))
  const percent = (share: number) => Math.round(share * 100)
  if (field === 'km') {
    const { share, median, units } = values.distances
    said.push(message('{n} % are distances, {median} in the middle', { n: percent(share), median }))
    const unit = hints.unit ?? [...units.keys()][0]
    if (unit !== undefined) said.push(message('it says {unit}', { unit }))
  }
  if (field === 'price') {
    const { share, median, units } = values.prices
    said.push(message('{n} % are prices, {median} in the middle', { n: percent(share), median }))
    const unit = hints.currency ?? [...units.keys()][0]
    if (unit !== undefined) said.push(message('it says {unit}', { unit }))
  }
  if (field === 'year') said.push(message('{n} % are years', { n: percent(values.years) }))
  if (field === 'brand' && values.brands > 0) {
    said.push(message('{n} % are known brands', { n: percent(values.brands) }))
  }
  if ((field === 'brand' || field === 'model') && values.names > 0.5) {
    said.push(message('{n} % begin with a known brand or model', { n: percent(values.names) }))
  }
  if (field === 'fuel') said.push(message('{n} % name a fuel', { n: percent(values.fuels) }))
  if (field === 'transmission') {
    said.push(message('{n} % name a gearbox', { n: percent(values.gearboxes) }))
  }
  return said
}
