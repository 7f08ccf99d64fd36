import { basename, dirname } from 'node:path'
import { shownPath } from './place.ts'
import type { LocalFile } from './source.ts'

const NAMES = new Map([
  ['-', 'standard input'],
  ['sample', 'the bundled sample'],
])

/** What an address says after its scheme; a kind of source that names itself, such as kaggle:OWNER/DATASET. */
export const isAddress = (spec: string): boolean => /^([a-z][a-z0-9+.-]*:\/\/|kaggle:)/i.test(spec)

/** What people may see of sources: no way to a folder of the machine, and nothing that opens a door. */
export function sourceName(
  specs: readonly string[],
  folders: readonly string[] = [process.cwd()],
): string {
  return specs
    .map(
      (spec) =>
        NAMES.get(spec) ?? (isAddress(spec) ? withoutSecrets(spec) : shownPath(spec, folders)),
    )
    .join(', ')
}

/** What a name stands for, so that its source is opened again. */
export const sourceNamed = (name: string): string =>
  [...NAMES].find(([, each]) => each === name)?.[0] ?? name

/** An address without user, password, query and fragment. */
export function withoutSecrets(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1')
}

/** Files that share a name are told apart by their folders, or else by a number. */
export function distinctNames(files: readonly LocalFile[]): LocalFile[] {
  const times = Map.groupBy(files, ({ name }) => name)
  const taken = new Map<string, number>()
  return files.map((file) => {
    const { name: own, path } = file
    const name = times.get(own)?.length === 1 ? own : `${basename(dirname(path))}/${own}`
    const before = taken.get(name) ?? 0
    taken.set(name, before + 1)
    return { ...file, name: before === 0 ? name : `${name} (${before + 1})` }
  })
}
