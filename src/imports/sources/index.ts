import { message } from '../../platform/language/message.ts'
import { bucket, kaggle, kept, web } from './fetched/index.ts'
import { type Remote, USUAL_REMOTE } from './fetched/remote.ts'
import { file } from './file.ts'
import { glob } from './glob.ts'
import { distinctNames, isAddress, sourceName, withoutSecrets } from './names.ts'
import { type Place, placed } from './place.ts'
import { SourceRefused } from './refused.ts'
import { sample } from './sample.ts'
import { type LocalFile, type Source, type SourceAdapter, SourceUnsupported } from './source.ts'
import { stdin } from './stdin.ts'
import { unpacked } from './zip.ts'

export { sourceName } from './names.ts'
export { SourceRefused } from './refused.ts'
export type { Source } from './source.ts'

const unsupported: SourceAdapter = {
  accepts: isAddress,
  open: async (spec) => {
    throw new SourceUnsupported(
      message('{source}: only http, https, s3 and kaggle addresses are read; download it first', {
        source: withoutSecrets(spec),
      }),
    )
  },
}

/** In the order in which they are asked; the last accepts anything. */
const ADAPTERS: SourceAdapter[] = [
  stdin,
  sample,
  web,
  kaggle,
  bucket,
  kept,
  unsupported,
  glob,
  file,
]

/** Where nothing else is said: from the working folder, and anything may be read. */
type Options = {
  folders?: readonly string[] | undefined
  confined?: boolean | undefined
  remote?: Remote | undefined
}
const placeOf = ({
  folders = [process.cwd()],
  confined = false,
  remote = USUAL_REMOTE,
}: Options): Place & { remote: Remote } => ({ folders, confined, remote })

/**
 * Opens one or several sources (a path, a pattern, an address, `-` for standard input) as one list of files.
 * @throws SourceUnavailable when something is not there, SourceUnsupported when it cannot be read at all, SourceRefused
 * when it may not be read, UnreadableFile when it is a damaged zip
 */
export async function openSource(spec: string | string[], options: Options = {}): Promise<Source> {
  const place = placeOf(options)
  const specs = [spec].flat()
  const closers: (() => Promise<void>)[] = []
  const close = async () => {
    for (const each of closers) await each()
  }
  const files: LocalFile[] = []
  const keys: (string | undefined)[] = []
  try {
    for (const each of specs) {
      const adapter = ADAPTERS.find((candidate) => candidate.accepts(each)) ?? file
      const opened = await adapter.open(each, place)
      closers.push(opened.close)
      keys.push(opened.kept)
      for (const found of opened.files) files.push(...(await unpacked(found)))
    }
  } catch (error) {
    await close()
    throw error
  }
  const name = sourceName(specs, place.folders)
  const [key] = keys
  // Of several sources each is opened again by its own name.
  const again = keys.length === 1 && key !== undefined ? { kept: key } : {}
  return { name, files: distinctNames(files), ...again, close }
}

/**
 * Whether a source may be asked for by whoever has only the address of this server: what lies in the folders, and the
 * bundled sample. Nothing is opened yet.
 * @throws SourceRefused
 */
export async function mayBeAsked(spec: string, folders: readonly string[]): Promise<void> {
  if (stdin.accepts(spec)) {
    throw new SourceRefused(message('Standard input belongs to whoever started the server'))
  }
  if (sample.accepts(spec) || isAddress(spec) || kept.accepts(spec)) return
  await placed(spec, placeOf({ folders, confined: true }))
}
