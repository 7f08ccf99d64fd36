import { copyFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { csvLines } from '../../platform/csv.ts'
import { HttpError, notFound } from '../../platform/http/errors.ts'
import { MessageError, message } from '../../platform/language/message.ts'
import type { Import } from '../../snapshots/import.ts'
import { find, type ImportDeps, startWith } from '../actions.ts'
import { ABOUT } from '../reading/rejects.ts'
import { keepFiles } from '../sources/fetched/upload.ts'
import { mayBeAsked, openSource } from '../sources/index.ts'
import { sourceNamed } from '../sources/names.ts'
import type { EditedRow } from '../views/edit-row-page.tsx'
import { rejectsTable } from './rejects-table.ts'

const Text = z.string().max(65_536)
/** What the form of a refused row says: its cells in their order. */
export const RowForm = z
  .strictObject({
    cell: z.array(Text).max(1_000).meta({ description: 'A cell of each column, in their order' }),
    surplus: Text.optional().meta({ description: 'Cells beyond the last column, as CSV' }),
  })
  .meta({ examples: [{ cell: ['Honda', 'City VX'], surplus: '' }] })
type RowForm = z.infer<typeof RowForm>

/** @throws HttpError 422 */
export function readRow(text: string): RowForm {
  const form = new URLSearchParams(text)
  if (!form.has('cell')) throw new HttpError(422, message('The form sends no cell of the row.'))
  const read = RowForm.safeParse({ ...Object.fromEntries(form), cell: form.getAll('cell') })
  if (read.success) return read.data
  throw new HttpError(422, message('The form has a field that the row has not.'))
}

/** @throws HttpError 404 */
export async function findRow(deps: ImportDeps, id: string, place: string): Promise<EditedRow> {
  const run = await find(deps, id)
  const offset = /^\d{1,9}$/.test(place) ? Number(place) : Number.MAX_SAFE_INTEGER
  const { items } = await deps.imports.rejects(run.id, { offset, limit: 1 })
  const [reject] = items
  if (!reject) throw notFound(message('Import {id} has no rejected row {place}.', { id, place }))
  const { header, row } = rejectsTable(run)
  const cells = row(reject).map((cell) => String(cell ?? ''))
  const width = header.length - ABOUT.length
  return {
    ...{ run, reject },
    columns: header.slice(0, width),
    cells: cells.slice(0, width),
    surplus: cells[width + ABOUT.indexOf('_surplus')] ?? '',
  }
}

/**
 * Imports the source of an import again with one of its refused rows as it was edited: it goes through the same rules,
 * beside the row that was refused.
 * @throws HttpError 404, 409 where another import runs, 422 where the source can no longer be read
 */
export async function importEdited(
  deps: ImportDeps,
  { run, columns, cells, surplus }: EditedRow,
  given: RowForm,
): Promise<Import> {
  const about = ABOUT.map((name) => (name === '_surplus' ? (given.surplus ?? surplus) : ''))
  const edited = cells.map((cell, at) => given.cell[at] ?? cell)
  const text = csvLines([
    [...columns, ...ABOUT],
    [...edited, ...about],
  ])
  const key = await withRow(deps, run, text)
  return await startWith(deps, `kept:${key}`, { shownAs: run.source })
}

/** The files of a source and the edited row, kept as one source. */
async function withRow({ config }: ImportDeps, run: Import, text: string): Promise<string> {
  const spec = run.kept === undefined ? sourceNamed(run.source) : `kept:${run.kept}`
  const { importFolders: folders, remote } = config
  try {
    await mayBeAsked(spec, folders)
    const source = await openSource(spec, { folders, confined: true, remote })
    try {
      const write = source.files.map(({ name, path }) => ({
        name,
        write: async (to: string) => {
          await copyFile(path, to)
          return (await stat(to)).size
        },
      }))
      const row = { name: 'edited-row.csv', write: (to: string) => Bun.write(to, text) }
      return await keepFiles([...write, row], remote.folder)
    } finally {
      await source.close()
    }
  } catch (error) {
    if (error instanceof MessageError) throw new HttpError(422, error.words)
    throw error
  }
}
