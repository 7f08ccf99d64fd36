import { MessageError, message } from '../../platform/language/message.ts'
import { withoutPath } from '../reading/without-path.ts'

/** An import that could not finish. */
export class ImportFailed extends MessageError {
  override name = 'ImportFailed'
}

/** A failure whose words are meant for readers. */
export const asTyped = (error: unknown): MessageError =>
  error instanceof MessageError ? error : stopped(withoutPath(error), error)

/** @param reason one line */
export const stopped = (reason: string, cause?: unknown): ImportFailed =>
  new ImportFailed(message('The import stopped: {reason}', { reason }), { cause })

/** An import whose process works on without a sign of life. */
export const stuck = (seconds: number): ImportFailed =>
  new ImportFailed(
    message('The import stopped: nothing was heard of it for {n} s; its file may be damaged', {
      n: seconds,
    }),
  )

/** An import whose process ended without a word: killed, out of memory, or broken down. */
export const died = (code: number | null, signal: string | number | null): ImportFailed =>
  new ImportFailed(
    signal === null
      ? message('The import stopped: its process broke down (exit code {code})', {
          code: String(code),
        })
      : message(
          'The import stopped: its process was ended from outside ({signal}), by somebody or because memory ran out',
          { signal: String(signal) },
        ),
  )
