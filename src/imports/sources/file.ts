import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { message } from '../../platform/language/message.ts'
import { type LocalFile, type SourceAdapter, SourceUnavailable } from './source.ts'

export const file: SourceAdapter = {
  accepts: () => true,
  open: async (spec) => ({ files: [await localFile(spec)], close: async () => {} }),
}

export async function localFile(path: string): Promise<LocalFile> {
  const found = await stat(path).catch(() => null)
  if (found === null) {
    throw new SourceUnavailable(
      message('{path} does not exist: check the path, or set DATA_SOURCE', { path }),
    )
  }
  if (found.isDirectory()) {
    throw new SourceUnavailable(
      message("{path} is a folder: name a file in it, or a pattern such as ''{pattern}''", {
        path,
        pattern: `${path.replace(/\/$/, '')}/*.csv`,
      }),
    )
  }
  if (!found.isFile()) {
    throw new SourceUnavailable(message('{path} is not a file: pipe it into - instead', { path }))
  }
  return { name: basename(path), path, bytes: found.size }
}
