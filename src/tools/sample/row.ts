import type { SampleFuel, SampleGearbox } from './catalogue.ts'

export const COLUMNS = [
  'brand',
  'model',
  'transmission',
  'make_year',
  'reg_year',
  'fuel_type',
  'engine_capacity(CC)',
  'km_driven',
  'ownership',
  'price',
  'overall_cost',
  'has_insurance',
  'spare_key',
  'reg_number',
  'title',
] as const
export const HEADER = COLUMNS.join(',')

/** A row as it will be written: text where a number would do is dirt, or already quoted. */
export type Fields = {
  brand: string
  model: string
  transmission: string
  year: number
  registered: string
  fuel: string
  cc: number | ''
  km: number | string
  ownership: string
  price: number | string
  monthly: number | string
  insured: string
  spareKey: string
  mark: string
  title: string
}

export const FUEL_WORDS: Record<SampleFuel, string> = {
  petrol: 'Petrol',
  diesel: 'Diesel',
  cng: 'CNG',
  electric: 'Electric',
}
export const GEARBOX_WORDS: Record<SampleGearbox, string> = {
  manual: 'Manual',
  automatic: 'Automatic',
}

export function toLine(f: Fields): string {
  return `${f.brand},${f.model},${f.transmission},${f.year},${f.registered},${f.fuel},${f.cc},${f.km},${f.ownership},${f.price},${f.monthly},${f.insured},${f.spareKey},${f.mark},${f.title}`
}

export const totalsLine = (sum: number) => `,,,,,,,,,${sum},,,,,`
