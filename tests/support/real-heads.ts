import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Papa from 'papaparse'

/** The first rows of public lists. They are not part of the project: what needs them is skipped where they are absent. */
const FOLDER = resolve(import.meta.dir, '../../../shared/data/real')
export const hasRealHeads = existsSync(FOLDER)

type Cells = Record<string, string>
/** What a row says of a car, read without the product's own code; null: it says nothing of it. */
export type Told = {
  brand: string
  price: number
  km: number
  year: number
  fuel: string | null
  transmission: string | null
  owners: number | null
}
export type RealHead = {
  file: string
  currency: string
  pack: 'india' | 'none'
  /** what a person answers to the one question */
  answers: object
  /** lines that hold no car, by the rule that says why */
  refused: Record<number, string>
  read: (row: Cells) => Told
}

const digits = (text = '') => Number(text.replace(/\D/g, ''))
const first = (text = '') => text.trim().split(' ')[0] ?? ''
const brandIn = (text: string) => (text.startsWith('Land Rover') ? 'Land Rover' : first(text))
const oneOf =
  (table: Record<string, string>) =>
  (text = '') => {
    const word = text.toLowerCase()
    return Object.entries(table).find(([part]) => word.includes(part))?.[1] ?? null
  }
const gearbox = oneOf({
  ...{ manu: 'manual', 'm/t': 'manual', automa: 'automatic', автомат: 'automatic' },
  ...{ роботизи: 'automatic', 'a/t': 'automatic', automá: 'automatic', вариатор: 'automatic' },
  ...{ 'semi-auto': 'automatic', механ: 'manual' },
})
const fuel = oneOf({
  ...{ 'electric/gas': 'hybrid' },
  ...{ diesel: 'diesel', petrol: 'petrol', hybrid: 'hybrid', gasoline: 'petrol', cng: 'cng' },
  ...{ lpg: 'lpg', electric: 'electric', essence: 'petrol', benzin: 'petrol', e85: 'petrol' },
  ...{ дизель: 'diesel', бензин: 'petrol' },
})
const owners = (text = '') => {
  const place = ['first', 'second', 'third', 'fourth'].findIndex((word) =>
    text.toLowerCase().startsWith(word),
  )
  return place >= 0 ? place + 1 : digits(text) || null
}
const nothing = { fuel: null, transmission: null, owners: null }
const duplicate = (...lines: number[]) =>
  Object.fromEntries(lines.map((line) => [line, 'exact-duplicate']))

export const REAL_HEADS: RealHead[] = [
  {
    file: 'br_carros.csv',
    ...{ currency: 'BRL', pack: 'none', answers: {}, refused: { 14: 'km-invalid' } },
    read: (row) => ({
      ...nothing,
      brand: first(row.Título),
      price: digits(row.Preço) / 100,
      ...{ km: digits(row['KM Rodado']), year: Number(row.Ano?.slice(0, 4)) },
      transmission: row.Descrição?.endsWith('manual') ? 'manual' : 'automatic',
    }),
  },
  {
    file: 'car_data.csv',
    ...{ currency: 'INR', pack: 'india', answers: { scale: { price: 1e5 } } },
    refused: duplicate(19),
    read: (row) => ({
      // Every model among them is one of Maruti.
      brand: 'Maruti',
      price: Math.round(Number(row.Selling_Price) * 1e5),
      ...{ km: Number(row.Kms_Driven), year: Number(row.Year), owners: null },
      ...{ fuel: fuel(row.Fuel_Type), transmission: gearbox(row.Transmission) },
    }),
  },
  {
    file: 'car_details_v3.csv',
    ...{ currency: 'INR', pack: 'india', answers: {}, refused: {} },
    read: (row) => ({
      ...{ brand: first(row.name), price: Number(row.selling_price), km: Number(row.km_driven) },
      ...{ year: Number(row.year), fuel: fuel(row.fuel) },
      ...{ transmission: gearbox(row.transmission), owners: owners(row.owner) },
    }),
  },
  {
    file: 'de_autoscout24.csv',
    ...{ currency: 'EUR', pack: 'none', answers: {}, refused: {} },
    read: (row) => ({
      ...{ brand: String(row.make), price: Number(row.price), km: Number(row.mileage) },
      ...{ year: Number(row.year), fuel: fuel(row.fuel), transmission: gearbox(row.gear) },
      owners: null,
    }),
  },
  {
    file: 'de_ebay_autos.csv',
    ...{ currency: 'EUR', pack: 'none', answers: { currency: 'EUR' } },
    refused: Object.fromEntries([12, 13, 17, 25, 27, 29].map((line) => [line, 'identity-blank'])),
    read: (row) => ({
      ...{ brand: String(row.brand), price: digits(row.price), km: digits(row.odometer) },
      ...{ year: Number(row.yearOfRegistration), fuel: fuel(row.fuelType) },
      ...{ transmission: gearbox(row.gearbox), owners: null },
    }),
  },
  {
    file: 'in_cardheko.csv',
    ...{ currency: 'INR', pack: 'india', answers: {}, refused: duplicate(5) },
    read: (row) => ({
      brand: first(row.Brand_n_Model),
      price: Math.round(Number(row.Price?.replace(' Lakh*', '')) * 1e5),
      ...{ km: digits(row.Kilometers), year: Number(row.Year), fuel: fuel(row.Fuel) },
      ...{ transmission: null, owners: owners(row.No_of_owners) },
    }),
  },
  {
    file: 'in_train_data.csv',
    ...{ currency: 'INR', pack: 'india', answers: { scale: { price: 1e5 } }, refused: {} },
    // Its header is one name short: every name stands one cell before its own.
    read: (row) => ({
      brand: brandIn(String(row.Location)),
      price: Math.round(Number(row.__parsed_extra) * 1e5),
      ...{ km: Number(row.Fuel_Type), year: Number(row.Kilometers_Driven) },
      ...{ fuel: fuel(row.Transmission), transmission: gearbox(row.Owner_Type) },
      owners: owners(row.Mileage),
    }),
  },
  {
    file: 'quikr_car.csv',
    ...{ currency: 'INR', pack: 'india', answers: {} },
    refused: { 4: 'price-missing', 7: 'price-missing', ...duplicate(16, 17, 22, 26, 27) },
    read: (row) => ({
      ...{ brand: String(row.company), price: digits(row.Price), km: digits(row.kms_driven) },
      ...{ year: Number(row.year), fuel: fuel(row.fuel_type), transmission: null, owners: null },
    }),
  },
  {
    file: 'ru_autos.csv',
    ...{ currency: 'RUB', pack: 'none', answers: {}, refused: duplicate(34, 35) },
    read: (row) => ({
      ...{ brand: first(row.title), price: digits(row.price), km: digits(row.mileage) },
      ...{ year: Number(row.year), fuel: fuel(row.engine?.split(' / ')[2]) },
      ...{ transmission: gearbox(row.gearbox), owners: owners(row.owners) },
    }),
  },
  {
    file: 'tgs_used_cars.csv',
    ...{ currency: 'USD', pack: 'none', answers: {}, refused: {} },
    read: (row) => ({
      ...{ brand: String(row.brand), price: digits(row.price), year: Number(row.model_year) },
      km: Math.round(digits(row.milage) * 1.609344),
      ...{ fuel: fuel(row.fuel_type), transmission: gearbox(row.transmission), owners: null },
    }),
  },
  {
    file: 'tn_voitures.csv',
    ...{ currency: 'TND', pack: 'none', answers: {} },
    refused: Object.fromEntries([19, 21, 23, 24].map((line) => [line, 'year-implausible'])),
    read: (row) => ({
      ...{
        brand: String(row.Marque_voiture),
        price: digits(row.Prix),
        km: digits(row.Kilometrage),
      },
      ...{ year: Number(row.Annee), fuel: fuel(row.Carburant), owners: null },
      transmission: gearbox(row.TypeBoite),
    }),
  },
  {
    file: 'uk_audi.csv',
    ...{ currency: 'GBP', pack: 'none', answers: { unit: 'mi' }, refused: {} },
    read: (row) => ({
      ...{ brand: String(row.make), price: Number(row.price), year: Number(row.year) },
      km: Math.round(Number(row.mileage) * 1.609344),
      ...{ fuel: fuel(row.fuelType), transmission: gearbox(row.transmission), owners: null },
    }),
  },
]

export const pathOfHead = (file: string) => join(FOLDER, file)

/** The rows of a head, the first on line 2. */
export async function rowsOfHead(file: string): Promise<Cells[]> {
  const text = await Bun.file(pathOfHead(file)).text()
  return Papa.parse<Cells>(text, { header: true, skipEmptyLines: true }).data
}
