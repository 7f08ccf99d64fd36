import { toSearch } from '../../listing/query.ts'
import { count } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Bar, type Tone } from '../../platform/ui/charts/bar.tsx'
import { HeadRow, Scroll } from '../../platform/ui/tables.tsx'
import type { RuleCount } from '../../snapshots/import.ts'
import { ruleWords } from '../../snapshots/views/rule-words.ts'
import { actionWords } from './words.ts'

const TONES: Record<RuleCount['action'], Tone> = {
  reject: 'f-ink',
  drop: 'f-ink',
  repair: 'f-mid',
  flag: 'f-accent',
}
const ORDER: RuleCount['action'][] = ['reject', 'drop', 'repair', 'flag']

/** What the rules found: what removes a row first, then by how many rows met it. */
export function RuleTable({
  rules,
  caption,
  linked = false,
}: {
  rules: RuleCount[]
  caption: string
  /** Whether the cars that the rules found are those that readers see */
  linked?: boolean
}) {
  const largest = Math.max(1, ...rules.map((rule) => rule.count))
  const sorted = rules.toSorted(
    (a, b) => ORDER.indexOf(a.action) - ORDER.indexOf(b.action) || b.count - a.count,
  )
  return (
    <Scroll label={caption}>
      <table class="thin">
        <caption safe>{caption}</caption>
        <HeadRow
          columns={[
            { label: t('Rule') },
            { label: t('Action') },
            { label: t('Rows'), num: true },
            { label: t('Share of the largest'), hidden: true },
          ]}
        />
        <tbody>
          {sorted.map(({ id, text, action, count: rows }) => (
            <tr>
              <th scope="row">
                <span safe>{ruleWords(text)}</span>
                <span class="sub">
                  <code safe>{id}</code>
                </span>
              </th>
              <td class="word" safe>
                {actionWords(action)}
              </td>
              <td class="num">
                {linked ? (
                  <RuleRows id={id} action={action} rows={rows} />
                ) : (
                  <span safe>{count(rows)}</span>
                )}
              </td>
              <td class="bar">
                <Bar share={rows / largest} tone={TONES[action]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** How many rows met a rule: those that it flagged or repaired are cars that can be looked at. */
export function RuleRows({
  id,
  action,
  rows,
}: {
  id: string
  action: string
  rows: number | undefined
}) {
  if (rows === undefined) return <span safe>{t('off')}</span>
  const isOnCars = rows > 0 && (action === 'flag' || action === 'repair')
  return isOnCars ? (
    <a href={`/cars${toSearch({ flag: [id] })}`} safe>
      {count(rows)}
    </a>
  ) : (
    <span safe>{count(rows)}</span>
  )
}
