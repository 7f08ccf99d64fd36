import { type Message, MessageError, message } from '../../platform/language/message.ts'
import type { Remote } from './fetched/remote.ts'
import type { Place } from './place.ts'

/** A file on this machine, ready to be read as often as needed. `name` is what people see. `member`: the part of a zip that it is. */
export type LocalFile = { name: string; path: string; bytes: number; member?: Member }

/** Where a member's stored bytes begin and end in its zip, and what it holds once unpacked, as the directory has it. */
export type Member = { start: number; end: number; packed: boolean; bytes: number; crc: number }

/** A file that is there but cannot be read to its end. */
export class UnreadableFile extends MessageError {
  override name = 'UnreadableFile'
}

export const unreadable = ({ name }: Pick<LocalFile, 'name'>, reason: string | Message) =>
  new UnreadableFile(message('{file} cannot be read to its end: {reason}', { file: name, reason }))

/** Files to import. `close` removes what had to be copied here first; `kept`: the key under which they lie here beyond it. */
export type Source = { name: string; files: LocalFile[]; kept?: string; close(): Promise<void> }

/** One kind of source: `accepts` looks at the words only, `open` brings the files here. */
export type SourceAdapter = {
  accepts(spec: string): boolean
  open(spec: string, place: Place & { remote: Remote }): Promise<Omit<Source, 'name'>>
}

/** The source is not there now: it may be later. The message names it and says what to do. */
export class SourceUnavailable extends MessageError {
  override name = 'SourceUnavailable'
}

/** The source is of a kind that cannot be read. */
export class SourceUnsupported extends MessageError {
  override name = 'SourceUnsupported'
}
