import { packOf } from '../../packs/all/index.ts'
import { count, date, percent, tn } from '../../platform/ui/format.ts'
import { retell, sentence, t } from '../../platform/ui/language.ts'
import { problemWords } from '../../platform/ui/problems.ts'
import type { Import } from '../../snapshots/import.ts'

type Status = Import['status']

const STATUS_WORDS: Record<Status, string> = {
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

/** Why a row was not published, as `rules/` write it beside the row. */
const REASONS = [
  sentence('Brand, model and year are blank beside a price of {price}: a row of totals'),
  sentence('Blank: {columns}'),
  sentence('Price is blank'),
  sentence('Price "{price}" cannot be read'),
  sentence('Price {price} is outside {least} to {most}'),
  sentence('Distance {km} km is negative'),
  sentence('Distance is blank'),
  sentence('Distance "{km}" cannot be read'),
  sentence('Year "{year}" cannot be read'),
  sentence('Year {year} is outside {least} to {most}'),
  sentence('The row cannot be read: a quotation mark opens and never closes'),
  sentence('The row cannot be read: quotation marks stand inside a field'),
  sentence('The row cannot be read: it is longer than 64 kB, of which the first are kept'),
  sentence('The row cannot be read: a cell is longer than 4 kB'),
  sentence('{fields} fields where the header has {columns}'),
  sentence('Same as line {line} of {file} in every column'),
  sentence('Same as line {line} in every column'),
]
export const reasonWords = (reason: string): string => retell(reason, REASONS)

/** Why an import could not begin, or ended. */
const FAILURES = [
  sentence(
    'None of the {n} rows of {source} passes the rules (line {line}: {reason}): nothing was published',
  ),
  sentence('None of the {n} rows of {source} passes the rules: nothing was published'),
  sentence('{source} changed while it was read: import it again'),
  sentence('The import was killed before it could publish'),
  sentence('The import stopped: {reason}'),
  sentence('{file} cannot be read to its end: {reason}'),
  sentence('{file} is not a car list: it is empty'),
  sentence('{file} is not a car list: it is not a text file'),
  sentence(
    '{source}: only paths, patterns and - (standard input) can be imported; download it first',
  ),
  sentence('{path} does not exist: check the path, or set DATA_SOURCE'),
  sentence('{path} does not exist: nothing can match {pattern}'),
  sentence("{path} is a folder: name a file in it, or a pattern such as '{pattern}'"),
  sentence('{path} is not a file: pipe it into - instead'),
  sentence('No file matches {pattern}: check the pattern'),
  sentence('{file} is not a car list: missing column {column}'),
  sentence('{file} is not a car list: missing columns {columns}'),
  sentence('{file}: the column {column} stands in the header twice; remove one'),
  sentence('Import {id} is running; wait for it or cancel it.'),
  sentence('Another import is about to run; wait for it or cancel it.'),
  sentence('{source} lies outside of the folders that may be imported from'),
  sentence('Standard input belongs to whoever started the server'),
  sentence('{pattern} matches more than {n} files: narrow the pattern'),
]
export const errorWords = (error: string): string => retell(error, [...FAILURES, ...REASONS])
/** What is wrong with the source that somebody typed. */
export const sourceProblem = (message: string): string => errorWords(problemWords(message))

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
      return tn(run.rows.published, '{n} car published', '{n} cars published')
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
      return t('It differs too much from the last snapshot to be published unseen. {readers}', {
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
    duplicates: tn(rows.duplicates, '{n} duplicate', '{n} duplicates'),
  })
}
