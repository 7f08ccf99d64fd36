import { count } from '../../platform/language/format.ts'
import { sentence, t } from '../../platform/language/message.ts'
import { Actions, Figures, type Link, Notice, Status } from '../../platform/ui/parts.tsx'
import type { Import } from '../../snapshots/import.ts'
import type { Waiting } from './preview.tsx'
import { Progress } from './progress.tsx'
import { errorWords, isBad, isUnfinished, statusWords } from './words.ts'

export type ImportPageProps = {
  run: Import
  /** Whether readers have a snapshot */
  hasSnapshot: boolean
  /** Whether whoever looks may start and cancel imports */
  mayWrite: boolean
  /** what waits for a decision */
  waiting?: Waiting | undefined
}

/** How an import stands: its progress while it runs, else how it ended. */
export function State(props: ImportPageProps) {
  const { run } = props
  return (
    <section class="block wide" aria-labelledby="state">
      <h2 id="state">
        <span safe>{t('Import {id}', { id: run.id })}</span>{' '}
        <Status label={statusWords(run.status)} bad={isBad(run.status)} />
      </h2>
      {isUnfinished(run) ? <Running {...props} /> : <Ended {...props} />}
    </section>
  )
}

function Running({ run, mayWrite }: ImportPageProps) {
  return (
    <>
      <Progress run={run} />
      <form class="actions" action={`/imports/${run.id}/cancellation`} method="post">
        <a class="button" href={`/imports/${run.id}`} safe>
          {t('Look again')}
        </a>{' '}
        {mayWrite ? (
          <button class="button danger" type="submit" safe>
            {t('Cancel the import')}
          </button>
        ) : null}
      </form>
      <p class="small soft" safe>
        {[
          t('This page refreshes its figures by itself.'),
          ...(mayWrite
            ? [t('Cancelling publishes nothing; the next import starts from the first row.')]
            : []),
        ].join(' ')}
      </p>
    </>
  )
}

const NEXT: Partial<Record<Import['status'], Link[]>> = {
  published: [
    { href: '/cars', label: sentence('See the cars') },
    { href: '/quality', label: sentence('What the import found') },
  ],
  unchanged: [{ href: '/cars', label: sentence('See the cars') }],
}

function Ended({ run }: ImportPageProps) {
  const { rows, changes } = run
  const links = NEXT[run.status] ?? [{ href: '/imports', label: sentence('All imports') }]
  return (
    <>
      {run.error ? <Notice warn text={errorWords(run)} /> : null}
      {rows.read > 0 ? (
        <>
          <Figures
            items={[
              {
                label: t('{n, plural, one {row} other {rows}} read', { n: rows.read }),
                value: count(rows.read),
              },
              {
                label:
                  run.status === 'held'
                    ? t('to be published')
                    : t('published {n, plural, one {row} other {rows}}', { n: rows.published }),
                value: count(rows.published),
              },
              {
                label: t('rejected {n, plural, one {row} other {rows}}', { n: rows.rejected }),
                value: count(rows.rejected),
              },
              {
                label: t('{n, plural, one {duplicate} other {duplicates}}', { n: rows.duplicates }),
                value: count(rows.duplicates),
              },
            ]}
          />
          {changes ? (
            <p class="small soft" safe>
              {t(
                'Against the snapshot before: {added} new, {gone} gone, {price} at another price.',
                {
                  added: count(changes.new),
                  gone: count(changes.gone),
                  price: count(changes.price),
                },
              )}
            </p>
          ) : null}
        </>
      ) : null}
      {rows.rejected + rows.duplicates > 0 ? (
        <p>
          <a href={`/api/imports/${run.id}/rejects?format=csv`} safe>
            {t(
              'Download the {n, plural, one {# row that was} other {# rows that were}} not published as CSV',
              { n: rows.rejected + rows.duplicates },
            )}
          </a>
        </p>
      ) : null}
      <Actions links={links.map(({ href, label }) => ({ href, label: t(label) }))} />
    </>
  )
}
