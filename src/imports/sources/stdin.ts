import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { message } from '../../platform/language/message.ts'
import { SourceRefused } from './refused.ts'
import type { SourceAdapter } from './source.ts'

/** Standard input, kept in a temporary file because an import reads its source more than once. */
export const stdin: SourceAdapter = {
  accepts: (spec) => spec === '-',
  async open(_, { confined }) {
    if (confined) {
      throw new SourceRefused(message('Standard input belongs to whoever started the server'))
    }
    const folder = await mkdtemp(join(tmpdir(), 'forecourt-'))
    const path = join(folder, 'stdin')
    const close = () => rm(folder, { recursive: true, force: true })
    try {
      const sink = Bun.file(path).writer()
      for await (const chunk of Bun.stdin.stream()) {
        sink.write(chunk)
        await sink.flush()
      }
      await sink.end()
      return { files: [{ name: 'stdin', path, bytes: (await stat(path)).size }], close }
    } catch (error) {
      await close()
      throw error
    }
  },
}
