import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { S3Client } from 'bun'
import { message } from '../../../platform/language/message.ts'
import { type Patience, waitBefore } from '../../../platform/net/patience.ts'
import {
  inWords,
  type Listed,
  listed,
  type S3Access,
  s3Client,
  within,
} from '../../../platform/net/s3.ts'
import { withoutSecrets } from '../names.ts'
import { SourceRefused } from '../refused.ts'
import { SourceUnavailable } from '../source.ts'
import { LISTS } from '../zip.ts'
import { safe } from './file-name.ts'
import { type Note, pathOf, readNote, writeNote } from './kept.ts'

export type Bucket = { access: S3Access; patience: Patience; mostBytes: number }

const MOST_FILES = 10_000

/**
 * Brings what lies in a bucket under a key or a prefix: the lists among it, or all where none is named as one. What is
 * unchanged by its moment and size is not brought again.
 * @throws SourceUnavailable, SourceRefused
 */
export async function fetchBucket(spec: string, folder: string, settings: Bucket): Promise<Note> {
  const [, bucket = '', prefix = ''] = /^s3:\/\/(?:[^/@]*@)?([^/]+)\/?(.*)$/is.exec(spec) ?? []
  const client = s3Client(bucket, settings.access)
  const keys = await patiently(settings, bucket, () => keysIn(client, prefix))
  if (keys.length === 0) {
    throw new SourceUnavailable(
      message('Nothing lies under {source}', { source: withoutSecrets(spec) }),
    )
  }
  const total = keys.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total > settings.mostBytes) {
    const n = Math.round(settings.mostBytes / 1_000_000)
    throw new SourceRefused(
      message('{source} holds more than {n} MB: SOURCE_MAX_MB allows more', {
        source: withoutSecrets(spec),
        n,
      }),
    )
  }
  const known = new Map(
    (await readNote(folder))?.files.map((file, place) => [file.etag, { file, place }]),
  )
  const files: Note['files'] = []
  for (const [place, { key, modified, bytes }] of keys.entries()) {
    const path = pathOf(folder, place)
    const same = known.get(key)
    const isKept =
      same?.place === place &&
      same.file.modified === modified &&
      modified !== '' &&
      (await stat(path).catch(() => null))?.size === bytes
    if (!isKept) await patiently(settings, bucket, () => bring(client, key, path, bytes))
    // Where a file stands for a key, that is its mark.
    files.push({ name: safe(basename(key)) || 'file', etag: key, modified, bytes })
  }
  const note = { files }
  await writeNote(folder, note)
  return note
}

async function keysIn(client: S3Client, prefix: string): Promise<Listed[]> {
  const all: Listed[] = []
  for await (const each of listed(client, prefix)) {
    if (each.key.endsWith('/')) continue
    // A prefix names a folder or a file, not what only begins like it.
    const rest = each.key.slice(prefix.length)
    if (prefix !== '' && !prefix.endsWith('/') && rest !== '' && !rest.startsWith('/')) continue
    all.push(each)
    if (all.length > MOST_FILES) throw new Error(`more than ${MOST_FILES} files`)
  }
  const lists = all.filter(({ key }) => LISTS.test(key) || /\.(zip|gz)$/i.test(key))
  return (lists.length > 0 ? lists : all).sort((a, b) => (a.key < b.key ? -1 : 1))
}

async function bring(client: S3Client, key: string, path: string, bytes: number): Promise<void> {
  const draft = `${path}.part`
  try {
    const body = Readable.fromWeb(client.file(key).stream() as never)
    await within(pipeline(body, createWriteStream(draft)), bytes)
    if ((await stat(draft)).size !== bytes) throw new Error('it breaks off before its end')
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}

async function patiently<T>(
  { access, patience }: Bucket,
  bucket: string,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const { code = '' } = error as Error & { code?: string }
      const final = /NoSuch|AccessDenied|Forbidden|Invalid|Missing|Signature/i.test(code)
      if (final || attempt === patience.attempts) {
        throw new SourceUnavailable(
          message('The bucket cannot be read: {reason}', {
            reason: inWords(error, bucket, access),
          }),
        )
      }
      await Bun.sleep(waitBefore(attempt, patience))
    }
  }
}
