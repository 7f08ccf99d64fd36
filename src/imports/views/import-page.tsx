import { t } from '../../platform/language/message.ts'
import { Block, Crumbs, Head } from '../../platform/ui/parts.tsx'
import { Source } from './import-file.tsx'
import { type ImportPageProps, State } from './import-state.tsx'
import { Decision, Rows } from './preview.tsx'
import { Asked, Reading } from './reading.tsx'
import { RuleTable } from './rule-table.tsx'
import { isUnfinished, ledeOf, titleOf } from './words.ts'

/** What the stream of an import says after its last page. */
export const ENDED = 'ended'

/** The page: while the import runs, a stream sends its content anew. */
export function ImportPage(props: ImportPageProps) {
  const { run } = props
  return isUnfinished(run) ? (
    <div
      class="wrap flat"
      id="progress"
      hx-sse:connect={`/imports/${run.id}/stream`}
      hx-sse:close={ENDED}
      hx-target="#progress"
      hx-swap="innerMorph"
    >
      <ImportPanel {...props} />
    </div>
  ) : (
    <div class="wrap flat" id="progress">
      <ImportPanel {...props} />
    </div>
  )
}

/** What the page shows, and the stream sends. */
export function ImportPanel(props: ImportPageProps) {
  const { run, hasSnapshot } = props
  const found = run.rules.filter((rule) => rule.count > 0)
  return (
    <>
      <Crumbs
        links={[{ href: '/imports', label: t('Imports') }]}
        here={t('Import {id}', { id: run.id })}
      />
      <Head title={titleOf(run)} lede={ledeOf(run, hasSnapshot)} />
      <Asked run={run} mayWrite={props.mayWrite} />
      <div class="columns">
        <State {...props} />
        <Source run={run} hasSnapshot={hasSnapshot} />
      </div>
      {props.waiting ? (
        <>
          <Decision run={run} mayWrite={props.mayWrite} />
          <Rows {...props.waiting} />
        </>
      ) : null}
      <Reading run={run} mayWrite={props.mayWrite} />
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
    </>
  )
}
