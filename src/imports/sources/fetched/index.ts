import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { message } from '../../../platform/language/message.ts'
import {
  type LocalFile,
  type SourceAdapter,
  SourceUnavailable,
  SourceUnsupported,
} from '../source.ts'
import { fetchBucket } from './bucket.ts'
import { folderOf, isKey, keyOf, type Note, pathOf, readNote, tidy } from './kept.ts'
import { guardOf, patienceOf, type Remote } from './remote.ts'
import { fetchWeb } from './web.ts'

/** What lies in a folder, as files to be read. */
const filesOf = (folder: string, { files }: Note): LocalFile[] =>
  files.map(({ name, bytes }, place) => ({ name, path: pathOf(folder, place), bytes }))

type Bring = (spec: string, folder: string, remote: Remote) => Promise<Note>

function fetched(accepts: (spec: string) => boolean, bring: Bring): SourceAdapter {
  return {
    accepts,
    async open(spec, { remote }) {
      await tidy(remote.folder)
      const key = keyOf(spec)
      const folder = await folderOf(remote.folder, key)
      const note = await bring(spec, folder, remote)
      return { files: filesOf(folder, note), kept: key, close: async () => {} }
    },
  }
}

/** http and https. */
export const web = fetched(
  (spec) => /^https?:\/\//i.test(spec),
  (spec, folder, remote) => fetchWeb(spec, folder, fetchingOf(remote)),
)

/** `kaggle:OWNER/DATASET`: all lists of a dataset. Public ones need no account. */
export const kaggle = fetched(
  (spec) => /^kaggle:/i.test(spec),
  async (spec, folder, remote) => {
    const [, owner, dataset] = /^kaggle:([\w-]{1,100})\/([\w.-]{1,200})$/i.exec(spec) ?? []
    if (owner === undefined || dataset === undefined) {
      throw new SourceUnsupported(
        message('{source} names no dataset: write kaggle:OWNER/DATASET', { source: spec }),
      )
    }
    const { endpoint, username, key } = remote.kaggle
    const signed =
      username !== null && key !== null
        ? { authorization: `Basic ${Buffer.from(`${username}:${key}`).toString('base64')}` }
        : {}
    const address = `${endpoint}/datasets/download/${owner}/${dataset}`
    return await fetchWeb(address, folder, { ...fetchingOf(remote), headers: signed })
  },
)

/** `s3://BUCKET/PREFIX` */
export const bucket = fetched(
  (spec) => /^s3:\/\//i.test(spec),
  (spec, folder, remote) =>
    fetchBucket(spec, folder, {
      access: remote.s3,
      patience: patienceOf(remote),
      mostBytes: remote.mostBytes,
    }),
)

/** `kept:KEY`: what was uploaded or fetched before, as it was then. */
export const kept: SourceAdapter = {
  accepts: (spec) => spec.startsWith('kept:'),
  async open(spec, { remote }) {
    const key = spec.slice('kept:'.length)
    const folder = isKey(key) ? await folderOf(remote.folder, key) : null
    const note = folder === null ? null : await readNote(folder)
    if (folder === null || note === null) {
      throw new SourceUnavailable(
        message('What was uploaded or fetched is no longer here: give it again'),
      )
    }
    const now = new Date()
    await utimes(join(folder, 'source.json'), now, now)
    return { files: filesOf(folder, note), kept: key, close: async () => {} }
  },
}

const fetchingOf = (remote: Remote) => ({
  guard: guardOf(remote),
  patience: patienceOf(remote),
  mostBytes: remote.mostBytes,
})
