import { fold } from '../../listing/car.ts'
import { type Columns, FIELDS, type Field } from '../../listing/row.ts'
import { type Message, MessageError, message } from '../../platform/language/message.ts'

/** What a column may be called, by what it means. The first spelling that a file has wins. */
const ALIASES: Record<Field, readonly string[]> = {
  brand: ['brand', 'make', 'marque', 'manufacturer', 'constructeur'],
  model: ['model', 'modele', 'model_name', 'variant_name'],
  transmission: ['transmission', 'gearbox', 'boite', 'boite_de_vitesses', 'transmission_type'],
  year: ['make_year', 'year', 'annee', 'model_year', 'year_of_make', 'manufacturing_year'],
  registered_on: [
    'reg_year',
    'registered_on',
    'registration_date',
    'registration_year',
    'reg_date',
    'first_registration',
    'mise_en_circulation',
    'date_mise_en_circulation',
  ],
  fuel: ['fuel_type', 'fuel', 'carburant', 'energie'],
  engine_cc: [
    'engine_capacity_cc',
    'engine_cc',
    'engine_capacity',
    'engine_size',
    'engine',
    'cylindree',
    'displacement',
    'cc',
  ],
  km: [
    'km_driven',
    'kms_driven',
    'km',
    'kms',
    'kilometres',
    'kilometers',
    'kilometrage',
    'odometer',
    'mileage',
    'miles',
  ],
  owners: ['ownership', 'owners', 'owner', 'owner_type', 'number_of_owners', 'proprietaires'],
  price: ['price', 'prix', 'asking_price', 'selling_price', 'listed_price'],
  emi: ['overall_cost', 'emi', 'monthly_cost', 'mensualite'],
  insured: ['has_insurance', 'insurance', 'insured', 'assurance', 'assuree'],
  spare_key: ['spare_key', 'second_key', 'double_des_cles'],
  registration_mark: [
    'reg_number',
    'registration_mark',
    'registration',
    'rto',
    'reg_no',
    'registration_number',
    'immatriculation',
  ],
  title: ['title', 'titre', 'listing', 'listing_title'],
}

const REQUIRED = ['brand', 'model', 'year', 'km', 'price'] as const satisfies Field[]

/** The file has no list of cars in it. Raised before anything is changed. */
export class NotACarList extends MessageError {
  override name = 'NotACarList'

  /** @param detail what quotes the file: for whoever reads it, never for the public */
  constructor(
    words: Message,
    readonly detail = '',
  ) {
    super(words)
  }
}

/** Reads a header. Case, accents, spaces, underscores and brackets do not matter; other columns are ignored. */
export function readHeader(file: string, header: string[]): Columns {
  const spellings = header.map(spellingsOf)
  const at = {} as Record<Field, number>
  const names: Partial<Record<Field, string>> = {}
  for (const field of FIELDS) {
    at[field] = -1
    for (const alias of ALIASES[field]) {
      const places = placesOf(spellings, compact(alias))
      const [place, again] = places
      if (place === undefined) continue
      if (again !== undefined) {
        throw new NotACarList(
          message('{file}: the column {column} stands in the header twice; remove one', {
            file,
            column: header[place]?.trim() ?? '',
          }),
        )
      }
      at[field] = place
      names[field] = header[place]?.trim() ?? field
      break
    }
  }
  const missing = REQUIRED.filter((field) => at[field] < 0)
  if (missing.length > 0) throw refusal(file, missing, header)
  return { at, names, header: header.map((name) => name.trim()) }
}

/** The message says what is missing; what the file has instead may be anything, so that only its reader is told. */
function refusal(file: string, missing: string[], header: string[]): NotACarList {
  const found = header
    .map((name) => name.trim().slice(0, 40))
    .filter((name) => name !== '')
    .slice(0, 30)
  return new NotACarList(
    message(
      '{file} is not a car list: missing {n, plural, one {column} other {columns}} {columns}',
      { file, n: missing.length, columns: missing.join(', ') },
    ),
    `its first line has ${found.join(', ') || 'nothing'}`,
  )
}

function placesOf(spellings: string[][], alias: string): number[] {
  const places: number[] = []
  spellings.forEach((each, place) => {
    if (each.includes(alias)) places.push(place)
  })
  return places
}

/** With and without what stands in brackets: `Price (INR)` is also `Price`. */
function spellingsOf(name: string): string[] {
  return [compact(name), compact(name.replace(/[([{].*?[)\]}]/g, ' '))]
}

function compact(name: string): string {
  return fold(name).replace(/[^\p{L}\p{N}]+/gu, '')
}
