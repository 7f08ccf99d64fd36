import { t } from '../../../platform/language/message.ts'
import { Block } from '../../../platform/ui/parts.tsx'
import { HeadRow, Scroll } from '../../../platform/ui/tables.tsx'
import { RuleRows } from '../rule-table.tsx'
import { actionWords } from '../words.ts'
import type { QualityPageProps } from './props.ts'

export function Catalogue({ catalogue, run }: QualityPageProps) {
  const found = new Map(run.rules.map((rule) => [rule.id, rule.count]))
  return (
    <Block id="catalogue" title={t('Every rule, in words')}>
      <Scroll label={t('Every rule, in words')}>
        <table>
          <caption safe>
            {t(
              '{n, plural, one {# rule: what it says, what it does, and how many rows of this file met it} other {# rules: what they say, what they do, and how many rows of this file met them}}.',
              { n: catalogue.length },
            )}
          </caption>
          <HeadRow
            columns={[
              { label: t('Rule') },
              { label: t('What it says') },
              { label: t('Action') },
              { label: t('Rows'), num: true },
            ]}
          />
          <tbody>
            {catalogue.map(({ id, text, action }) => (
              <tr id={`rule-${id}`}>
                <th scope="row">
                  <code safe>{id}</code>
                </th>
                <td class="long" safe>
                  {t(text)}
                </td>
                <td class="word" safe>
                  {actionWords(action)}
                </td>
                <td class="num">
                  <RuleRows id={id} action={action} rows={found.get(id)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Block>
  )
}
