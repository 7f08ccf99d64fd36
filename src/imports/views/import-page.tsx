import { t } from '../../platform/language/message.ts'
import { Block, Crumbs, Head } from '../../platform/ui/parts.tsx'
import { Source } from './import-file.tsx'
import { type ImportPageProps, State } from './import-state.tsx'
import { Decision, Rows } from './preview.tsx'
import { Reading } from './reading.tsx'
import { RuleTable } from './rule-table.tsx'
import { isUnfinished, ledeOf, titleOf } from './words.ts'

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
    </div>
  )
}
