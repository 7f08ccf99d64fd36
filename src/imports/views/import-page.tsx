import { count, date, duration, moment } from '../../platform/language/format.ts'
import { sentence, t } from '../../platform/language/message.ts'
import {
  Actions,
  Block,
  Crumbs,
  type Fact,
  Facts,
  Figures,
  Head,
  type Link,
  Notice,
  Status,
} from '../../platform/ui/parts.tsx'
import type { Import } from '../../snapshots/import.ts'
import { sourceWords } from '../../snapshots/views/source-words.ts'
import { Progress } from './progress.tsx'
import { RuleTable } from './rule-table.tsx'
import {
  errorWords,
  isBad,
  isUnfinished,
  ledeOf,
  packWords,
  statusWords,
  titleOf,
} from './words.ts'

export type ImportPageProps = {
  run: Import
  /** Whether readers have a snapshot */
  hasSnapshot: boolean
  /** Whether whoever looks may start and cancel imports */
  mayWrite: boolean
}

/** The content of the page and what htmx swaps: while the import runs it asks for itself every second. */
export function ImportPage(props: ImportPageProps) {
  const { run, hasSnapshot } = props
  const href = `/imports/${run.id}`
  const refresh = isUnfinished(run)
    ? { 'hx-get': href, 'hx-trigger': 'every 1s', 'hx-swap': 'outerMorph' }
    : {}
  const found = run.rules.filter((rule) => rule.count > 0)
  return (
    <div class="wrap flat" id="progress" {...refresh}>
      <Crumbs
        links={[{ href: '/imports', label: t('Imports') }]}
        here={t('Import {id}', { id: run.id })}
      />
      <Head title={titleOf(run)} lede={ledeOf(run, hasSnapshot)} />
      <div class="columns">
        <State {...props} />
        <Source run={run} hasSnapshot={hasSnapshot} />
      </div>
      {found.length > 0 ? (
        <Block
          id="found"
          title={
            isUnfinished(run) ? t('What the rules have found so far') : t('What each rule found')
          }
        >
          <RuleTable
            rules={found}
            caption={
              isUnfinished(run)
                ? t('In the first {n, plural, one {# row} other {# rows}}', {
                    n: run.progress.rows,
                  })
                : t('In {n, plural, one {# row} other {# rows}}', { n: run.rows.read })
            }
          />
        </Block>
      ) : null}
    </div>
  )
}

function State(props: ImportPageProps) {
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
          t('This page refreshes its figures by itself where scripts run.'),
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
                label: t('published {n, plural, one {row} other {rows}}', { n: rows.published }),
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

function Source({ run, hasSnapshot }: { run: Import; hasSnapshot: boolean }) {
  const file = run.files[0]
  const bytes = run.files.reduce((sum, { bytes }) => sum + bytes, 0)
  const items: (Fact | null)[] = [
    { label: t('Source'), value: sourceWords(run.source) },
    run.files.length > 1
      ? {
          label: t('Files'),
          value: count(run.files.length),
          note: t('{n, plural, one {# byte} other {# bytes}}', { n: bytes }),
        }
      : file
        ? { label: t('Size'), value: t('{n, plural, one {# byte} other {# bytes}}', { n: bytes }) }
        : null,
    file
      ? {
          label: t('Read as'),
          value: [
            delimiterWords(file.delimiter),
            file.encoding,
            t('{n, plural, one {# column} other {# columns}}', { n: file.columns }),
          ].join(', '),
        }
      : null,
    { label: t('Started'), value: moment(run.started_at) },
    run.finished_at
      ? {
          label: t('Took'),
          value: duration(Date.parse(run.finished_at) - Date.parse(run.started_at)),
        }
      : null,
    { label: t('Rule pack'), value: packWords(run.rule_pack) },
    agesFact(run),
    isUnfinished(run)
      ? {
          label: t('Readers see'),
          value: hasSnapshot ? t('the last snapshot, whole') : t('nothing yet'),
        }
      : null,
  ]
  return (
    <Block id="source" title={t('The source')} span="narrow">
      <Facts items={items.filter((item): item is Fact => item !== null)} />
    </Block>
  )
}

function agesFact(run: Import): Fact | null {
  const label = t('Ages counted to')
  if (run.as_of) return { label, value: date(run.as_of) }
  if (!isUnfinished(run)) return null
  const note = t('known when all rows are read')
  return { label, value: t('31 December of the latest make year'), note }
}

function delimiterWords(delimiter: string): string {
  const names: Record<string, string> = {
    ',': t('comma'),
    ';': t('semicolon'),
    '\t': t('tab'),
  }
  return `CSV, ${names[delimiter] ?? delimiter}`
}
