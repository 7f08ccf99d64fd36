import { realpath } from 'node:fs/promises'
import { basename, isAbsolute, relative, resolve } from 'node:path'
import { message } from '../../platform/language/message.ts'
import { SourceRefused } from './refused.ts'

/** Where paths are named from, and whether nothing outside of it may be read. */
export type Place = { folders: readonly string[]; confined: boolean }

/** A path or pattern that climbs: `..` as a part of it, also inside of braces. */
const CLIMBS = /(^|[/\\{,])\.\.([/\\},]|$)/

/** The way to a path or pattern from the folder that it lies in; of any other only its last part is shown. */
export function shownPath(path: string, folders: readonly string[]): string {
  const whole = resolve(path)
  const folder = folders.find((each) => isWithin(resolve(each), whole))
  return folder === undefined ? basename(path) : relative(resolve(folder), whole)
}

/**
 * The path or pattern as it may be read, absolute; a relative one is looked for in each of the folders.
 * @throws SourceRefused when it is not in any of them
 */
export async function placed(path: string, { folders, confined }: Place): Promise<string> {
  if (!confined) return resolve(path)
  if (CLIMBS.test(path)) throw refusal(path)
  const candidates = isAbsolute(path) ? [path] : folders.map((folder) => resolve(folder, path))
  const inside = candidates.map((each) => resolve(each)).filter((each) => lies(each, folders))
  for (const candidate of inside) {
    if (await exists(candidate)) return candidate
  }
  const [first] = inside
  if (first === undefined) throw refusal(path)
  return first
}

/**
 * What a path really leads to, links followed.
 * @throws SourceRefused when that is not in any of the folders
 */
export async function real(path: string, { folders, confined }: Place): Promise<string> {
  const target = await realpath(path)
  if (!confined) return target
  const roots = await Promise.all(folders.map((folder) => realpath(folder).catch(() => folder)))
  if (!lies(target, roots)) throw refusal(path)
  return target
}

const lies = (path: string, folders: readonly string[]) =>
  folders.some((folder) => isWithin(resolve(folder), path))

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith('../') && !isAbsolute(way)
}

const exists = (path: string) =>
  realpath(path).then(
    () => true,
    () => false,
  )

const refusal = (path: string) =>
  new SourceRefused(
    message('{source} lies outside of the folders that may be imported from', {
      source: basename(path),
    }),
  )
