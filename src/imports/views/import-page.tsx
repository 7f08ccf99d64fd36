import { count, date, duration, moment, plural } from '../../platform/ui/format.ts'
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
import type { Import } from '../import.ts'
import { Progress } from './progress.tsx'
import { RuleTable } from './rule-table.tsx'
import { isBad, isUnfinished, ledeOf, STATUS_WORDS, titleOf } from './words.ts'

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
      <Crumbs links={[{ href: '/imports', label: 'Imports' }]} here={`Import ${run.id}`} />
      <Head title={titleOf(run)} lede={ledeOf(run, hasSnapshot)} />
      <div class="columns">
        <State {...props} />
        <Source run={run} hasSnapshot={hasSnapshot} />
      </div>
      {found.length > 0 ? (
        <Block
          id="found"
          title={isUnfinished(run) ? 'What the rules have found so far' : 'What each rule found'}
        >
          <RuleTable
            rules={found}
            caption={`In ${isUnfinished(run) ? 'the first ' : ''}${plural(isUnfinished(run) ? run.progress.rows : run.rows.read, 'row', 'rows')}`}
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
        <span safe>{`Import ${run.id}`}</span>{' '}
        <Status label={STATUS_WORDS[run.status]} bad={isBad(run.status)} />
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
        <a class="button" href={`/imports/${run.id}`}>
          Look again
        </a>{' '}
        {mayWrite ? (
          <button class="button danger" type="submit">
            Cancel the import
          </button>
        ) : null}
      </form>
      <p class="small soft">
        This page refreshes its figures by itself where scripts run.{' '}
        {mayWrite
          ? 'Cancelling publishes nothing; the next import starts from the first row.'
          : null}
      </p>
    </>
  )
}

const NEXT: Partial<Record<Import['status'], Link[]>> = {
  published: [
    { href: '/cars', label: 'See the cars' },
    { href: '/quality', label: 'What the import found' },
  ],
  unchanged: [{ href: '/cars', label: 'See the cars' }],
}

function Ended({ run }: ImportPageProps) {
  const { rows, changes } = run
  return (
    <>
      {run.error ? <Notice warn text={run.error} /> : null}
      {rows.read > 0 ? (
        <>
          <Figures
            items={[
              { label: 'rows read', value: count(rows.read) },
              { label: 'published', value: count(rows.published) },
              { label: 'rejected', value: count(rows.rejected) },
              {
                label: rows.duplicates === 1 ? 'duplicate' : 'duplicates',
                value: count(rows.duplicates),
              },
            ]}
          />
          {changes ? (
            <p class="small soft" safe>
              {`Against the snapshot before: ${count(changes.new)} new, ${count(changes.gone)} gone, ${count(changes.price)} at another price.`}
            </p>
          ) : null}
        </>
      ) : null}
      {rows.rejected + rows.duplicates > 0 ? (
        <p>
          <a href={`/api/imports/${run.id}/rejects?format=csv`} safe>
            {`Download the ${plural(rows.rejected + rows.duplicates, 'row that was', 'rows that were')} not published as CSV`}
          </a>
        </p>
      ) : null}
      <Actions links={NEXT[run.status] ?? [{ href: '/imports', label: 'All imports' }]} />
    </>
  )
}

function Source({ run, hasSnapshot }: { run: Import; hasSnapshot: boolean }) {
  const file = run.files[0]
  const bytes = run.files.reduce((sum, { bytes }) => sum + bytes, 0)
  const items: (Fact | null)[] = [
    { label: 'Source', value: run.source },
    run.files.length > 1
      ? { label: 'Files', value: count(run.files.length), note: `${count(bytes)} bytes` }
      : file
        ? { label: 'Size', value: `${count(bytes)} bytes` }
        : null,
    file
      ? {
          label: 'Read as',
          value: `${delimiterWords(file.delimiter)}, ${file.encoding}, ${plural(file.columns, 'column', 'columns')}`,
        }
      : null,
    { label: 'Started', value: moment(run.started_at) },
    run.finished_at
      ? {
          label: 'Took',
          value: duration(Date.parse(run.finished_at) - Date.parse(run.started_at)),
        }
      : null,
    { label: 'Rule pack', value: run.rule_pack === 'india' ? 'India' : 'none' },
    agesFact(run),
    isUnfinished(run)
      ? { label: 'Readers see', value: hasSnapshot ? 'the last snapshot, whole' : 'nothing yet' }
      : null,
  ]
  return (
    <Block id="source" title="The source" span="narrow">
      <Facts items={items.filter((item): item is Fact => item !== null)} />
    </Block>
  )
}

function agesFact(run: Import): Fact | null {
  const label = 'Ages counted to'
  if (run.as_of) return { label, value: date(run.as_of) }
  if (!isUnfinished(run)) return null
  const note = 'known when all rows are read'
  return { label, value: '31 December of the latest make year', note }
}

function delimiterWords(delimiter: string): string {
  const names: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab' }
  return `CSV, ${names[delimiter] ?? delimiter}`
}
