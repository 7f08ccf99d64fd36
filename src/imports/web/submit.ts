import { HttpError, refusal } from '../../platform/http/errors.ts'
import { readText } from '../../platform/http/limits.ts'
import { message, sentence } from '../../platform/language/message.ts'
import type { Import } from '../../snapshots/import.ts'
import { type ImportDeps, start, startWith } from '../actions.ts'
import { type Kept, keepText, readForm } from '../sources/fetched/upload.ts'

/** The form of the page, sent with files or without. What was typed comes back where it cannot be taken. */
export type Submitted = { source: string; started: Import } | { source: string; error: HttpError }

/** For the document of the API. */
export const SENT_AS =
  'The page sends it as multipart/form-data with files (file) or a list that was pasted (text); with source alone it may also come as below.'

const isMultipart = ({ headers }: Request) =>
  /^multipart\/form-data/i.test(headers.get('content-type') ?? '')

/** Starts what a form names: files, a text that was pasted, or a source. */
export async function submit(deps: ImportDeps, request: Request): Promise<Submitted> {
  let source = ''
  try {
    const { fields, kept } = await formOf(deps, request)
    source = fields.get('source') ?? ''
    const brought = kept ?? (await pasted(deps, fields.get('text') ?? ''))
    if (brought === null && isMultipart(request) && source.trim() === '') {
      throw refusal(422, [
        {
          parameter: 'file',
          message: message(sentence('choose a file, paste a list or name a source')),
        },
      ])
    }
    const given = Object.fromEntries([...fields].filter(([name]) => !OF_THE_PAGE.has(name)))
    const started = brought
      ? await startWith(deps, `kept:${brought.key}`, {
          shownAs: brought.name,
          ...(fields.get('preview') === 'on' && { publish: 'seen' as const }),
        })
      : await start(deps, { ...given, source })
    return { source, started }
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    return { source, error }
  }
}

const OF_THE_PAGE = new Set(['text', 'file'])

async function formOf({ config }: ImportDeps, request: Request) {
  const { folder, mostBytes } = config.remote
  if (isMultipart(request)) return await readForm(request, folder, mostBytes)
  return { fields: new Map(new URLSearchParams(await readText(request))), kept: null }
}

async function pasted({ config }: ImportDeps, text: string): Promise<Kept | null> {
  return text.trim() === '' ? null : await keepText(text, 'pasted.csv', config.remote.folder)
}
