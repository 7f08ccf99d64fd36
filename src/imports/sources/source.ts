import { MessageError } from '../../platform/language/message.ts'
import type { Place } from './place.ts'

/** A file on this machine, ready to be read as often as needed. `name` is what people see. */
export type LocalFile = { name: string; path: string; bytes: number }

/** Files to import. `close` removes what had to be copied here first. */
export type Source = { name: string; files: LocalFile[]; close(): Promise<void> }

/** One kind of source: `accepts` looks at the words only, `open` brings the files here. */
export type SourceAdapter = {
  accepts(spec: string): boolean
  open(spec: string, place: Place): Promise<Omit<Source, 'name'>>
}

/** The source is not there now: it may be later. The message names it and says what to do. */
export class SourceUnavailable extends MessageError {
  override name = 'SourceUnavailable'
}

/** The source is of a kind that cannot be read. */
export class SourceUnsupported extends MessageError {
  override name = 'SourceUnsupported'
}
