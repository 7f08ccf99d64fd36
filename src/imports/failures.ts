import {
  inEnglish,
  isMessage,
  type Message,
  MessageError,
  message,
} from '../platform/language/message.ts'
import { redact } from '../platform/redact.ts'
import { withoutPath } from './reading/without-path.ts'

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

/** A failure as it crosses from one process to another. */
export type Told = { name: string; words: Message; detail: string }

export function told(error: unknown): Told {
  const { name, words } = asTyped(error)
  return { name, words, detail: detailOf(error) }
}

export const retold = ({ name, words, detail }: Told): MessageError =>
  Object.assign(new MessageError(words), { name, detail })

/** What only whoever runs the import may see: it may quote the file. Blank: nothing more is known. */
export function detailOf(error: unknown): string {
  return error instanceof Error && 'detail' in error ? String(error.detail) : ''
}

/** How a record says that its import failed. */
export const failedAs = (error: unknown) => {
  const words = redacted(asTyped(error).words)
  return { status: 'failed', error: inEnglish(words), message: words } as const
}

/** The same words without passwords and tokens: a record is kept, and read by many. */
function redacted({ sentence, values = {} }: Message): Message {
  const safe = Object.entries(values).map(([name, value]) => [
    name,
    isMessage(value) ? redacted(value) : typeof value === 'string' ? redact(value) : value,
  ])
  return message(sentence, Object.fromEntries(safe))
}
