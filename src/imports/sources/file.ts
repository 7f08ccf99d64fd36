import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { message } from '../../platform/language/message.ts'
import { type Place, placed, real, shownPath } from './place.ts'
import { type LocalFile, type SourceAdapter, SourceUnavailable } from './source.ts'

export const file: SourceAdapter = {
  accepts: () => true,
  open: async (spec, place) => ({
    files: [await localFile(await placed(spec, place), place)],
    close: async () => {},
  }),
}

/** @throws SourceUnavailable, or SourceRefused where it may not be read */
export async function localFile(path: string, place: Place): Promise<LocalFile> {
  const shown = shownPath(path, place.folders)
  const found = await stat(path).catch(() => null)
  if (found === null) {
    throw new SourceUnavailable(
      message('{path} does not exist: check the path, or set DATA_SOURCE', { path: shown }),
    )
  }
  const target = await real(path, place)
  if (found.isDirectory()) {
    throw new SourceUnavailable(
      message("{path} is a folder: name a file in it, or a pattern such as ''{pattern}''", {
        path: shown,
        pattern: `${shown.replace(/\/$/, '')}/*.csv`,
      }),
    )
  }
  if (!found.isFile()) {
    throw new SourceUnavailable(
      message('{path} is not a file: pipe it into - instead', { path: shown }),
    )
  }
  return { name: basename(path), path: target, bytes: found.size }
}
