import { message } from '../../platform/language/message.ts'
import { file } from './file.ts'
import { glob } from './glob.ts'
import { sample } from './sample.ts'
import { type LocalFile, type Source, type SourceAdapter, SourceUnsupported } from './source.ts'
import { stdin } from './stdin.ts'

export { type Source, SourceUnavailable } from './source.ts'

const unsupported: SourceAdapter = {
  accepts: (spec) => /^([a-z][a-z0-9+.-]*:\/\/|kaggle:)/i.test(spec),
  open: async (spec) => {
    throw new SourceUnsupported(
      message(
        '{source}: only paths, patterns and - (standard input) can be imported; download it first',
        { source: spec },
      ),
    )
  },
}

/** In the order in which they are asked; the last accepts anything. */
const ADAPTERS: SourceAdapter[] = [stdin, sample, unsupported, glob, file]

/**
 * Opens one or several sources (a path, a pattern, `-` for standard input) as one list of files.
 * Throws SourceUnavailable when something is not there, SourceUnsupported when it cannot be read at all.
 */
export async function openSource(spec: string | string[]): Promise<Source> {
  const specs = [spec].flat()
  const closers: (() => Promise<void>)[] = []
  const close = async () => {
    for (const each of closers) await each()
  }
  const files: LocalFile[] = []
  try {
    for (const each of specs) {
      const adapter = ADAPTERS.find((candidate) => candidate.accepts(each)) ?? file
      const opened = await adapter.open(each)
      closers.push(opened.close)
      files.push(...opened.files)
    }
  } catch (error) {
    await close()
    throw error
  }
  return { name: sourceName(specs), files: distinctNames(files), close }
}

const NAMES: Record<string, string> = { '-': 'standard input', sample: 'the bundled sample' }

export function sourceName(specs: string[]): string {
  return specs.map((spec) => NAMES[spec] ?? spec).join(', ')
}

function distinctNames(files: LocalFile[]): LocalFile[] {
  const seen = new Map<string, number>()
  for (const { name } of files) seen.set(name, (seen.get(name) ?? 0) + 1)
  return files.map((each) => ((seen.get(each.name) ?? 0) > 1 ? { ...each, name: each.path } : each))
}
