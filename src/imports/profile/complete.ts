import { repeatedBrands, splitBrand } from '../cleaning/brands.ts'
import { readYearInName } from '../cleaning/cells.ts'
import { readTransmission } from '../cleaning/words.ts'
import { type Assignment, type Column, isEconomy } from './assign.ts'
import { modelBeside } from './model-beside.ts'
import { meaningsOf } from './names.ts'

/** Numbers with decimals that no car has driven are what a litre lasts for, whatever their name. */
export function leaveOutEconomy({ placed }: Assignment, columns: readonly Column[]): void {
  const column = columns[placed.get('km')?.at ?? -1]
  if (column === undefined || !isEconomy(column.hints, column.values)) return
  const { fractions } = column.values.distances
  if (fractions * 2 > column.values.cells.length) placed.delete('km')
}

/** A brand within the name, a fuel within the engine, a year within the date of registration. */
export function completeByOthers({ placed }: Assignment, columns: readonly Column[]): void {
  const maker = columns[placed.get('brand')?.at ?? -1]
  if (maker && isCoded(maker)) placed.delete('brand')
  const title = placed.get('title')
  if (!placed.has('model') && title && (columns[title.at]?.values.names ?? 0) >= 0.6) {
    placed.set('model', title)
    placed.delete('title')
  }
  if (maker && placed.has('brand') && !placed.has('model')) {
    const found = modelBeside(maker, columns, new Set([...placed.values()].map(({ at }) => at)))
    if (found) placed.set('model', found)
  }
  const [brand, model, engine] = [placed.get('brand'), placed.get('model'), placed.get('engine_cc')]
  const whole = columns[model?.at ?? -1]
  if (!brand && model && whole) {
    const told = partsOf(whole)
    if (told > 0) placed.set('brand', { ...model, fit: told })
    else if (whole.values.cells.length > 0 && isName(whole)) placed.delete('model')
  }
  const km = columns[placed.get('km')?.at ?? -1]
  if (!placed.has('fuel') && km && km.values.fuels > 0.6) {
    placed.set('fuel', { at: km.at, ground: 'values', fit: 1 })
  }
  const cylinders = columns[engine?.at ?? -1]
  if (
    cylinders &&
    cylinders.values.fuels > 0.6 &&
    !cylinders.values.cells.some((cell) => /\d/.test(cell))
  ) {
    placed.delete('engine_cc')
  }
  if (!placed.has('fuel') && engine && (columns[engine.at]?.values.fuels ?? 0) > 0.6) {
    placed.set('fuel', { ...engine, ground: 'values' })
  }
  const told = placed.has('transmission') ? undefined : columns.find(endsInGearbox)
  if (told) placed.set('transmission', { at: told.at, ground: 'values', fit: 1 })
  const registered = placed.get('registered_on')
  if (!placed.has('year') && model && whole && isDated(whole)) {
    placed.set('year', { at: model.at, ground: 'name', fit: 1 })
  }
  if (!placed.has('year') && registered && (columns[registered.at]?.values.years ?? 0) > 0.5) {
    placed.set('year', registered)
  }
}

/** Brands that were made numbers, as for a model of prices, are none. */
const isCoded = ({ values: { cells } }: Column): boolean =>
  cells.length > 0 && cells.filter((cell) => /^\d+(?:\.\d+)?$/.test(cell)).length > cells.length / 2

/** `Fiesta SE 1.0 manual`: text that ends with the gearbox, row after row. */
function endsInGearbox({ name, values: { cells } }: Column): boolean {
  const kind = meaningsOf(name)[0]?.kind ?? ''
  if (!['description', 'title', 'name', 'trim', 'model'].includes(kind)) return false
  const last = cells.map((cell) => cell.slice(cell.lastIndexOf(' ') + 1))
  const told = last.filter((word) => word.length > 3 && readTransmission(word) !== null)
  return cells.length >= 5 && told.length > cells.length * 0.9
}

/** `2018 Ford Focus`, `Ford Focus 2018` */
const isDated = ({ values: { cells } }: Column) =>
  cells.length > 0 &&
  cells.filter((cell) => readYearInName(cell) !== null).length >= cells.length * 0.9

const isName = ({ name }: Column) => !meaningsOf(name).some(({ kind }) => kind === 'model')

/** The share of names that begin with a brand, or with a word that the file repeats. */
const partsOf = ({ values }: Column): number => {
  const own = new Set(repeatedBrands(values.cells))
  const told = values.cells.filter((cell) => (splitBrand(cell, own)?.model ?? '') !== '')
  return values.cells.length === 0 ? 1 : told.length / values.cells.length
}
