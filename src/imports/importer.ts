import { MessageError, message } from '../platform/language/message.ts'
import type { Import } from '../snapshots/import.ts'

/** Starts imports without holding up those who read. */
export interface Importer {
  /**
   * Starts an import and answers as soon as its record exists; it goes on by itself.
   * @throws ImportRunning while another one runs
   */
  start(sources: string[]): Promise<Import>
  /** Waits for imports that this process runs. */
  stop(): Promise<void>
}

export class ImportRunning extends MessageError {
  constructor(readonly id: number) {
    super(message('Import {id} is running; wait for it or cancel it.', { id }))
  }
}
