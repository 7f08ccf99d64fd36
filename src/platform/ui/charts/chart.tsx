import type { Children } from '@kitajs/html'
import { t } from '../../language/message.ts'
import { type Cell, type Column, DataTable } from '../tables.tsx'

export type ChartTable = { caption: string; columns: Column[]; rows: Cell[][] }

/** One sentence that says the finding, how it was measured, the drawing that proves it, and its figures. */
export function Chart({
  finding,
  caption,
  table,
  children,
}: {
  finding: string
  caption: string
  table: ChartTable
  children?: Children
}) {
  return (
    <figure class="chart">
      <figcaption>
        <p class="finding" safe>
          {finding}
        </p>
        <p class="small soft" safe>
          {caption}
        </p>
      </figcaption>
      {children}
      <details>
        <summary safe>{t('Data table')}</summary>
        <DataTable caption={table.caption} columns={table.columns} rows={table.rows} />
      </details>
    </figure>
  )
}

/** A position across, which stretches with the page. */
export const across = (share: number): string => `${Math.round(share * 100) / 100}%`
/** A position down, in px. */
export const down = (px: number): number => Math.round(px * 10) / 10
