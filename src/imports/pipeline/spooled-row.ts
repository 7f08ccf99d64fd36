import { FUELS, TRANSMISSIONS } from '../../listing/car.ts'
import type { Listing } from '../../listing/row.ts'
import { detached } from '../cleaning/memo.ts'
import type { Name } from '../cleaning/name.ts'
import { Dictionary } from './dictionary.ts'

/*
 * How a row lies in the spool: 64 bytes of numbers, then its text as it stood in the file. What repeats from row to row
 * is a number in a dictionary. A row that does not fit is kept as text alone, and cleaned again when it is read.
 */
export const HEAD = 64
const AT = {
  bytes: 0,
  line: 4,
  file: 8,
  kind: 10,
  transmission: 11,
  fuel: 12,
  insured: 13,
  spareKey: 14,
  owners: 15,
  blank: 16,
  year: 20,
  km: 24,
  engine: 28,
  price: 32,
  emi: 36,
  name: 40,
  date: 44,
  mark: 48,
  titleFrom: 52,
  titleLength: 54,
  fingerprint: 56,
} as const
const KINDS = { whole: 0, textAlone: 1 } as const

/** Stands for no number. */
const NONE = -(2 ** 31)
const fits = (number: number | null) =>
  number === null || ((number | 0) === number && number !== NONE)
/** The title is that of year, brand and model. */
const MADE = 2 ** 16 - 1
const UNREADABLE_NOWHERE: Listing['unreadable'] = Object.freeze({})
const NO_FIELDS: string[] = []

export class RowForm {
  private readonly names = new Dictionary<Name>()
  private readonly dates = new Dictionary<string>()
  private readonly marks = new Dictionary<string>()

  /** Fills the head of a row whose text has been written behind it. `bytes`: of that text. */
  write(
    view: DataView,
    at: number,
    listing: Listing,
    row: { bytes: number; file: number; fingerprint: number },
  ): void {
    const { record } = listing
    view.setUint32(at + AT.bytes, row.bytes, true)
    view.setUint32(at + AT.line, record.line, true)
    view.setUint16(at + AT.file, row.file, true)
    view.setFloat64(at + AT.fingerprint, row.fingerprint, true)
    const whole = this.writeValues(view, at, listing)
    view.setUint8(at + AT.kind, whole ? KINDS.whole : KINDS.textAlone)
  }

  /** false: it does not fit. */
  private writeValues(view: DataView, at: number, listing: Listing): boolean {
    const { year, km, engine_cc, price, emi, owners } = listing
    if (listing.record.repaired) return false
    if (listing.unreadable !== UNREADABLE_NOWHERE && Object.keys(listing.unreadable).length > 0)
      return false
    if (!(fits(year) && fits(km) && fits(engine_cc) && fits(price) && fits(emi))) return false
    if (owners !== null && (owners < 0 || owners > 254)) return false
    const name = this.names.numberOf(`${listing.brand}\n${listing.model}`, () => nameOf(listing))
    const date = numberIn(this.dates, listing.registered_on)
    const mark = numberIn(this.marks, listing.registration_mark)
    const title = placeOfTitle(listing)
    if (name === 0 || date < 0 || mark < 0 || title === null) return false
    view.setUint8(at + AT.transmission, codeIn(TRANSMISSIONS, listing.transmission))
    view.setUint8(at + AT.fuel, codeIn(FUELS, listing.fuel))
    view.setUint8(at + AT.insured, codeOf(listing.insured))
    view.setUint8(at + AT.spareKey, codeOf(listing.spare_key))
    view.setUint8(at + AT.owners, owners === null ? 0 : owners + 1)
    view.setUint32(at + AT.blank, listing.blank, true)
    view.setInt32(at + AT.year, year ?? NONE, true)
    view.setInt32(at + AT.km, km ?? NONE, true)
    view.setInt32(at + AT.engine, engine_cc ?? NONE, true)
    view.setInt32(at + AT.price, price ?? NONE, true)
    view.setInt32(at + AT.emi, emi ?? NONE, true)
    view.setUint32(at + AT.name, name, true)
    view.setUint32(at + AT.date, date, true)
    view.setUint32(at + AT.mark, mark, true)
    view.setUint16(at + AT.titleFrom, title.from, true)
    view.setUint16(at + AT.titleLength, title.length, true)
    return true
  }

  /** A row that was written whole; null: it has to be cleaned again. */
  read(view: DataView, at: number, file: string, raw: string): Listing | null {
    if (view.getUint8(at + AT.kind) === KINDS.textAlone) return null
    const name = this.names.at(view.getUint32(at + AT.name, true))
    const date = view.getUint32(at + AT.date, true)
    const mark = view.getUint32(at + AT.mark, true)
    const year = numberAt(view, at + AT.year)
    const engine_cc = numberAt(view, at + AT.engine)
    const owners = view.getUint8(at + AT.owners)
    const from = view.getUint16(at + AT.titleFrom, true)
    const length = view.getUint16(at + AT.titleLength, true)
    return {
      file,
      record: { line: lineAt(view, at), raw, fields: NO_FIELDS, problem: null },
      title: from === MADE ? madeTitle(year, name) : raw.slice(from, from + length),
      brand: name.brand,
      model: name.model,
      base_model: name.base_model,
      trim: name.trim,
      name_key: name.key,
      slug: name.slug,
      transmission: TRANSMISSIONS[view.getUint8(at + AT.transmission) - 1] ?? null,
      fuel: FUELS[view.getUint8(at + AT.fuel) - 1] ?? 'other',
      year,
      registered_on: date === 0 ? null : this.dates.at(date),
      engine_cc,
      engine_cc_status: engine_cc === null ? 'missing' : 'listed',
      km: numberAt(view, at + AT.km),
      owners: owners === 0 ? null : owners - 1,
      price: numberAt(view, at + AT.price),
      emi: numberAt(view, at + AT.emi),
      insured: booleanOf(view.getUint8(at + AT.insured)),
      spare_key: booleanOf(view.getUint8(at + AT.spareKey)),
      registration_mark: mark === 0 ? null : this.marks.at(mark),
      blank: view.getUint32(at + AT.blank, true),
      unreadable: UNREADABLE_NOWHERE,
      registration: null,
      loan: null,
      repeats: null,
      other_prices: [],
    }
  }
}

export const bytesAt = (view: DataView, at: number) => view.getUint32(at + AT.bytes, true)
export const lineAt = (view: DataView, at: number) => view.getUint32(at + AT.line, true)
export const fileAt = (view: DataView, at: number) => view.getUint16(at + AT.file, true)
export const fingerprintAt = (view: DataView, at: number) =>
  view.getFloat64(at + AT.fingerprint, true)

function numberAt(view: DataView, at: number): number | null {
  const number = view.getInt32(at, true)
  return number === NONE ? null : number
}

/** −1: there are too many. */
function numberIn(dictionary: Dictionary<string>, text: string | null): number {
  if (text === null) return 0
  const number = dictionary.numberOf(text, () => detached(text))
  return number === 0 ? -1 : number
}

function nameOf({ brand, model, base_model, trim, name_key: key, slug }: Listing): Name {
  return { brand, model, base_model, trim, key, slug }
}

const codeIn = (values: readonly string[], value: string | null) =>
  value === null ? 0 : values.indexOf(value) + 1
const codeOf = (value: boolean | null) => (value === null ? 0 : value ? 2 : 1)
const booleanOf = (code: number) => (code === 0 ? null : code === 2)

const madeTitle = (year: number | null, { brand, model }: Pick<Listing, 'brand' | 'model'>) =>
  `${year ?? ''} ${brand} ${model}`.trim()

/** Where the title stands in the row; null: nowhere as it is. */
function placeOfTitle({ title, year, brand, model, record: { raw } }: Listing) {
  const { length } = title
  const from = raw.endsWith(title) ? raw.length - length : raw.indexOf(title)
  if (from >= 0 && from + length < MADE) return { from, length }
  return title === madeTitle(year, { brand, model }) ? { from: MADE, length: 0 } : null
}
