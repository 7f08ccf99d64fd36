import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import { HttpError } from '../../../platform/http/errors.ts'
import { message } from '../../../platform/language/message.ts'
import { safe } from './file-name.ts'
import { folderOf, type Note, newKey, pathOf, tidy, writeNote } from './kept.ts'

/** What a form sent: its plain fields, and under which key its files lie; null: it had none. */
export type Uploaded = { fields: Map<string, string>; kept: Kept | null }
export type Kept = { key: string; name: string }

/** Bytes of a field that is no file, such as a list that was pasted. */
const LARGEST_FIELD = 8 * 1024 ** 2
const MOST_FILES = 100

/**
 * Reads a form as it arrives, its files straight to the disk: never more than a chunk of them is held. Files without a name
 * or content are what a browser sends for a field that was left blank.
 * @throws HttpError 400 where it is no form, 413 where it is larger than `mostBytes`; nothing is left behind then
 */
export async function readForm(
  request: Request,
  root: string,
  mostBytes: number,
): Promise<Uploaded> {
  await tidy(root)
  const key = newKey()
  const folder = await folderOf(root, key)
  try {
    const { fields, files } = await received(request, folder, mostBytes)
    const [first] = files
    if (first === undefined) {
      await rm(folder, { recursive: true, force: true })
      return { fields, kept: null }
    }
    await writeNote(folder, { files })
    return { fields, kept: { key, name: files.map(({ name }) => name).join(', ') } }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** Keeps files as one source, under a key. `write` puts a file where it shall lie, and says how long it is. */
export async function keepFiles(
  given: readonly { name: string; write: (to: string) => Promise<number> }[],
  root: string,
): Promise<string> {
  await tidy(root)
  const key = newKey()
  const folder = await folderOf(root, key)
  const files: Note['files'] = []
  for (const [place, { name, write }] of given.entries()) {
    const bytes = await write(pathOf(folder, place))
    files.push({ name, etag: null, modified: null, bytes })
  }
  await writeNote(folder, { files })
  return key
}

/** Keeps a text that was pasted as a file. */
export async function keepText(text: string, name: string, root: string): Promise<Kept> {
  const key = await keepFiles([{ name, write: (to) => Bun.write(to, text) }], root)
  return { key, name }
}

async function received(request: Request, folder: string, mostBytes: number) {
  const fields = new Map<string, string>()
  const files: Note['files'] = []
  const writing: Promise<void>[] = []
  let [bytes, place] = [0, 0]
  const longest = Math.min(LARGEST_FIELD, mostBytes)
  const form = parserOf(request, longest)
  const stop = new AbortController()
  const { signal } = stop
  form.on('field', (name, value, _, cut) => {
    if (cut) stop.abort(tooLarge(longest))
    else fields.set(name, value)
  })
  form.on('file', (_, stream, given) => {
    const at = place++
    const name = safe(given ?? '')
    let own = 0
    stream.on('data', (chunk: Buffer) => {
      own += chunk.length
      bytes += chunk.length
      if (bytes > mostBytes) stop.abort(tooLarge(mostBytes))
    })
    const written = pipeline(stream, createWriteStream(pathOf(folder, at), { mode: 0o600 }), {
      signal,
    })
    writing.push(
      written.then(() => {
        if (own > 0) files[at] = { name: name || 'file', etag: null, modified: null, bytes: own }
      }),
    )
  })
  try {
    await pipeline(Readable.fromWeb(request.body as never), form, { signal })
    await Promise.all(writing)
  } catch {
    // What is still being written would wait for more.
    stop.abort(new HttpError(400, message('The form did not arrive whole.'), CLOSING))
    await Promise.allSettled(writing)
    throw signal.reason
  }
  return { fields, files: await packed(folder, files) }
}

/** Fields that were left blank take no place. */
async function packed(folder: string, files: Note['files']): Promise<Note['files']> {
  const kept: Note['files'] = []
  for (const [at, file] of files.entries()) {
    if (!file) continue
    if (kept.length !== at) await rename(pathOf(folder, at), pathOf(folder, kept.length))
    kept.push(file)
  }
  return kept
}

function parserOf({ headers }: Request, fieldSize: number): Busboy {
  try {
    return new Busboy({
      headers: { 'content-type': headers.get('content-type') ?? '' },
      limits: { fieldSize, fields: 50, files: MOST_FILES, headerPairs: 50 },
    })
  } catch {
    throw new HttpError(400, message('The body is no form.'))
  }
}

const CLOSING = { headers: { connection: 'close' } }
const tooLarge = (most: number) =>
  new HttpError(
    413,
    message('The list is larger than {n} MB. Pack it with gzip or zip, or raise SOURCE_MAX_MB.', {
      n: Math.round(most / 1_000_000),
    }),
    CLOSING,
  )
