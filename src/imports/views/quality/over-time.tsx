import { count, date } from '../../../platform/language/format.ts'
import { t } from '../../../platform/language/message.ts'
import { Block } from '../../../platform/ui/parts.tsx'
import { DataTable } from '../../../platform/ui/tables.tsx'
import type { Import } from '../../../snapshots/import.ts'
import { ruleWords } from '../../../snapshots/views/rule-words.ts'

/** How often each rule was met, import by import. */
export function OverTime({ past }: { past: Import[] }) {
  if (past.length < 2) return null
  const met = new Map<string, string>()
  for (const { rules } of past) {
    for (const { id, text, count } of rules) if (count > 0) met.set(id, text)
  }
  const countIn = ({ rules }: Import, id: string) => rules.find((rule) => rule.id === id)?.count
  return (
    <Block id="over-time" title={t('What each rule found, import by import')}>
      <DataTable
        caption={t('Rows that met a rule; – where the rule was off or did not exist yet.')}
        columns={[
          { label: t('Rule') },
          ...past.map(({ id, finished_at, started_at }) => ({
            label: t('Import {id}, {date}', { id, date: date(finished_at ?? started_at) }),
            num: true,
          })),
        ]}
        rows={[...met].map(([id, text]) => [
          { text: ruleWords(text), sub: id },
          ...past.map((each) => {
            const found = countIn(each, id)
            return { text: found === undefined ? '–' : count(found) }
          }),
        ])}
      />
    </Block>
  )
}
