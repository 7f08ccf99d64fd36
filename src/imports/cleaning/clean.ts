import type { Fuel, Transmission } from '../../listing/car.ts'
import {
  bitOf,
  type Columns,
  type DistanceUnit,
  type Field,
  type Listing,
  type RawRecord,
} from '../../listing/row.ts'
import type { Pack } from '../../packs/pack.ts'
import {
  type CellReader,
  distanceInMiles,
  engineReader,
  quantity,
  remembered,
  wording,
  year,
} from './cells.ts'
import { Memo } from './memo.ts'
import { type Name, readName } from './name.ts'
import { readBoolean, readDate, readFuel, readOwners, readTransmission } from './words.ts'

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
  const { at } = columns
  const readers = createReaders(settings)

  return (record) => {
    const { fields } = record
    const name = readers.name.get(`${fields[at.brand] ?? ''}\n${fields[at.model] ?? ''}`)
    const listing = blankListing(file, record, name)
    listing.transmission = read(listing, 'transmission', at.transmission, readers.transmission)
    listing.year = read(listing, 'year', at.year, year)
    listing.registered_on = read(listing, 'registered_on', at.registered_on, readers.date)
    listing.fuel = read(listing, 'fuel', at.fuel, readers.fuel) ?? 'other'
    listing.engine_cc = read(listing, 'engine_cc', at.engine_cc, readers.engine)
    listing.km = read(listing, 'km', at.km, readers.distance)
    listing.owners = read(listing, 'owners', at.owners, readers.owners)
    listing.price = read(listing, 'price', at.price, quantity)
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

function read<T>(listing: Listing, field: Field, at: number, reader: CellReader<T>): T | null {
  if (at < 0) return null
  const cell = reader(listing.record.fields[at] ?? '')
  if (cell.blank) listing.blank |= bitOf(field)
  if (cell.unreadable !== null) {
    listing.unreadable = { ...listing.unreadable, [field]: cell.unreadable }
  }
  return cell.value
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

function createReaders({ pack, unit }: CleanSettings) {
  return {
    name: new Memo<Name>((cells) => readName(cells, pack)),
    transmission: remembered<Transmission>(readTransmission),
    date: remembered(readDate),
    fuel: remembered<Fuel>(readFuel),
    engine: engineReader(),
    distance: unit === 'km' ? quantity : distanceInMiles,
    owners: remembered(readOwners),
    insured: remembered(readBoolean),
    spareKey: remembered(readBoolean),
    mark: remembered(pack.cleanMark),
  }
}
