import type { Profile } from '../../listing/profile.ts'
import type { Columns, RawRecord } from '../../listing/row.ts'
import { unescapeFormula } from '../../platform/csv.ts'
import { message } from '../../platform/language/message.ts'
import type { Answers } from '../profile/answers.ts'
import { fingerprintOf } from '../profile/header.ts'
import { infer, type Reading } from '../profile/infer.ts'
import type { Market } from '../profile/sight.ts'
import type { LocalFile } from '../sources/source.ts'
import { NotACarList, refuseHeader } from './columns.ts'
import { alignHeader, findHead, isHeadless } from './dialect.ts'
import { type Encoding, EncodingDetector } from './encoding.ts'
import { type Dialect, plainDialect } from './fields.ts'
import { openTable, type Table, tableText } from './formats/index.ts'
import { headerFinder } from './headers.ts'
import { RecordSplitter, recordOf } from './records.ts'
import { ABOUT, ofRejects, restored } from './rejects.ts'
import { readBytes, readText } from './text.ts'

/** A file whose form is known: everything that is needed to read its rows. */
export type CarFile = LocalFile & {
  sha256: string
  /** its rows, where they are no lines of a text */
  table: Table | null
  encoding: Encoding
  delimiter: string
  columns: Columns
  /** whether its rows were refused before, and are as rejects.ts says */
  refused: boolean
  dialect: Dialect
  /** whether carriage returns alone end its lines */
  carriageReturns: boolean
  /** the header as it stands; null: it has none */
  header: string | null
  /** what was understood of it, and what has to be asked */
  reading: Reading
  /** the order of the cells after a line on which the header stands again in another order */
  orders: Map<number, readonly number[]>
}

/** What a file is read for and by. `profiles`: what is kept for a header, by its fingerprint. */
export type Reader = {
  market: Market
  answers: Answers
  profile(fingerprint: string): Promise<Profile | null>
}

const PLAIN: Reader = {
  market: { currency: null, unit: 'km', pack: '' },
  answers: {},
  profile: async () => null,
}
const SAMPLE = 128 * 1024
/** Bytes by which a format is known. */
const HEAD = 64 * 1024
/** Finds out how a file is written, and refuses it (NotACarList) when it is not a list of cars. `pulse`: now and then. */
export async function inspect(
  file: LocalFile,
  pulse = async () => {},
  reader: Reader = PLAIN,
): Promise<CarFile> {
  const { sha256, head: first, ...found } = await fingerprint(file, pulse)
  const table = await openTable(file, first)
  const carriageReturns = table === null && found.carriageReturns
  const given = reader.answers.encoding
  const said = given && isEncoding(given) ? { encoding: given, sure: true } : found.encoding
  const named = table === null ? said : { encoding: 'utf-8', sure: true }
  const written = { ...file, table, encoding: named.encoding, carriageReturns }
  const { text, whole } = await beginning(written)
  const head = findHead(text, whole, table === null ? null : plainDialect(','))
  if (head.header === null) throw empty(file)
  const headless = isHeadless(head)
  const { names, sure } = headless
    ? { names: Array<string>(head.width).fill(''), sure: true }
    : alignHeader(head)
  const refused = ofRejects(names)
  const own = refused ? names.slice(0, -ABOUT.length).map(unescapeFormula) : names
  const rows = (headless ? [head.header, ...head.rows] : head.rows).map(({ fields }) =>
    refused ? restored(fields, own.length) : fields,
  )
  const sight = {
    encoding: { name: named.encoding, sure: named.sure },
    delimiter: head.dialect.delimiter,
    quote: head.dialect.quote,
    header: own,
    rows,
    headed: headless ? 'no' : sure ? 'yes' : 'shifted',
    carriageReturns,
  } as const
  const kept = await reader.profile(fingerprintOf(own))
  const reading = infer(sight, reader.market, reader.answers, kept)
  refuseHeader(file.name, own, reading.missing)
  return {
    ...written,
    sha256,
    delimiter: head.dialect.delimiter,
    columns: reading.columns,
    refused,
    dialect: head.dialect,
    header: headless ? null : head.header.raw,
    reading,
    orders: new Map(),
  }
}

const isEncoding = (name: string) => {
  try {
    return new TextDecoder(name).encoding !== ''
  } catch {
    return false
  }
}

const empty = ({ name }: LocalFile) =>
  new NotACarList(message('{file} is not a car list: it is empty', { file: name }))

async function fingerprint(file: LocalFile, pulse: () => Promise<void>) {
  const hash = new Bun.CryptoHasher('sha256')
  const detector = new EncodingDetector()
  let head = Buffer.alloc(0)
  let [feeds, returns] = [false, false]
  for await (const bytes of readBytes(file, (stored) => hash.update(stored))) {
    if (head.length === 0) refuseFormat(file, bytes)
    if (head.length < HEAD) head = Buffer.concat([head, bytes])
    feeds ||= bytes.includes(10)
    returns ||= bytes.includes(13)
    detector.add(bytes)
    await pulse()
  }
  return {
    sha256: hash.digest('hex'),
    head,
    encoding: detector.end(),
    carriageReturns: returns && !feeds,
  }
}

/** What is no list is told by its first bytes: workbooks of before 2007, and those with a password; documents; pages. */
function refuseFormat({ name: file }: LocalFile, bytes: Buffer): void {
  const start = bytes.subarray(0, 200).toString('latin1')
  if (start.startsWith('\xd0\xcf\x11\xe0')) {
    throw new NotACarList(
      message(
        '{file} is not a car list: it is an old workbook (.xls) or one with a password; save it as .xlsx without',
        { file },
      ),
    )
  }
  if (start.startsWith('%PDF') || /^\s*<(!doctype|html|\?xml)/i.test(start)) {
    throw new NotACarList(
      message('{file} is not a car list: it is a page or a document, not a table', { file }),
    )
  }
}

type Written = LocalFile & Pick<CarFile, 'table' | 'encoding' | 'carriageReturns'>

async function beginning(file: Written) {
  let text = ''
  for await (const more of textOf(file)) {
    text += more
    if (text.length > SAMPLE) break
  }
  if (text.trim() === '') throw empty(file)
  if (/^[^\n]{0,4096}\0/.test(text)) {
    throw new NotACarList(
      message('{file} is not a car list: it is not a text file', { file: file.name }),
    )
  }
  return { text, whole: text.length <= SAMPLE }
}

async function* textOf(file: Written, onBytes?: (stored: Buffer) => void) {
  const { table, encoding, carriageReturns } = file
  const texts = table === null ? readText(file, encoding, onBytes) : tableText(table, onBytes)
  for await (const text of texts) yield carriageReturns ? text.replaceAll('\r', '\n') : text
}

/** The rows of a file in batches, without its header; `onBytes` hears the stored bytes. */
export async function* readRows(
  file: CarFile,
  onBytes: (stored: Buffer) => void = () => {},
): AsyncGenerator<RawRecord[]> {
  const width = file.columns.header.length + (file.refused ? ABOUT.length : 0)
  const splitter = new RecordSplitter(file.dialect, width)
  const find = headerFinder(file.columns.header, file.columns.at.year)
  const section: Section = { begun: file.header === null, order: null, find }
  for await (const text of textOf(file, onBytes)) {
    yield rowsOf(file, splitter.push(text), section)
  }
  yield rowsOf(file, splitter.end(), section)
}

/** Where in a file a reader is: whether past the header, and in which order the cells stand since the last one. */
type Section = {
  begun: boolean
  order: readonly number[] | null
  find: ReturnType<typeof headerFinder>
}

function rowsOf(file: CarFile, records: RawRecord[], section: Section): RawRecord[] {
  const plain = section.begun && section.order === null && !file.refused
  if (plain && records.every(({ fields }) => section.find(fields) === null)) return records
  const rows: RawRecord[] = []
  for (const record of records) {
    if (!section.begun) {
      section.begun = record.raw === file.header
      continue
    }
    const again = section.find(record.fields)
    if (again !== null) {
      section.order = again.every((from, to) => from === to) ? null : again
      continue
    }
    if (section.order === null && !file.refused) {
      rows.push(record)
      continue
    }
    if (section.order !== null) file.orders.set(record.line, section.order)
    rows.push({ ...record, fields: inOrder(file, record.fields, record.line) })
  }
  return rows
}

/** A row that was read before, as `readRows` gave it. `line`: on which it begins. */
export function rowAgain(raw: string, file: CarFile, line: number): RawRecord {
  const width = file.columns.header.length + (file.refused ? ABOUT.length : 0)
  const { fields, ...record } = recordOf(raw, file.dialect, width)
  return { ...record, line, fields: inOrder(file, fields, line) }
}

/** The cells of a row that was read before. */
export const cellsOfRow = (raw: string, file: CarFile, line: number): string[] =>
  rowAgain(raw, file, line).fields

function inOrder({ refused, columns, orders }: CarFile, fields: string[], line: number): string[] {
  const own = refused ? restored(fields, columns.header.length) : fields
  const order = orders.get(line)
  return order ? order.map((from) => own[from] ?? '').concat(own.slice(order.length)) : own
}
