import { count, date, percent, plural } from '../../platform/ui/format.ts'
import type { Import } from '../import.ts'

type Status = Import['status']

export const STATUS_WORDS: Record<Status, string> = {
  queued: 'Waiting',
  running: 'Running',
  held: 'Held',
  published: 'Published',
  unchanged: 'Unchanged',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
  rolled_back: 'Rolled back',
}

export const ACTION_WORDS = {
  reject: 'Reject',
  drop: 'Drop',
  repair: 'Repair',
  flag: 'Flag',
} as const

const BAD: readonly Status[] = ['failed', 'interrupted', 'held']
export const isBad = (status: Status): boolean => BAD.includes(status)
export const isUnfinished = ({ status }: Pick<Import, 'status'>): boolean =>
  status === 'queued' || status === 'running'

/** How much of the source was read, 0 to 1; null while its size is not known. */
export function shareRead({ progress }: Pick<Import, 'progress'>): number | null {
  const { bytes, total_bytes } = progress
  return total_bytes > 0 ? Math.min(1, bytes / total_bytes) : null
}

/** The last part of a path or address. */
export const nameOf = (source: string): string => source.split(/[\\/]/).at(-1) || source

/** What a page about an import says first. */
export function titleOf(run: Import): string {
  const share = shareRead(run)
  const read = share === null ? '' : `: ${percent(Math.floor(share * 100) / 100)}`
  switch (run.status) {
    case 'queued':
      return 'The import waits for its turn'
    case 'running':
      return {
        surveying: `Looking over the file${read}`,
        reading: `Reading the file${read}`,
        publishing: 'Publishing the cars',
      }[run.progress.phase]
    case 'published':
      return `${plural(run.rows.published, 'car', 'cars')} published`
    case 'unchanged':
      return 'The same file: nothing changed'
    case 'held':
      return 'Held back, not published'
    case 'failed':
      return 'The import failed'
    case 'cancelled':
      return 'The import was cancelled'
    case 'interrupted':
      return 'The import was interrupted'
    case 'rolled_back':
      return 'Published, then taken back'
  }
}

/** How it ended and what to do next. */
export function ledeOf(run: Import, hasSnapshot: boolean): string {
  const readers = hasSnapshot
    ? 'Readers go on seeing the last snapshot, whole.'
    : 'There is no snapshot yet: the market opens with the first import that is published.'
  switch (run.status) {
    case 'queued':
      return `Another import is at work. ${readers}`
    case 'running':
      return hasSnapshot
        ? 'Readers go on seeing the last snapshot until this one is whole.'
        : 'Pages open when it is published; until then readers see this progress instead of half a market.'
    case 'published':
      return `They are snapshot ${run.snapshot ?? ''}${run.finished_at ? `, since ${date(run.finished_at)}` : ''}. ${accountOf(run)}`
    case 'unchanged':
      return `What it holds is snapshot ${run.snapshot ?? ''} already, so that stays. Change the file or the settings to publish another.`
    case 'held':
      return `It differs too much from the last snapshot to be published unseen. ${readers}`
    case 'failed':
      return `${readers} Put right what stands below, then import again.`
    case 'cancelled':
      return `Nothing of it was published. ${readers} The next import starts from the first row.`
    case 'interrupted':
      return `Its process ended before it was published; nothing of it is visible. ${readers} Import again: the next run does the whole work.`
    case 'rolled_back':
      return 'A later decision went back to an earlier snapshot. What it found is kept here.'
  }
}

/** read = published + rejected + duplicates, in words. */
function accountOf({ rows }: Pick<Import, 'rows'>): string {
  return `${count(rows.read)} rows read = ${count(rows.published)} published + ${count(rows.rejected)} rejected + ${plural(rows.duplicates, 'duplicate', 'duplicates')}.`
}
