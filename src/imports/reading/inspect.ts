import type { Columns, RawRecord } from '../../listing/row.ts'
import { unescapeFormula } from '../../platform/csv.ts'
import { message } from '../../platform/language/message.ts'
import type { LocalFile } from '../sources/source.ts'
import { NotACarList, readHeader } from './columns.ts'
import { fieldsOf, RecordSplitter } from './records.ts'
import { ABOUT, ofRejects, restored } from './rejects.ts'
import { type Encoding, readBytes, readText } from './text.ts'

/** A file whose form is known: everything that is needed to read its rows. */
export type CarFile = LocalFile & {
  sha256: string
  encoding: Encoding
  delimiter: string
  columns: Columns
  /** whether its rows were refused before, and are as rejects.ts says */
  refused: boolean
}

const DELIMITERS = [',', ';', '\t']
const MAX_HEADER = 256 * 1024

/** Finds out how a file is written, and refuses it (NotACarList) when it is not a list of cars. `pulse`: now and then. */
export async function inspect(file: LocalFile, pulse = async () => {}): Promise<CarFile> {
  const { sha256, encoding } = await fingerprint(file, pulse)
  const { delimiter, header } = await findHeader(file, encoding)
  const refused = ofRejects(header)
  const own = refused ? header.slice(0, -ABOUT.length).map(unescapeFormula) : header
  const columns = readHeader(file.name, own)
  return { ...file, sha256, encoding, delimiter, columns, refused }
}

async function fingerprint(
  file: LocalFile,
  pulse: () => Promise<void>,
): Promise<{ sha256: string; encoding: Encoding }> {
  const hash = new Bun.CryptoHasher('sha256')
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let encoding: Encoding | null = null
  let first = true
  const accept = (bytes?: Buffer) => {
    try {
      utf8.decode(bytes, { stream: bytes !== undefined })
    } catch {
      encoding = 'windows-1252'
    }
  }
  for await (const bytes of readBytes(file, (stored) => hash.update(stored))) {
    if (first && bytes[0] === 0xff && bytes[1] === 0xfe) encoding = 'utf-16le'
    first = false
    if (encoding === null) accept(bytes)
    await pulse()
  }
  if (encoding === null) accept()
  return { sha256: hash.digest('hex'), encoding: encoding ?? 'utf-8' }
}

async function findHeader(file: LocalFile, encoding: Encoding) {
  let head = ''
  for await (const text of readText(file, encoding)) {
    head += text
    const at = headerStart(head)
    if (head.indexOf('\n', at) >= 0 || head.length > MAX_HEADER) break
  }
  const declared = /^\s*sep=(.)\r?\n/i.exec(head)?.[1]
  const start = headerStart(head)
  const end = head.indexOf('\n', start)
  const line = end < 0 ? head.slice(start) : head.slice(start, end)
  if (line.trim() === '')
    throw new NotACarList(message('{file} is not a car list: it is empty', { file: file.name }))
  if (line.includes('\0')) {
    throw new NotACarList(
      message('{file} is not a car list: it is not a text file', { file: file.name }),
    )
  }
  const delimiter = declared ?? mostFrequent(line)
  const splitter = new RecordSplitter(delimiter)
  const [record] = [...splitter.push(head.slice(start)), ...splitter.end()]
  return { delimiter, header: record?.fields ?? [] }
}

/** Where the header begins: after empty lines, `# ` comments and Excel's `sep=;`. */
function headerStart(head: string): number {
  return /^(?:\s*(?:#[^\n]*|sep=.\r?)\n|\s*\n)*/i.exec(head)?.[0].length ?? 0
}

function mostFrequent(line: string): string {
  const outside = line.replace(/"[^"]*"/g, '')
  const counts = DELIMITERS.map((delimiter) => outside.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

/** The rows of a file in batches, without its header; `onBytes` hears the stored bytes. */
export async function* readRows(
  file: CarFile,
  onBytes: (stored: Buffer) => void = () => {},
): AsyncGenerator<RawRecord[]> {
  const width = file.columns.header.length + (file.refused ? ABOUT.length : 0)
  const splitter = new RecordSplitter(file.delimiter, width)
  let before = true
  const rows = (records: RawRecord[]) => {
    if (!before) return asInTheSource(file, records)
    const at = records.findIndex((record) => isHeader(record, file))
    if (at < 0) return []
    before = false
    return asInTheSource(file, records.slice(at + 1))
  }
  const texts = readText(file, file.encoding, onBytes)
  for await (const text of texts) yield rows(splitter.push(text))
  yield rows(splitter.end())
}

function isHeader(record: RawRecord, { columns: { header }, refused }: CarFile): boolean {
  const fields = refused
    ? record.fields.slice(0, -ABOUT.length).map(unescapeFormula)
    : record.fields
  return fields.length === header.length && fields.every((field, at) => field.trim() === header[at])
}

/** The cells of a row that was read before, as `readRows` gave them. */
export function cellsOfRow(raw: string, { delimiter, columns, refused }: CarFile): string[] {
  const fields = fieldsOf(raw, delimiter)
  return refused ? restored(fields, columns.header.length) : fields
}

function asInTheSource({ refused, columns }: CarFile, records: RawRecord[]): RawRecord[] {
  if (!refused) return records
  const width = columns.header.length
  return records.map((record) => ({ ...record, fields: restored(record.fields, width) }))
}
