import { type FileHandle, open, rm } from 'node:fs/promises'
import { packOf } from '../../packs/all/index.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { chunksOf } from '../../platform/http/stream.ts'
import { inEnglish, message } from '../../platform/language/message.ts'
import { type ImportDeps, startWith } from '../actions.ts'
import { LONGEST_ROW } from '../reading/limits.ts'
import { folderOf, newKey, pathOf, tidy, writeNote } from '../sources/fetched/kept.ts'
import { lineChecker } from './check.ts'
import { HEADER, type ListingResult } from './listing.ts'

const FIELDS = Object.fromEntries(HEADER.map((field) => [field, field]))

/**
 * Takes a list as it is sent, and says of each line what becomes of it before the next one has to be there. The whole is
 * then imported; the last line says by which import. A body that breaks off imports nothing.
 */
export async function* receive(
  deps: ImportDeps,
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<string> {
  const { remote, rulePack, currency } = deps.config
  await tidy(remote.folder)
  const key = newKey()
  const folder = await folderOf(remote.folder, key)
  const file = await open(pathOf(folder, 0), 'w', 0o600)
  const check = lineChecker(packOf(rulePack))
  let done = false
  try {
    let last: ListingResult | null = null
    let bytes = 0
    let number = 0
    for await (const line of linesOf(body, (more) => keep(file, more, remote.mostBytes))) {
      number += 1
      if (line.trim() === '') continue
      if (last) yield written(last)
      last = check(line, number)
    }
    bytes = (await file.stat()).size
    if (last === null) return
    await writeNote(folder, {
      files: [{ name: 'listings.ndjson', etag: null, modified: null, bytes }],
    })
    done = true
    const answers = { accept: true, unit: 'km', currency, columns: FIELDS } as const
    try {
      const options = { answers, shownAs: 'listings.ndjson', publish: 'plain' } as const
      const { id } = await startWith(deps, `kept:${key}`, options)
      yield written({ ...last, import: id })
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      yield written({ ...last, import: null, problem: inEnglish(error.words) })
    }
  } finally {
    await file.close()
    if (!done) await rm(folder, { recursive: true, force: true })
  }
}

const written = (result: ListingResult) => `${JSON.stringify(result)}\n`

async function keep(file: FileHandle, chunk: Uint8Array, most: number): Promise<void> {
  await file.write(chunk)
  if ((await file.stat()).size > most) {
    throw new HttpError(413, message('The body is larger than {most, number} bytes.', { most }))
  }
}

/** Of a line without end its beginning. */
async function* linesOf(
  body: ReadableStream<Uint8Array>,
  onChunk: (chunk: Uint8Array) => Promise<void>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunksOf(body)) {
    await onChunk(chunk)
    const lines = decoder.decode(chunk, { stream: true }).split('\n')
    for (const [at, line] of lines.entries()) {
      if (rest.length <= LONGEST_ROW) rest += line
      if (at === lines.length - 1) break
      yield rest
      rest = ''
    }
  }
  if (rest !== '') yield rest
}
