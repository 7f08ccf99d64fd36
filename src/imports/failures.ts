import { inEnglish, type Message, MessageError, message } from '../platform/language/message.ts'
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

/** A failure as it crosses from one thread to another. */
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
  const { words } = asTyped(error)
  return { status: 'failed', error: inEnglish(words), message: words } as const
}
