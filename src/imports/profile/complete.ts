import type { Columns, Field } from '../../listing/row.ts'
import { repeatedBrands, splitBrand } from '../cleaning/brands.ts'
import { readYearInName } from '../cleaning/cells.ts'
import { compact, readTransmission } from '../cleaning/words.ts'
import { type Assignment, type Column, isEconomy } from './assign.ts'
import { modelBeside } from './model-beside.ts'
import { meaningsOf } from './names.ts'
import { SERIES } from './series.ts'

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
  const named = columns[placed.get('model')?.at ?? -1]
  const isBlank = maker?.values.cells.length === 0 && named !== undefined && mayBeWhole(named)
  if (maker && (isBlank || isCoded(maker))) placed.delete('brand')
  const fuels = columns[placed.get('fuel')?.at ?? -1]
  // Where words were made numbers, the numbers of the owners are as little to be counted on.
  if (fuels && isCoded(fuels)) placed.delete('owners')
  const makers = placed.has('brand') ? undefined : columns.find(holdsBrands)
  if (makers && makers.at !== placed.get('model')?.at) {
    placed.set('brand', { at: makers.at, ground: 'name', fit: 1 })
  }
  const mark = columns[placed.get('registration_mark')?.at ?? -1]
  if (mark && mark.values.yesOrNo > 0.5) placed.delete('registration_mark')
  if (isSized(columns[placed.get('model')?.at ?? -1], columns)) placed.delete('model')
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
  const told = placed.has('transmission')
    ? undefined
    : (columns.find(holdsGearboxes) ?? columns.find(endsInGearbox))
  if (told) placed.set('transmission', { at: told.at, ground: 'values', fit: 1 })
  const registered = placed.get('registered_on')
  if (!placed.has('year') && model && whole && isDated(whole)) {
    placed.set('year', { at: model.at, ground: 'name', fit: 1 })
  }
  const dated = columns.find((column) => mayBeWhole(column) && isDated(column))
  if (!placed.has('year') && dated) placed.set('year', { at: dated.at, ground: 'name', fit: 1 })
  if (!placed.has('year') && registered && (columns[registered.at]?.values.years ?? 0) > 0.5) {
    placed.set('year', registered)
  }
}

/** `2.8 AT (174 hp) 4WD`: an engine and no model, where no series stands beside it. */
const isSized = (column: Column | undefined, columns: readonly Column[]): boolean =>
  column !== undefined &&
  column.values.cells.filter((cell) => /^\d[.,]\d/.test(cell)).length >
    column.values.cells.length / 2 &&
  !columns.some(({ name }) => SERIES.test(name.trim()))

/** `car` beside `model`: makers and nothing more. */
const holdsBrands = ({ name, values }: Column): boolean =>
  meaningsOf(name).some(({ kind }) => kind === 'name') && values.brands >= 0.8

/** A column of brand and model together beside columns of their own. */
const mayBeWhole = ({ name, values }: Column): boolean =>
  meaningsOf(name).some(({ kind }) => kind === 'title' || kind === 'name') && values.names >= 0.6

/** Rows whose title must hold the model that stands beside it, before a title tells a model that is blank. */
const HELD = 0.8

/** Where brand and model stand together, for rows in which their own columns are blank. */
export function wholeName(
  columns: readonly Column[],
  at: Record<Field, number>,
): Pick<Columns, 'whole'> {
  const models = columns[at.model]
  if (at.brand === at.model || models === undefined) return {}
  const holds = (title: Column) => {
    const told = models.raw.flatMap((model, row) =>
      compact(model) === '' ? [] : [compact(title.raw[row] ?? '').includes(compact(model))],
    )
    return told.filter(Boolean).length >= HELD * told.length
  }
  const own = [at.model, at.brand]
  const found = columns.find((each) => mayBeWhole(each) && !own.includes(each.at) && holds(each))
  return found ? { whole: found.at } : {}
}

/** Some call the gearbox the drive. */
const holdsGearboxes = ({ name, values }: Column): boolean =>
  meaningsOf(name).some(({ kind }) => kind === 'drive') && values.gearboxes > 0.9

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
