import {
  inEnglish,
  isMessage,
  type Message,
  MessageError,
  message,
} from '../../platform/language/message.ts'
import { redact } from '../../platform/redact.ts'
import { asTyped } from './failures.ts'

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
