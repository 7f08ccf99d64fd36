import { join } from 'node:path'
import type { S3Client } from 'bun'
import { inWords, listed, type S3Access, s3Client, within } from '../platform/net/s3.ts'
import { type Extracted, MANIFEST } from './manifest.ts'

export type S3Settings = S3Access & {
  bucket: string
  /** what stands before the name of an extraction; empty, or without slashes at its ends */
  prefix: string
}

/** What happened in the bucket. `error`: one line, without secrets; it is tried again next time. */
export type Mirrored = { uploaded: number; deleted: number; error: string | null }

const DAY = 86_400_000

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
    const client = s3Client(settings.bucket, settings)
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
    done.error = inWords(error, settings.bucket, settings)
  }
  return done
}

/** The key of the newest manifest in a bucket, null where there is none. @throws Error in one line, without secrets */
export async function newestIn(settings: S3Settings): Promise<string | null> {
  try {
    const prefix = settings.prefix === '' ? '' : `${settings.prefix}/`
    const all = await remote(s3Client(settings.bucket, settings), prefix)
    return all.find(({ whole }) => whole)?.keys[0] ?? null
  } catch (error) {
    throw new Error(inWords(error, settings.bucket, settings))
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
  for await (const { key, modified } of listed(client, prefix)) {
    const [name = '', file, ...deeper] = key.slice(prefix.length).split('/')
    if (!/^\d+-[0-9a-f]+$/.test(name) || file === undefined || deeper.length > 0) continue
    const folder = folders.get(name) ?? { name, since: '', whole: false, keys: [] }
    folders.set(name, folder)
    if (modified > folder.since) folder.since = modified
    if (file === MANIFEST) folder.whole = true
    if (file === MANIFEST) folder.keys.unshift(key)
    else folder.keys.push(key)
  }
  return [...folders.values()].sort(
    (a, b) => b.since.localeCompare(a.since) || versionOf(b) - versionOf(a),
  )
}

const versionOf = ({ name }: Remote) => Number.parseInt(name, 10)

/** What an upload left that was given up; a younger one may still be going on somewhere. */
const isOld = ({ since }: Remote) => Date.parse(since) < Date.now() - DAY
