import type { Profile } from '../../listing/profile.ts'
import { MessageError, message } from '../../platform/language/message.ts'
import type { Import } from '../../snapshots/import.ts'
import type { Snapshot } from '../../snapshots/read.ts'
import type { Answers } from '../profile/answers.ts'

/** `answers`: what a person says of the source; `profile`: how it is read; `shownAs`: what people see of it. */
export type StartOptions = {
  confined: boolean
  answers?: Answers
  profile?: Profile
  shownAs?: string
  publish?: 'seen' | 'always' | 'plain'
}

/** Starts imports without holding up those who read. */
export interface Importer {
  /**
   * Starts an import and answers as soon as its record exists; it goes on by itself.
   * `confined`: whether only the folders of IMPORT_FOLDERS may be read, as for whoever asks over HTTP
   * @throws ImportRunning at once while another one runs
   */
  start(sources: string[], options: StartOptions): Promise<Import>
  /** What an import holds back, to be read by; null: nothing, or no longer. */
  waiting(id: number): Promise<Snapshot | null>
  /** Publishes what an import held back. @throws ImportRunning, NotDecidable */
  publish(id: number): Promise<Import>
  /** Gives it up. @throws ImportRunning, NotDecidable */
  discard(id: number): Promise<Import>
  /** Makes a snapshot that is kept the current one again. @throws ImportRunning, NoSuchSnapshot, NotDecidable */
  restore(version: number): Promise<Import>
  /** Stops imports that this process runs; what they were about to publish is not published. */
  stop(): Promise<void>
}

export class ImportRunning extends MessageError {
  /** @param id null: it has only just begun, elsewhere */
  constructor(readonly id: number | null) {
    super(
      id === null
        ? message('Another import is about to run; wait for it or cancel it.')
        : message('Import {id} is running; wait for it or cancel it.', { id }),
    )
  }
}
