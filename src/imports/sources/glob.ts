import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { message } from '../../platform/language/message.ts'
import { localFile } from './file.ts'
import { type SourceAdapter, SourceUnavailable } from './source.ts'

const MAGIC = /[*?[\]{}]/

/** A pattern such as `data/2024-*.csv.gz`; its files are read in the order of their names. */
export const glob: SourceAdapter = {
  accepts: (spec) => MAGIC.test(spec) && !existsSync(spec),
  async open(spec) {
    const root = fixedPart(spec)
    if (!existsSync(root)) {
      throw new SourceUnavailable(
        message('{path} does not exist: nothing can match {pattern}', {
          path: root,
          pattern: spec,
        }),
      )
    }
    const pattern = relative(root, resolve(spec))
    const paths: string[] = []
    for await (const path of new Bun.Glob(pattern).scan({ cwd: root, absolute: true })) {
      paths.push(path)
    }
    if (paths.length === 0) {
      throw new SourceUnavailable(
        message('No file matches {pattern}: check the pattern', { pattern: spec }),
      )
    }
    return {
      files: await Promise.all(paths.sort().map(localFile)),
      close: async () => {},
    }
  },
}

function fixedPart(spec: string): string {
  const parts = spec.split('/')
  const fixed = parts.slice(
    0,
    parts.findIndex((part) => MAGIC.test(part)),
  )
  return resolve(spec.startsWith('/') ? '/' : '.', ...fixed)
}
