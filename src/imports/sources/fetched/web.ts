import { type FileHandle, mkdtemp, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { message } from '../../../platform/language/message.ts'
import { ndjson } from '../../../platform/ndjson.ts'
import { withoutSecrets } from '../names.ts'
import { SourceRefused } from '../refused.ts'
import { SourceUnavailable } from '../source.ts'
import { download, type Fetched, type Fetching } from './download.ts'
import { type Note, pathOf, readNote, writeNote } from './kept.ts'
import { pageOf } from './paging.ts'

/** Bytes of a page of JSON, and pages of one list. */
const LARGEST_PAGE = 64 * 1024 ** 2
const MOST_PAGES = 10_000

/**
 * Fetches an address into its folder, unless what lies there is still what it gives. JSON that goes on on further pages is
 * brought together, an object a line.
 * @throws SourceUnavailable, SourceRefused
 */
export async function fetchWeb(address: string, folder: string, fetching: Fetching): Promise<Note> {
  const before = await readNote(folder)
  const known = before?.files[0]
  const path = pathOf(folder, 0)
  const isThere = known !== undefined && (await stat(path).catch(() => null))?.size === known.bytes
  const found = await download(address, path, isThere ? known : null, fetching)
  if (found === null && before) {
    await writeNote(folder, before)
    return before
  }
  if (found === null) throw new SourceUnavailable(message('The address says that nothing changed'))
  const whole = (await allPages(found, path, folder, fetching)) ?? found
  const { name, etag, modified, bytes } = whole
  const note = { files: [{ name, etag, modified, bytes }] }
  await writeNote(folder, note)
  return note
}

/** null: it is no JSON, or one page alone, and stays as it is. */
async function allPages(
  first: Fetched,
  path: string,
  folder: string,
  fetching: Fetching,
): Promise<Fetched | null> {
  let page = await pageIn(path, first)
  if (page === null) return null
  if (page.next === null) {
    refuseHalf(first.url, page.total, page.records.length)
    return null
  }
  const scratch = await mkdtemp(join(folder, 'pages-'))
  const lines = join(scratch, 'all')
  const file = await open(lines, 'w')
  const seen = new Set([first.url])
  const wanted = page.total
  let [records, bytes] = [0, 0]
  try {
    for (;;) {
      bytes += await append(file, page.records)
      records += page.records.length
      if (bytes > fetching.mostBytes) throw refused(first.url, message('its pages are too many'))
      const { next } = page
      if (next === null || page.records.length === 0) break
      if (seen.has(next) || seen.size >= MOST_PAGES) {
        throw refused(first.url, message('its pages lead in a circle, or never end'))
      }
      seen.add(next)
      page = await nextPage(next, first.url, join(scratch, 'page'), fetching)
    }
    await file.close()
    refuseHalf(first.url, wanted, records)
    await rename(lines, path)
    // Of many pages no validator tells whether one of them changed.
    return { ...first, name: `${first.name}.ndjson`, bytes, etag: null, modified: null }
  } finally {
    await file.close().catch(() => {})
    await rm(scratch, { recursive: true, force: true })
  }
}

/** A list that says how many it holds, and gave fewer, changed while it was read, or was cut. */
function refuseHalf(address: string, wanted: number | null, records: number): void {
  if (wanted === null || records >= wanted) return
  throw new SourceUnavailable(
    message('{source} says that it holds {wanted}, and gave {records}: it changed, or was cut', {
      source: withoutSecrets(address),
      wanted,
      records,
    }),
  )
}

async function nextPage(next: string, first: string, path: string, fetching: Fetching) {
  const { headers = {}, ...rest } = fetching
  const same = new URL(next).origin === new URL(first).origin
  const found = await download(next, path, null, { ...rest, headers: same ? headers : {} })
  const page = found && (await pageIn(path, found))
  if (!page) throw refused(first, message('one of its pages is no JSON with a list'))
  return page
}

async function pageIn(path: string, { headers, bytes, url }: Fetched) {
  const isJson = /\bjson\b/i.test(headers.get('content-type') ?? '')
  if (!isJson || bytes > LARGEST_PAGE) return null
  try {
    return pageOf(JSON.parse(await readFile(path, 'utf8')), url, headers.get('link'))
  } catch {
    return null
  }
}

async function append(file: FileHandle, records: readonly object[]): Promise<number> {
  const text = ndjson(records)
  await file.write(text)
  return Buffer.byteLength(text)
}

const refused = (address: string, reason: ReturnType<typeof message>) =>
  new SourceRefused(
    message('{source} is not read: {reason}', { source: withoutSecrets(address), reason }),
  )
