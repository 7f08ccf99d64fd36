import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SAMPLE_FILE } from '../sample/file.ts'
import { localFile } from './file.ts'
import type { SourceAdapter } from './source.ts'

/** `sample`: the listings that come with the product. Copied out first: inside a compiled binary it has no path. */
export const sample: SourceAdapter = {
  accepts: (spec) => spec === 'sample',
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'forecourt-'))
    const path = join(folder, 'sample.csv')
    await Bun.write(path, Bun.file(SAMPLE_FILE))
    const close = () => rm(folder, { recursive: true, force: true })
    const place = { folders: [folder], confined: false }
    return { files: [await localFile(path, place)], close }
  },
}
