import { open } from 'node:fs/promises'
import { message } from '../../platform/language/message.ts'
import { type LocalFile, type Member, unreadable } from './source.ts'

/** What one zip may list. */
const MOST_MEMBERS = 10_000
const LARGEST_DIRECTORY = 16 * 1024 ** 2
/** The longest end of a zip: its fixed part and a comment. */
const END = 22 + 65_535
export const LISTS = /\.(csv|tsv|tab|txt|json|ndjson|jsonl|xlsx|parquet|arrow|feather|ipc)(\.gz)?$/i
/** What programs put into a zip beside what a person meant. */
const ASIDE = /(^|\/)(__MACOSX\/|\.[^/]*$|Thumbs\.db$)/

/** A member by its name in the zip. */
export type Named = Member & { name: string }

/**
 * The files that a zip stands for: its members that are named as lists are, else all of them. A file that is no zip, and a
 * workbook, which is one inside, stand for themselves.
 * @throws UnreadableFile where the zip is damaged, has a password, or a name that leads out of it
 */
export async function unpacked(file: LocalFile): Promise<LocalFile[]> {
  const members = await membersOf(file)
  if (members === null || members.some(({ name }) => name === 'xl/workbook.xml')) return [file]
  const kept = members.filter(({ name }) => !name.endsWith('/') && !ASIDE.test(name))
  if (kept.length === 0) throw unreadable(file, message('nothing is in the zip'))
  const lists = kept.filter(({ name }) => LISTS.test(name))
  return (lists.length > 0 ? lists : kept).map(({ name, ...member }) => ({
    name: `${file.name}/${name}`,
    path: file.path,
    bytes: member.end - member.start,
    member,
  }))
}

/** What a zip lists, checked against its bytes; null: the file is no zip. */
export async function membersOf(file: LocalFile): Promise<Named[] | null> {
  const handle = await open(file.path).catch(() => null)
  if (handle === null) return null
  const read = async (start: number, length: number) => {
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - start)))
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, start)
    return bytes.subarray(0, bytesRead)
  }
  const { size } = await handle.stat()
  try {
    const mark = (await read(0, 4)).toString('latin1')
    if (mark !== 'PK\x03\x04' && mark !== 'PK\x05\x06') return null
    return await listed(file, size, read)
  } catch (error) {
    throw error instanceof RangeError ? unreadable(file, INCOMPLETE) : error
  } finally {
    await handle.close()
  }
}

const INCOMPLETE = message('it is a damaged or incomplete spreadsheet or zip')
type Read = (start: number, length: number) => Promise<Buffer>

async function listed(file: LocalFile, size: number, read: Read): Promise<Named[]> {
  const last = await read(Math.max(0, size - END), END)
  const at = last.lastIndexOf('PK\x05\x06')
  if (at < 0) throw unreadable(file, INCOMPLETE)
  const [count, length, start] = [
    last.readUInt16LE(at + 10),
    last.readUInt32LE(at + 12),
    last.readUInt32LE(at + 16),
  ]
  if (count > MOST_MEMBERS || length > LARGEST_DIRECTORY || start === 0xffffffff) {
    throw unreadable(
      file,
      message('the zip is larger than 4 GB or lists more than {n} files', { n: MOST_MEMBERS }),
    )
  }
  const directory = await read(start, length)
  const members: Named[] = []
  for (let from = 0; members.length < count; ) {
    if (directory.readUInt32LE(from) !== 0x02014b50) throw unreadable(file, INCOMPLETE)
    const ends = [28, 30, 32].map((field) => directory.readUInt16LE(from + field))
    const [named = 0] = ends
    const name = directory.toString('utf8', from + 46, from + 46 + named)
    members.push(await memberAt(file, directory.subarray(from, from + 46), name, read, start))
    from += 46 + ends.reduce((sum, each) => sum + each, 0)
  }
  refuseOverlap(file, members)
  return members
}

async function memberAt(
  file: LocalFile,
  entry: Buffer,
  name: string,
  read: Read,
  directory: number,
): Promise<Named> {
  if (/(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[a-z]:/i.test(name) || name.includes('\0')) {
    throw unreadable(
      file,
      message('the zip has a name in it that leads out of it: {name}', { name }),
    )
  }
  if ((entry.readUInt16LE(8) & 1) === 1) {
    throw unreadable(file, message('{name} in the zip is protected by a password', { name }))
  }
  const method = entry.readUInt16LE(10)
  if (method !== 0 && method !== 8) {
    throw unreadable(
      file,
      message('{name} in the zip is packed in a way that is not read', { name }),
    )
  }
  const local = await read(entry.readUInt32LE(42), 30)
  if (local.readUInt32LE(0) !== 0x04034b50) throw unreadable(file, INCOMPLETE)
  const start = entry.readUInt32LE(42) + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  const end = start + entry.readUInt32LE(20)
  if (end > directory) throw unreadable(file, INCOMPLETE)
  const [crc, bytes] = [entry.readUInt32LE(16), entry.readUInt32LE(24)]
  return { name, start, end, packed: method === 8, bytes, crc }
}

/** Members that share bytes make a small zip endless. */
function refuseOverlap(file: LocalFile, members: readonly Named[]): void {
  const sorted = members.toSorted((a, b) => a.start - b.start)
  const shared = sorted.some((each, at) => at > 0 && each.start < (sorted[at - 1]?.end ?? 0))
  if (shared) throw unreadable(file, INCOMPLETE)
}
