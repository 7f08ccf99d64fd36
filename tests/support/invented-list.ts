import fc from 'fast-check'
import type { Answers } from '../../src/imports/profile/answers.ts'

/** A car as it is; what a list says of it may be anything that a person would write. */
export type Truth = {
  brand: string
  model: string
  year: number
  km: number
  price: number
  fuel: 'petrol' | 'diesel'
  transmission: 'manual' | 'automatic'
  owners: number
}
export type InventedList = {
  bytes: Uint8Array
  cars: Truth[]
  /** what its owner would answer, if asked */
  answers: Answers
  market: { currency: string; unit: 'km'; pack: string }
  about: string
}

type Language = {
  names: Record<keyof Truth, string>
  fuel: Record<Truth['fuel'], string>
  transmission: Record<Truth['transmission'], string>
  currency: string
  sign: string
  encodings: readonly ('utf8' | 'latin1')[]
  /** thousands and decimals */
  marks: readonly [string, string]
  middle: number
}

const language = (
  [brand, model, year, km, price, fuel, transmission, owners]: string[],
  [petrol, diesel, manual, automatic]: string[],
  rest: Pick<Language, 'currency' | 'sign' | 'encodings' | 'marks' | 'middle'>,
): Language => ({
  names: {
    brand: String(brand),
    model: String(model),
    year: String(year),
    km: String(km),
    price: String(price),
    fuel: String(fuel),
    transmission: String(transmission),
    owners: String(owners),
  },
  fuel: { petrol: String(petrol), diesel: String(diesel) },
  transmission: { manual: String(manual), automatic: String(automatic) },
  ...rest,
})
const words = (text: string) => text.split('|')

const LANGUAGES: Record<string, Language> = {
  English: language(
    words('Make|Model|Year|Mileage|Price|Fuel type|Gearbox|Owners'),
    words('Petrol|Diesel|Manual|Automatic'),
    { currency: 'GBP', sign: '£', encodings: ['utf8'], marks: [',', '.'], middle: 9_000 },
  ),
  Indian: language(
    words('Brand|Model|Year|Kms_Driven|Selling_Price|Fuel|Transmission|Owner'),
    words('Petrol|Diesel|Manual|Automatic'),
    { currency: 'INR', sign: '₹', encodings: ['utf8'], marks: [',', '.'], middle: 500_000 },
  ),
  French: language(
    words('Marque|Modèle|Année|Kilométrage|Prix|Carburant|Boîte de vitesses|Propriétaires'),
    words('Essence|Diesel|Manuelle|Automatique'),
    { currency: 'EUR', sign: '€', encodings: ['utf8', 'latin1'], marks: [' ', ','], middle: 9_000 },
  ),
  German: language(
    words('Marke|Modell|Baujahr|Kilometerstand|Preis|Kraftstoff|Getriebe|Vorbesitzer'),
    words('Benzin|Diesel|Schaltgetriebe|Automatik'),
    { currency: 'EUR', sign: '€', encodings: ['utf8', 'latin1'], marks: ['.', ','], middle: 9_000 },
  ),
  Spanish: language(
    words('Marca|Modelo|Año|Kilómetros|Precio|Combustible|Cambio|Propietarios'),
    words('Gasolina|Diésel|Manual|Automático'),
    { currency: 'EUR', sign: '€', encodings: ['utf8', 'latin1'], marks: ['.', ','], middle: 9_000 },
  ),
  Portuguese: language(
    words('Marca|Modelo|Ano|Quilometragem|Preço|Combustível|Câmbio|Donos'),
    words('Gasolina|Diesel|Manual|Automático'),
    {
      currency: 'BRL',
      sign: 'R$',
      encodings: ['utf8', 'latin1'],
      marks: ['.', ','],
      middle: 60_000,
    },
  ),
  Italian: language(
    words('Marca|Modello|Anno|Chilometraggio|Prezzo|Carburante|Cambio|Proprietari'),
    words('Benzina|Diesel|Manuale|Automatico'),
    { currency: 'EUR', sign: '€', encodings: ['utf8', 'latin1'], marks: ['.', ','], middle: 9_000 },
  ),
  Dutch: language(
    words('Merk|Model|Bouwjaar|Kilometerstand|Prijs|Brandstof|Transmissie|Eigenaren'),
    words('Benzine|Diesel|Handgeschakeld|Automaat'),
    { currency: 'EUR', sign: '€', encodings: ['utf8', 'latin1'], marks: ['.', ','], middle: 9_000 },
  ),
  Polish: language(
    words(
      'Marka|Model|Rok produkcji|Przebieg|Cena|Rodzaj paliwa|Skrzynia biegów|Liczba właścicieli',
    ),
    words('Benzyna|Diesel|Manualna|Automatyczna'),
    { currency: 'PLN', sign: 'zł', encodings: ['utf8'], marks: [' ', ','], middle: 40_000 },
  ),
  Turkish: language(
    words('Marka|Model|Yıl|Kilometre|Fiyat|Yakıt|Vites|Sahip sayısı'),
    words('Benzin|Dizel|Düz|Otomatik'),
    { currency: 'TRY', sign: 'TL', encodings: ['utf8'], marks: ['.', ','], middle: 600_000 },
  ),
  Russian: language(
    words('Марка|Модель|Год выпуска|Пробег|Цена|Топливо|Коробка передач|Владельцы'),
    words('Бензин|Дизель|Механика|Автомат'),
    { currency: 'RUB', sign: '₽', encodings: ['utf8'], marks: [' ', ','], middle: 900_000 },
  ),
}

const CARS: readonly [string, string][] = [
  ...(['Golf', 'Polo', 'Passat'].map((model) => ['Volkswagen', model]) as [string, string][]),
  ...(['Corolla', 'Yaris'].map((model) => ['Toyota', model]) as [string, string][]),
  ...(['Clio', 'Megane'].map((model) => ['Renault', model]) as [string, string][]),
  ['Škoda', 'Octavia'],
  ['Honda', 'City'],
  ['BMW', '320d'],
]
const FIELDS = ['brand', 'model', 'year', 'km', 'price', 'fuel', 'transmission', 'owners'] as const

/** Lists of cars in the ways of the world, made from cars that are known. */
export const inventedLists: fc.Arbitrary<InventedList> = fc
  .record({
    tongue: fc.constantFrom(...Object.keys(LANGUAGES)),
    size: fc.integer({ min: 5, max: 25 }),
    order: fc.shuffledSubarray([...FIELDS], { minLength: 8, maxLength: 8 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    miles: fc.boolean(),
    unitIn: fc.constantFrom('header', 'cell', 'nowhere'),
    signIn: fc.constantFrom('header', 'cell', 'nowhere'),
    grouped: fc.boolean(),
    scaled: fc.boolean(),
    abroad: fc.boolean(),
    encoding: fc.nat(1),
    dirt: fc.constantFrom('none', 'preamble', 'index', 'blank rows', 'header again', 'one name'),
    quoted: fc.boolean(),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
  })
  .map((chosen) => invent(chosen))

type Chosen = {
  tongue: string
  size: number
  order: (typeof FIELDS)[number][]
  delimiter: string
  miles: boolean
  unitIn: string
  signIn: string
  grouped: boolean
  scaled: boolean
  abroad: boolean
  encoding: number
  dirt: string
  quoted: boolean
  seed: number
}

function invent(chosen: Chosen): InventedList {
  const { tongue, order, delimiter, unitIn, signIn, dirt } = chosen
  const spoken = LANGUAGES[tongue] ?? LANGUAGES.English
  if (!spoken) throw new Error('no language')
  let state = chosen.seed
  const next = (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
  // Where they are told nowhere, only the English count in miles: nobody else would be asked.
  const miles = tongue === 'English' ? chosen.miles : chosen.miles && unitIn !== 'nowhere'
  const scaled = tongue === 'Indian' && chosen.scaled && signIn !== 'cell'
  const currency = chosen.abroad && signIn !== 'nowhere' ? 'CHF' : spoken.currency
  const cars = Array.from({ length: chosen.size }, (): Truth & { driven: number } => {
    const [brand, model] = CARS[next(CARS.length)] ?? ['BMW', '320d']
    const driven = 1_000 + next(180_000)
    const price = Math.round((spoken.middle * (40 + next(160))) / 100)
    return {
      ...{ brand, model, driven },
      year: 2005 + next(18),
      km: miles ? Math.round(driven * 1.609344) : driven,
      price: scaled ? Math.round(price / 1_000) * 1_000 : price,
      fuel: next(2) === 0 ? 'petrol' : 'diesel',
      transmission: next(2) === 0 ? 'manual' : 'automatic',
      owners: 1 + next(4),
    }
  })
  const [thousands] = spoken.marks
  const number = (amount: number) =>
    chosen.grouped ? String(amount).replace(/\B(?=(\d{3})+$)/g, thousands) : String(amount)
  const cellOf = (car: (typeof cars)[number], field: keyof Truth): string => {
    switch (field) {
      case 'km':
        return `${number(car.driven)}${unitIn === 'cell' ? (miles ? ' miles' : ' km') : ''}`
      case 'price':
        if (scaled) return String(car.price / 100_000)
        return `${number(car.price)}${signIn === 'cell' ? ` ${currency === 'CHF' ? 'CHF' : spoken.sign}` : ''}`
      case 'fuel':
        return spoken.fuel[car.fuel]
      case 'transmission':
        return spoken.transmission[car.transmission]
      case 'model':
        return dirt === 'one name' ? `${car.brand} ${car.model}` : car.model
      default:
        return String(car[field])
    }
  }
  const columns = order.filter((field) => dirt !== 'one name' || field !== 'brand')
  const nameOf = (field: keyof Truth) => {
    const unit = field === 'km' && unitIn === 'header' ? ` (${miles ? 'miles' : 'km'})` : ''
    const sign = field === 'price' && signIn === 'header' ? ` (${currency})` : ''
    return `${spoken.names[field]}${unit}${sign}`
  }
  const quoted = (cell: string) =>
    chosen.quoted || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell
  const line = (cells: string[]) => cells.map(quoted).join(delimiter)
  const numbered = dirt === 'index'
  const header = line([...(numbered ? [''] : []), ...columns.map(nameOf)])
  const rows = cars.map((car, at) =>
    line([...(numbered ? [String(at)] : []), ...columns.map((field) => cellOf(car, field))]),
  )
  const middle = Math.floor(rows.length / 2)
  const body = [
    ...rows.slice(0, middle),
    ...(dirt === 'header again' ? [header] : []),
    ...(dirt === 'blank rows' ? ['', ''] : []),
    ...rows.slice(middle),
  ]
  const text = [...(dirt === 'preamble' ? ['Export 2026', ''] : []), header, ...body, ''].join('\n')
  // Škoda is not in Latin-1.
  const plain = cars.every(({ brand }) => brand !== 'Škoda') && !/[€₹ł]/.test(text)
  const latin = spoken.encodings[chosen.encoding] === 'latin1' && plain
  return {
    bytes: latin ? Buffer.from(text, 'latin1') : Buffer.from(text),
    cars: cars.map(({ driven: _, ...car }) => car),
    answers: {
      accept: true,
      unit: miles ? 'mi' : 'km',
      ...(scaled && { scale: { price: 100_000 } }),
      ...(currency !== spoken.currency && { currency, rate: 1 }),
    },
    market: { currency: spoken.currency, unit: 'km', pack: 'none' },
    about: JSON.stringify({ ...chosen, miles, scaled, currency, latin }),
  }
}
