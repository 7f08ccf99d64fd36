import { withoutPath } from './reading/without-path.ts'

/** An import that could not finish, in one sentence. */
export class ImportFailed extends Error {
  override name = 'ImportFailed'
}

/** Failures whose message is meant for readers. */
const TYPED = [
  'ImportFailed',
  'SourceUnavailable',
  'SourceUnsupported',
  'SourceRefused',
  'NotACarList',
  'UnreadableFile',
]

export function asTyped(error: unknown): Error {
  if (error instanceof Error && TYPED.includes(error.name)) return error
  return new ImportFailed(`The import stopped: ${withoutPath(error)}`, { cause: error })
}

/** A failure as it crosses from one thread to another. */
export type Told = { name: string; message: string; detail: string }

export const told = (error: unknown): Told => {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  return { name, message, detail: detailOf(error) }
}

export const retold = ({ name, message, detail }: Told): Error =>
  Object.assign(new Error(message), { name, detail })

/** What only whoever runs the import may see: it may quote the file. Blank: nothing more is known. */
export function detailOf(error: unknown): string {
  return error instanceof Error && 'detail' in error ? String(error.detail) : ''
}
