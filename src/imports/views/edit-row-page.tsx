import { count } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Block, Crumbs, Head } from '../../platform/ui/parts.tsx'
import type { Import, Reject } from '../../snapshots/import.ts'
import { reasonWords } from './words.ts'

/** A refused row as it is edited: its cells under the names of their columns, and those beyond, as a line of CSV. */
export type EditedRow = {
  run: Import
  reject: Reject
  columns: string[]
  cells: string[]
  surplus: string
}

/** A field for each cell of a refused row. It is sent without scripts. */
export function EditRowPage({
  run,
  reject,
  columns,
  cells,
  surplus,
  place,
}: EditedRow & { place: string }) {
  const title = t('Edit a rejected row')
  return (
    <div class="wrap flat">
      <Crumbs
        links={[
          { href: '/imports', label: t('Imports') },
          { href: `/imports/${run.id}`, label: t('Import {id}', { id: run.id }) },
        ]}
        here={title}
      />
      <Head title={title} lede={reasonWords(reject)} />
      <Block
        id="row"
        title={t('Line {line} of import {id}', { line: count(reject.line), id: run.id })}
      >
        <form class="sources" action={`/imports/${run.id}/rejects/${place}`} method="post">
          {columns.map((name, at) => (
            <Cell
              id={`cell-${at}`}
              name="cell"
              label={name || t('Column {n}', { n: at + 1 })}
              value={cells[at]}
            />
          ))}
          {surplus === '' ? null : (
            <Cell
              id="surplus"
              name="surplus"
              label={t('Cells beyond the last column')}
              value={surplus}
            />
          )}
          <p class="actions">
            <button class="button main" type="submit" safe>
              {t('Try it again')}
            </button>
          </p>
        </form>
        <p class="small soft" safe>
          {t('The whole list is imported again, with this row beside the one that was rejected.')}
        </p>
      </Block>
    </div>
  )
}

type CellProps = { id: string; name: string; label: string; value?: string | undefined }

function Cell({ id, name, label, value = '' }: CellProps) {
  return (
    <div class="field">
      <label for={id} safe>
        {label}
      </label>
      <input id={id} name={name} value={value} autocomplete="off" />
    </div>
  )
}
