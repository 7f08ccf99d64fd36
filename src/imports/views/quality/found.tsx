import { count } from '../../../platform/language/format.ts'
import { t } from '../../../platform/language/message.ts'
import { Block } from '../../../platform/ui/parts.tsx'
import { DataTable } from '../../../platform/ui/tables.tsx'
import { ruleWords } from '../../../snapshots/views/rule-words.ts'
import { RuleTable } from '../rule-table.tsx'
import type { QualityPageProps } from './props.ts'

export function Found({ run }: QualityPageProps) {
  const found = run.rules.filter((rule) => rule.count > 0)
  const silent = run.rules.filter((rule) => rule.count === 0)
  return (
    <Block id="rules" title={t('What each rule found')} span="wide">
      {found.length > 0 ? (
        <RuleTable
          rules={found}
          linked
          caption={t(
            'A car can meet several rules. A flag never changes a value; a repair is marked on the car.',
          )}
        />
      ) : (
        <p safe>{t('No row met a rule: the file is clean, as far as these rules can see.')}</p>
      )}
      {silent.length > 0 ? (
        <details>
          <summary safe>
            {t('{n, plural, one {One rule} other {# rules}} that found nothing', {
              n: silent.length,
            })}
          </summary>
          <DataTable
            caption={t('Checked on every row, and met by none')}
            columns={[{ label: t('Rule') }, { label: t('Id') }, { label: t('Rows'), num: true }]}
            rows={silent.map(({ id, text }) => [
              { text: ruleWords(text) },
              { text: id, code: true },
              { text: count(0) },
            ])}
          />
        </details>
      ) : null}
    </Block>
  )
}
