import { packOf } from '../../packs/all/index.ts'
import { count, date, percent } from '../../platform/language/format.ts'
import { sayStored, sentence, t } from '../../platform/language/message.ts'
import type { Import, Reject } from '../../snapshots/import.ts'

type Status = Import['status']

export const STATUS_WORDS: Record<Status, string> = {
  queued: sentence('Waiting'),
  running: sentence('Running'),
  held: sentence('Held'),
  published: sentence('Published'),
  unchanged: sentence('Unchanged'),
  failed: sentence('Failed'),
  cancelled: sentence('Cancelled'),
  interrupted: sentence('Interrupted'),
  rolled_back: sentence('Rolled back'),
}

export const statusWords = (status: Status): string => t(STATUS_WORDS[status])

const ACTION_WORDS = {
  reject: sentence('Reject'),
  drop: sentence('Drop'),
  repair: sentence('Repair'),
  flag: sentence('Flag'),
} as const

export const actionWords = (action: keyof typeof ACTION_WORDS): string => t(ACTION_WORDS[action])

export const packWords = (pack: Import['rule_pack']): string => t(packOf(pack).name)

/** Why a row was not published. */
export const reasonWords = ({ reason, message }: Reject): string => sayStored(message, reason)

/** Why an import ended without a snapshot. */
export const errorWords = ({ error, message }: Import): string => sayStored(message, error ?? '')

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

/** What the window of its page says. */
export const pageTitle = (run: Import): string =>
  t('Import {id}, {status}', { id: run.id, status: statusWords(run.status).toLowerCase() })

/** What a page about an import says first. */
export function titleOf(run: Import): string {
  const share = shareRead(run)
  const read = share === null ? null : percent(Math.floor(share * 100) / 100)
  switch (run.status) {
    case 'queued':
      return t('The import waits for its turn')
    case 'running':
      return {
        surveying: read ? t('Looking over the file: {read}', { read }) : t('Looking over the file'),
        reading: read ? t('Reading the file: {read}', { read }) : t('Reading the file'),
        estimating: t('Estimating the prices'),
        publishing: t('Publishing the cars'),
      }[run.progress.phase]
    case 'published':
      if (run.restored !== undefined) {
        return t('Snapshot {version}, brought back', { version: run.restored })
      }
      return t('{n, plural, one {# car} other {# cars}} published', { n: run.rows.published })
    case 'unchanged':
      return t('The same file: nothing changed')
    case 'held':
      return t('Held back, not published')
    case 'failed':
      return t('The import failed')
    case 'cancelled':
      return t('The import was cancelled')
    case 'interrupted':
      return t('The import was interrupted')
    case 'rolled_back':
      return t('Published, then taken back')
  }
}

/** How it ended and what to do next. */
export function ledeOf(run: Import, hasSnapshot: boolean): string {
  const readers = hasSnapshot
    ? t('Readers go on seeing the last snapshot, whole.')
    : t('There is no snapshot yet: the market opens with the first import that is published.')
  switch (run.status) {
    case 'queued':
      return t('Another import is at work. {readers}', { readers })
    case 'running':
      return hasSnapshot
        ? t('Readers go on seeing the last snapshot until this one is whole.')
        : t(
            'Pages open when it is published; until then readers see this progress instead of half a market.',
          )
    case 'published':
      return run.finished_at
        ? t('They are snapshot {snapshot}, since {date}. {account}', {
            snapshot: run.snapshot ?? '',
            date: date(run.finished_at),
            account: accountOf(run),
          })
        : t('They are snapshot {snapshot}. {account}', {
            snapshot: run.snapshot ?? '',
            account: accountOf(run),
          })
    case 'unchanged':
      return t(
        'What it holds is snapshot {snapshot} already, so that stays. Change the file or the settings to publish another.',
        { snapshot: run.snapshot ?? '' },
      )
    case 'held':
      if ((run.questions ?? []).length > 0) {
        return t('Something has to be said of its file before it is published. {readers}', {
          readers,
        })
      }
      return t('It is whole, and waits for somebody to publish it or give it up. {readers}', {
        readers,
      })
    case 'failed':
      return t('{readers} Put right what stands below, then import again.', { readers })
    case 'cancelled':
      return t(
        'Nothing of it was published. {readers} The next import starts from the first row.',
        { readers },
      )
    case 'interrupted':
      return t(
        'Its process ended before it was published; nothing of it is visible. {readers} Import again: the next run does the whole work.',
        { readers },
      )
    case 'rolled_back':
      return t('A later decision went back to an earlier snapshot. What it found is kept here.')
  }
}

/** read = published + rejected + duplicates, in words. */
function accountOf({ rows }: Pick<Import, 'rows'>): string {
  return t('{read} rows read = {published} published + {rejected} rejected + {duplicates}.', {
    read: count(rows.read),
    published: count(rows.published),
    rejected: count(rows.rejected),
    duplicates: t('{n, plural, one {# duplicate} other {# duplicates}}', { n: rows.duplicates }),
  })
}
