import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/*
 * What was uploaded or fetched lies in a folder of its own, named by a number of 32 digits, beside a note of what it is.
 * An import that asks something is read again from there: what was looked at is what is imported.
 */

const Note = z.object({
  files: z.array(
    z.object({
      name: z.string(),
      etag: z.string().nullable(),
      modified: z.string().nullable(),
      bytes: z.int(),
    }),
  ),
})
export type Note = z.infer<typeof Note>

const NOTE = 'source.json'
/** ms after which what nobody has asked for again is removed */
const LIFETIME = 7 * 86_400_000

export const newKey = (): string => crypto.randomUUID().replaceAll('-', '')
/** Of an address: the same one finds what it brought before. */
export const keyOf = (address: string): string =>
  createHash('sha256').update(address).digest('hex').slice(0, 32)
export const isKey = (key: string): boolean => /^[0-9a-f]{32}$/.test(key)

/** The folder that a key stands for, made where it is not there; where the setting cannot be written, among temporary files. */
export async function folderOf(root: string, key: string): Promise<string> {
  for (const base of [root, join(tmpdir(), 'forecourt-sources')]) {
    const path = join(base, key)
    try {
      await mkdir(path, { recursive: true, mode: 0o700 })
      return path
    } catch {}
  }
  throw new Error('no folder for sources can be written: set SOURCE_DIR')
}

export async function readNote(folder: string): Promise<Note | null> {
  const text = await readFile(join(folder, NOTE), 'utf8').catch(() => null)
  if (text === null) return null
  try {
    return Note.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Whole or not at all. */
export async function writeNote(folder: string, note: Note): Promise<void> {
  const draft = join(folder, `${NOTE}.new`)
  await writeFile(draft, JSON.stringify(note))
  await rename(draft, join(folder, NOTE))
}

/** The path of a file of a note: its place there, as its name may be anything. */
export const pathOf = (folder: string, place: number): string => join(folder, `${place}.data`)

/** Removes what has not been used for a week. */
export async function tidy(root: string, now = Date.now()): Promise<void> {
  for (const key of await readdir(root).catch(() => [])) {
    if (!isKey(key)) continue
    const path = join(root, key)
    const used = await stat(join(path, NOTE)).catch(() => stat(path).catch(() => null))
    if (used && now - used.mtimeMs > LIFETIME) await rm(path, { recursive: true, force: true })
  }
}
