import type { FieldError } from '../../platform/http/errors.ts'
import { count, moment } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Paging } from '../../platform/ui/lists.tsx'
import { Actions, Block, Head, Status } from '../../platform/ui/parts.tsx'
import { HeadRow, Scroll } from '../../platform/ui/tables.tsx'
import type { Import } from '../../snapshots/import.ts'
import type { Snapshot } from '../../snapshots/read.ts'
import { sourceWords } from '../../snapshots/views/source-words.ts'
import type { Schedule } from '../schedules/schedule.ts'
import { Schedules } from './schedules.tsx'
import { Snapshots } from './snapshots.tsx'
import { StartForm } from './start-form.tsx'
import { isBad, isUnfinished, statusWords } from './words.ts'

export type ImportsPageProps = {
  /** Newest first */
  items: Import[]
  total: number
  links: { prev: string | null; next: string | null }
  /** Whether whoever looks may start imports */
  mayWrite: boolean
  /** Those that are kept, newest first */
  snapshots?: Snapshot[]
  /** What is imported by itself */
  schedules?: Schedule[]
  /** Bytes that a list may hold which is uploaded */
  mostBytes: number
  /** What stands in the source field, and what is wrong with it */
  source?: string
  errors?: FieldError[]
}

export function ImportsPage(props: ImportsPageProps) {
  const { items, total, links, mayWrite } = props
  return (
    <div class="wrap flat">
      <Head
        title={
          total === 0
            ? t('Nothing was imported yet')
            : t('{n, plural, one {# import} other {# imports}}', { n: total })
        }
        lede={t(
          'An import reads a file of listings, checks every row and publishes a snapshot, whole or not at all.',
        )}
      />
      {mayWrite ? (
        <StartForm {...props} />
      ) : (
        <Actions links={[{ href: '/login?page=/imports', label: t('Sign in to import a list') }]} />
      )}
      {total === 0 ? <HowTo /> : <Runs items={items} />}
      <Paging
        prev={links.prev}
        next={links.next}
        place={t('{n} of {all}', { n: count(items.length), all: count(total) })}
        words={{ prev: t('Newer'), next: t('Older'), first: t('Newest'), last: t('Oldest') }}
      />
      <Snapshots snapshots={props.snapshots ?? []} mayWrite={mayWrite} />
      <Schedules schedules={props.schedules ?? []} mayWrite={mayWrite} />
    </div>
  )
}

function HowTo() {
  return (
    <Block id="how" title={t('How to begin')}>
      <p>
        <span safe>{t('Type this in the folder of the project, with the path of your file:')}</span>{' '}
        <code>bun run import cars.csv</code>
      </p>
      <p class="small soft" safe>
        {t('This page lists the import as soon as it runs.')}
      </p>
    </Block>
  )
}

function Runs({ items }: { items: Import[] }) {
  return (
    <Block id="runs" title={t('Imports, newest first')}>
      <Scroll label={t('Imports, newest first')}>
        <table>
          <caption safe>{t('Rows read = published + rejected + duplicates')}</caption>
          <HeadRow
            columns={[
              { label: t('Import') },
              { label: t('Status') },
              { label: t('Started') },
              { label: t('Rows read'), num: true },
              { label: t('Rows published'), num: true },
              { label: t('Rows rejected'), num: true },
              { label: t('Duplicates'), num: true },
              { label: t('Snapshot'), num: true },
            ]}
          />
          <tbody>
            {items.map((run) => (
              <tr>
                <th scope="row">
                  <a href={`/imports/${run.id}`} safe>
                    {t('Import {id}', { id: run.id })}
                  </a>
                  <span class="sub" safe>
                    {run.restored === undefined
                      ? sourceWords(run.source)
                      : t('{source}, restored from snapshot {version}', {
                          source: sourceWords(run.source),
                          version: run.restored,
                        })}
                  </span>
                </th>
                <td>
                  <Status label={statusWords(run.status)} bad={isBad(run.status)} />
                </td>
                <td class="nowrap" safe>
                  {moment(run.started_at)}
                </td>
                <td class="num" safe>
                  {count(isUnfinished(run) ? run.progress.rows : run.rows.read)}
                </td>
                <td class="num" safe>
                  {count(run.rows.published)}
                </td>
                <td class="num" safe>
                  {count(run.rows.rejected)}
                </td>
                <td class="num" safe>
                  {count(run.rows.duplicates)}
                </td>
                <td class="num">{run.snapshot ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Block>
  )
}
