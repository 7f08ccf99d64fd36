import { type Fuel, fold, type Transmission } from '../../listing/car.ts'
import { cleanMark } from '../../packs/india/registration.ts'
import type { DistanceUnit, Listing, RulePack } from '../pipeline/listing.ts'
import { type Columns, FIELDS, type Field } from '../reading/columns.ts'
import type { RawRecord } from '../reading/records.ts'
import { type ModelName, splitModel } from './base-model.ts'
import { detached, Memo } from './memo.ts'
import { readDigits, readNumber } from './numbers.ts'
import {
  cleanText,
  isBlank,
  readBoolean,
  readDate,
  readFuel,
  readOwners,
  readTransmission,
} from './words.ts'

const KM_PER_MILE = 1.609344
const NO_PROBLEM: Listing['unreadable'] = Object.freeze({})

/** A cell: its value, or the text that could not be read, or neither when it is blank. */
type Cell<T> = { value: T | null; unreadable: string | null; blank: boolean }
type CellReader<T> = (text: string) => Cell<T>
type Name = ModelName & { brand: string; model: string; key: string; slug: string }

export type CleanSettings = { pack: RulePack; unit: DistanceUnit }
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
    listing.year = read(listing, 'year', at.year, readers.year)
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
  if (cell.blank) listing.blank |= BITS[field]
  if (cell.unreadable !== null) {
    listing.unreadable = { ...listing.unreadable, [field]: cell.unreadable }
  }
  return cell.value
}

const BITS = Object.fromEntries(FIELDS.map((field, place) => [field, 1 << place])) as Record<
  Field,
  number
>

export function isBlankCell(listing: Listing, field: Field): boolean {
  return (listing.blank & BITS[field]) !== 0
}

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
    blank: (brand === '' ? BITS.brand : 0) | (model === '' ? BITS.model : 0),
    unreadable: NO_PROBLEM,
    registration: null,
    loan: null,
    repeats: null,
    other_prices: [],
  }
}

const BLANK: Cell<never> = Object.freeze({ value: null, unreadable: null, blank: true })

/** Reads cleaned text; null from `parse` means that it says something that cannot be read. */
function reader<T>(parse: (text: string) => T | null, saysNothing = isBlank): CellReader<T> {
  return (cell) => {
    const text = cleanText(cell)
    if (saysNothing(text)) return BLANK
    const value = parse(text)
    return { value, unreadable: value === null ? detached(text) : null, blank: false }
  }
}

/** The same for cells that repeat from row to row. */
function remembered<T>(parse: (text: string) => T | null, saysNothing = isBlank): CellReader<T> {
  const read = reader(parse, saysNothing)
  const memo = new Memo<Cell<T>>(read)
  return (cell) => (cell === '' ? BLANK : memo.get(cell))
}

const whole = (text: string): number | null => {
  const number = readNumber(text)
  return number === null ? null : Math.round(number)
}
/** Its own cell is used again by the next one: numbers are too many to remember. */
const NUMBER: Cell<number> = { value: null, unreadable: null, blank: false }
function numeric(parse: (text: string) => number | null, plain: boolean): CellReader<number> {
  const slow = plain ? reader(parse) : remembered(parse, isZero)
  return (cell) => {
    const digits = readDigits(cell)
    if (digits < 0 || (digits < LEAST_PLAIN && !plain)) return slow(cell)
    NUMBER.value = digits
    return NUMBER
  }
}
const quantity = numeric(whole, true)
const wording = reader<string>((text) => text)

function createReaders({ pack, unit }: CleanSettings) {
  return {
    name: new Memo<Name>((key) => readName(key, pack)),
    transmission: remembered<Transmission>(readTransmission),
    year: numeric(readYear, true),
    date: remembered(readDate),
    fuel: remembered<Fuel>(readFuel),
    engine: numeric(readEngine, false),
    distance:
      unit === 'km'
        ? quantity
        : reader((text) => {
            const miles = readNumber(text)
            return miles === null ? null : Math.round(miles * KM_PER_MILE)
          }),
    owners: remembered(readOwners),
    insured: remembered(readBoolean),
    spareKey: remembered(readBoolean),
    mark: remembered(cleanMark),
  }
}

/** `key`: brand, line feed, model. */
function readName(key: string, pack: RulePack): Name {
  const cut = key.indexOf('\n')
  const [brand = '', model = ''] = [key.slice(0, cut), key.slice(cut + 1)]
    .map(cleanText)
    .map((text) => (isBlank(text) ? '' : text))
  const { base_model, trim } = splitModel(brand, model, pack)
  const folded = [brand, base_model, trim].map(fold).join('|')
  return { brand, model, base_model, trim, key: folded, slug: slugOf(`${brand} ${base_model}`) }
}

function slugOf(name: string): string {
  const slug = fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return slug === '' ? '' : `${slug}-`
}

function readYear(text: string): number | null {
  const number = readNumber(text)
  if (number !== null && Number.isInteger(number)) return number
  const date = readDate(text)
  return date === null ? null : Number(date.slice(0, 4))
}

/** Below it an engine size may be nothing (0) or litres. */
const LEAST_PLAIN = 10
const isZero = (text: string) => isBlank(text) || /^0+(?:\.0*)?$/.test(text)

/** cc; a number below 10 was meant in litres. */
function readEngine(text: string): number | null {
  const number = readNumber(text.replace(/\s*l(?:itres?|iters?)?$/i, ''))
  if (number === null) return null
  return Math.round(number > 0 && number < 10 ? number * 1000 : number)
}
