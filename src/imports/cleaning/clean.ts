import type { Fuel, Transmission } from '../../listing/car.ts'
import {
  bitOf,
  type Columns,
  type DistanceUnit,
  type Field,
  type Form,
  type Listing,
  type RawRecord,
} from '../../listing/row.ts'
import type { Pack } from '../../packs/pack.ts'
import {
  type CellReader,
  distanceReader,
  engineReader,
  priceReader,
  quantity,
  remembered,
  wording,
  year,
  yearInName,
} from './cells.ts'
import { readDate } from './dates.ts'
import type { Name } from './name.ts'
import { nameReader } from './name-reader.ts'
import { compact, isSet, readBoolean, readFuel, readOwners, readTransmission } from './words.ts'

export type CleanSettings = { pack: Pack; unit: DistanceUnit }
/** `identity`: what tells cars apart, their engine and price; `all`: also what is only shown. */
export type Extent = 'identity' | 'all'

/** Makes a listing of a row: every cell read, nothing judged. Pure but for what it remembers of earlier cells. */
export type Cleaner = (record: RawRecord) => Listing

export function createCleaner(
  file: string,
  columns: Columns,
  settings: CleanSettings,
  extent: Extent = 'all',
): Cleaner {
  const { at, form = plainForm(settings.unit), beside = {} } = columns
  const readers = createReaders(settings.pack, form)
  const nameOf = nameReader(columns, settings.pack, form)
  const { oneHot } = columns
  const fuelOf = oneHot
    ? (listing: Listing) => hotFuel(listing, oneHot)
    : (listing: Listing) => read(listing, 'fuel', at.fuel, readers.fuel)

  return (record) => {
    const { fields } = record
    const name = nameOf(fields)
    const listing = blankListing(file, record, name)
    listing.transmission = read(listing, 'transmission', at.transmission, readers.transmission)
    listing.year = read(listing, 'year', at.year, at.year === at.model ? yearInName : year)
    listing.registered_on = read(listing, 'registered_on', at.registered_on, readers.date)
    listing.fuel = fuelOf(listing) ?? 'other'
    listing.engine_cc = read(listing, 'engine_cc', at.engine_cc, readers.engine)
    listing.km = read(listing, 'km', at.km, readers.distance, beside.km)
    listing.owners = read(listing, 'owners', at.owners, readers.owners)
    listing.price = read(listing, 'price', at.price, readers.price, beside.price)
    listing.insured = read(listing, 'insured', at.insured, readers.insured)
    listing.spare_key = read(listing, 'spare_key', at.spare_key, readers.spareKey)
    const mark = at.registration_mark
    listing.registration_mark = read(listing, 'registration_mark', mark, readers.mark)
    if (listing.engine_cc !== null) listing.engine_cc_status = 'listed'
    if (extent === 'identity') return listing

    listing.emi = read(listing, 'emi', at.emi, quantity)
    const title = read(listing, 'title', at.title, wording)
    listing.title = title ?? `${listing.year ?? ''} ${name.brand} ${name.model}`.trim()
    return listing
  }
}

/** null where no column of a fuel says yes, or several do. */
function hotFuel(listing: Listing, oneHot: NonNullable<Columns['oneHot']>): Fuel | null {
  const [first, ...others] = oneHot.filter(({ at }) => isSet(listing.record.fields[at] ?? ''))
  if (first && others.length === 0) return first.value
  listing.blank |= bitOf('fuel')
  return null
}

/** @param beside where what its cell leaves out is said */
function read<T>(
  listing: Listing,
  field: Field,
  at: number,
  reader: CellReader<T>,
  beside = -1,
): T | null {
  if (at < 0) return null
  const { fields } = listing.record
  const cell = reader(beside < 0 ? (fields[at] ?? '') : joined(fields[at], fields[beside]))
  if (cell.blank) listing.blank |= bitOf(field)
  if (cell.unreadable !== null) {
    listing.unreadable = { ...listing.unreadable, [field]: cell.unreadable }
  }
  return cell.value
}

/** `9500` beside `EUR` is `9500 EUR`; what stands in the cell itself goes before. */
export function joined(cell = '', beside = ''): string {
  const said = beside.trim()
  return cell.trim() === '' || said === '' || /\p{L}|\p{Sc}/u.test(cell) ? cell : `${cell} ${said}`
}

const NO_PROBLEM: Listing['unreadable'] = Object.freeze({})

function blankListing(file: string, record: RawRecord, name: Name): Listing {
  const { brand, model, base_model, trim, key, slug } = name
  return {
    file,
    record,
    title: '',
    brand,
    model,
    base_model,
    trim,
    name_key: key,
    slug,
    transmission: null,
    fuel: 'other',
    year: null,
    registered_on: null,
    engine_cc: null,
    engine_cc_status: 'missing',
    km: null,
    owners: null,
    price: null,
    emi: null,
    insured: null,
    spare_key: null,
    registration_mark: null,
    blank: (brand === '' ? bitOf('brand') : 0) | (model === '' ? bitOf('model') : 0),
    unreadable: NO_PROBLEM,
    registration: null,
    loan: null,
    repeats: null,
    other_prices: [],
  }
}

/** Plain numbers of the market's own, in a unit of distance: what is meant where nothing else is known. */
export const plainForm = (unit: DistanceUnit): Form => ({
  distance: { unit, scale: 1, decimal: null },
  price: { currency: null, signs: [], scale: 1, decimal: null, rate: 1 },
  engine: { unit: null },
  dates: 'dmy',
  words: { transmission: {}, fuel: {}, owners: {} },
  brands: [],
})

function createReaders(pack: Pack, { distance, price, engine, dates, words }: Form) {
  return {
    transmission: remembered(inWords<Transmission>(words.transmission, readTransmission)),
    date: remembered((text) => readDate(text, dates)),
    fuel: remembered(inWords<Fuel>(words.fuel, readFuel)),
    engine: engineReader(engine.unit),
    distance: distanceReader(distance),
    price: priceReader(price),
    owners: remembered(inWords<number>(words.owners, readOwners)),
    insured: remembered(readBoolean),
    spareKey: remembered(readBoolean),
    mark: remembered(pack.cleanMark),
  }
}

/** The file's own words first. */
function inWords<T>(own: Record<string, T>, read: (text: string) => T | null) {
  const meanings = new Map(Object.entries(own))
  return (text: string) => meanings.get(compact(text)) ?? read(text)
}
