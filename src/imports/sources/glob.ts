import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import { message } from '../../platform/language/message.ts'
import { localFile } from './file.ts'
import { placed, shownPath } from './place.ts'
import { type SourceAdapter, SourceUnavailable } from './source.ts'

const MAGIC = /[*?[\]{}]/
/** More files than that are no list of cars but a disk. */
const MOST_FILES = 10_000

/** A pattern such as `data/2024-*.csv.gz`; its files are read in the order of their names. */
export const glob: SourceAdapter = {
  accepts: (spec) => MAGIC.test(spec) && !existsSync(spec),
  async open(spec, place) {
    const whole = await placed(spec, place)
    const shown = shownPath(whole, place.folders)
    const root = fixedPart(whole)
    if (!existsSync(root)) {
      const folder = shownPath(root, place.folders)
      throw new SourceUnavailable(
        message('{path} does not exist: nothing can match {pattern}', {
          path: folder,
          pattern: shown,
        }),
      )
    }
    const paths: string[] = []
    const pattern = new Bun.Glob(relative(root, whole))
    for await (const path of pattern.scan({ cwd: root, absolute: true })) {
      paths.push(path)
      if (paths.length > MOST_FILES) {
        throw new SourceUnavailable(
          message('{pattern} matches more than {n} files: narrow the pattern', {
            pattern: shown,
            n: MOST_FILES,
          }),
        )
      }
    }
    if (paths.length === 0) {
      throw new SourceUnavailable(
        message('No file matches {pattern}: check the pattern', { pattern: shown }),
      )
    }
    return {
      files: await Promise.all(paths.sort().map((path) => localFile(path, place))),
      close: async () => {},
    }
  },
}

function fixedPart(whole: string): string {
  const parts = whole.split('/')
  const fixed = parts.slice(
    0,
    parts.findIndex((part) => MAGIC.test(part)),
  )
  return fixed.join('/') || '/'
}
