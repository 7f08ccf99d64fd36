import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CarIndex } from './index/car-index.ts'

/** Which cars an index is of: the import that they came with, and a hash of what that was made from. */
export type IndexName = { import_id: number; content_hash: string }
/** Writes a file that is whole as soon as it has its name. */
export type WriteIndex = (path: string) => Promise<void>

/** Where the indexes of a market lie. All of it may be lost: it is made again from the rows. */
export interface IndexFiles {
  /**
   * null: there is none.
   * @throws when it cannot be read
   */
  open(name: IndexName): Promise<CarIndex | null>
  /** Makes it, in place of the one of this name; where nothing may be kept, for this process alone. */
  make(name: IndexName, write: WriteIndex): Promise<CarIndex>
  /** Removes the indexes of all other imports, and what killed processes left. */
  retain(imports: ReadonlySet<number>): Promise<void>
}

/** ms after which nobody still writes a file that has another name yet */
const ABANDONED = 3_600_000

/** In a folder beside the database. */
export function indexFolder(folder: string): IndexFiles {
  const pathOf = (name: IndexName) => join(folder, `${fileNameOf(name)}.arrow`)
  return {
    async open(name) {
      const path = pathOf(name)
      return existsSync(path) ? mapped(path) : null
    },

    async make(name, write) {
      const path = pathOf(name)
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        await write(path)
      } catch {
        return inPassing(write)
      }
      return mapped(path)
    },

    async retain(imports) {
      if (!existsSync(folder)) return
      for (const file of readdirSync(folder)) {
        const [, id = ''] = file.match(/^(\d+)-[0-9a-f]+\.arrow$/) ?? []
        const path = join(folder, file)
        const left = id === '' ? isAbandoned(path) : !imports.has(Number(id))
        if (left) rmSync(path, { force: true, recursive: true })
      }
    },
  }
}

export const fileNameOf = ({ import_id, content_hash }: IndexName): string =>
  `${import_id}-${new Bun.CryptoHasher('sha256').update(content_hash).digest('hex').slice(0, 12)}`

/** Loaded when a file is opened: a process that opens none does not pay for the library. */
export async function mapped(path: string): Promise<CarIndex> {
  const { openIndex } = await import('./index/file.ts')
  return openIndex(path)
}

/** An index that no other process sees: its file has lost its name, and goes with this process. */
export async function inPassing(write: WriteIndex): Promise<CarIndex> {
  const folder = mkdtempSync(join(tmpdir(), 'forecourt-index-'))
  try {
    const path = join(folder, 'index.arrow')
    await write(path)
    return await mapped(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function isAbandoned(path: string): boolean {
  const { mtimeMs = Date.now() } = statSync(path, { throwIfNoEntry: false }) ?? {}
  return Date.now() - mtimeMs > ABANDONED
}
