import { join } from 'node:path'
import { S3Client } from 'bun'
import { type Extracted, MANIFEST } from './manifest.ts'

export type S3Settings = {
  bucket: string
  /** what stands before the name of an extraction; empty, or without slashes at its ends */
  prefix: string
  endpoint: string | null
  region: string | null
  accessKeyId: string | null
  secretAccessKey: string | null
}

/** What happened in the bucket. `error`: one line, without secrets; it is tried again next time. */
export type Mirrored = { uploaded: number; deleted: number; error: string | null }

/** ms that any request gets, and bytes a ms that a large file may take at least */
const PATIENCE = 60_000
const SLOWEST = 100
const DAY = 86_400_000

export function s3Client(settings: S3Settings): S3Client {
  const { bucket, endpoint, region, accessKeyId, secretAccessKey } = settings
  return new S3Client({
    bucket,
    ...(endpoint !== null && { endpoint }),
    ...(region !== null && { region }),
    ...(accessKeyId !== null && { accessKeyId }),
    ...(secretAccessKey !== null && { secretAccessKey }),
  })
}

/**
 * Brings a bucket up to the extractions of the folder: what is missing is uploaded, each with its manifest last, and
 * the oldest beyond `keep` are deleted, each with its manifest first. So what has a manifest is whole.
 * @param local newest first
 * @param check throws when the work is to stop
 */
export async function mirror(
  local: Extracted[],
  settings: S3Settings,
  keep: number,
  check: () => void,
): Promise<Mirrored> {
  const done: Mirrored = { uploaded: 0, deleted: 0, error: null }
  try {
    const client = s3Client(settings)
    const prefix = settings.prefix === '' ? '' : `${settings.prefix}/`
    const before = await remote(client, prefix)
    const there = new Set(before.filter(({ whole }) => whole).map(({ name }) => name))
    for (const extracted of local.slice(0, keep).reverse()) {
      if (there.has(extracted.name)) continue
      check()
      await upload(client, prefix, extracted, check)
      done.uploaded += 1
    }
    const all = await remote(client, prefix)
    const names = new Set(local.map(({ name }) => name))
    const torn = all.filter((each) => !each.whole && !names.has(each.name) && isOld(each))
    for (const { keys } of [...all.filter(({ whole }) => whole).slice(keep), ...torn]) {
      check()
      for (const key of keys) await within(client.delete(key))
      done.deleted += 1
    }
  } catch (error) {
    check()
    done.error = inWords(error, settings)
  }
  return done
}

/** The key of the newest manifest in a bucket, null where there is none. @throws Error in one line, without secrets */
export async function newestIn(settings: S3Settings): Promise<string | null> {
  try {
    const prefix = settings.prefix === '' ? '' : `${settings.prefix}/`
    const all = await remote(s3Client(settings), prefix)
    return all.find(({ whole }) => whole)?.keys[0] ?? null
  } catch (error) {
    throw new Error(inWords(error, settings))
  }
}

async function upload(
  client: S3Client,
  prefix: string,
  { name, path, manifest }: Extracted,
  check: () => void,
): Promise<void> {
  for (const file of manifest.files) {
    check()
    const body = Bun.file(join(path, file.name))
    await within(
      client.write(`${prefix}${name}/${file.name}`, body, { type: 'application/gzip' }),
      file.bytes,
    )
  }
  const body = Bun.file(join(path, MANIFEST))
  await within(client.write(`${prefix}${name}/${MANIFEST}`, body, { type: 'application/json' }))
}

/** An extraction in the bucket; `whole`: it has its manifest, whose key is then the first. */
type Remote = { name: string; since: string; whole: boolean; keys: string[] }

/** Extractions, newest first. Whatever else lies under the prefix is nobody's business here. */
async function remote(client: S3Client, prefix: string): Promise<Remote[]> {
  const folders = new Map<string, Remote>()
  let continuationToken: string | undefined
  do {
    const page = await within(
      client.list({ prefix, ...(continuationToken !== undefined && { continuationToken }) }),
    )
    for (const { key, lastModified = '' } of page.contents ?? []) {
      const [name = '', file, ...deeper] = key.slice(prefix.length).split('/')
      if (!/^\d+-[0-9a-f]+$/.test(name) || file === undefined || deeper.length > 0) continue
      const folder = folders.get(name) ?? { name, since: '', whole: false, keys: [] }
      folders.set(name, folder)
      if (lastModified > folder.since) folder.since = lastModified
      if (file === MANIFEST) folder.whole = true
      if (file === MANIFEST) folder.keys.unshift(key)
      else folder.keys.push(key)
    }
    continuationToken = page.isTruncated ? page.nextContinuationToken : undefined
  } while (continuationToken !== undefined)
  return [...folders.values()].sort(
    (a, b) => b.since.localeCompare(a.since) || versionOf(b) - versionOf(a),
  )
}

const versionOf = ({ name }: Remote) => Number.parseInt(name, 10)

/** What an upload left that was given up; a younger one may still be going on somewhere. */
const isOld = ({ since }: Remote) => Date.parse(since) < Date.now() - DAY

async function within<T>(work: Promise<T>, bytes = 0): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Error('it does not answer')),
    PATIENCE + bytes / SLOWEST,
  )
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}

function inWords(error: unknown, { bucket, secretAccessKey }: S3Settings): string {
  const { message, code } = error as Error & { code?: string }
  const said = `${code ? `${code}: ` : ''}${message}`.split('\n')[0] ?? ''
  const safe = secretAccessKey ? said.replaceAll(secretAccessKey, '***') : said
  return `bucket ${bucket}: ${safe}`
}
