import { sayStored, t } from '../../platform/language/message.ts'
import { Block, Notice } from '../../platform/ui/parts.tsx'
import { HeadRow, Scroll } from '../../platform/ui/tables.tsx'
import type { Import } from '../../snapshots/import.ts'
import { Confirmation } from './confirmation.tsx'

type Props = { run: Import; mayWrite: boolean }

const asks = ({ run: { status, questions = [] }, mayWrite }: Props) =>
  status === 'held' && questions.length > 0 && mayWrite

/** What is asked of whoever imports, and the form that answers it: all that is to do while an import is held for it. */
export function Asked(props: Props) {
  if (!asks(props)) return null
  return (
    <Block
      id="asked"
      title={t('{n, plural, one {One answer is needed} other {# answers are needed}}', {
        n: props.run.questions?.length ?? 0,
      })}
    >
      <Questions run={props.run} />
      <Confirmation run={props.run} />
    </Block>
  )
}

function Questions({ run: { questions = [], said } }: Pick<Props, 'run'>) {
  return (
    <>
      {questions.map(({ text }, at) => (
        <Notice warn text={sayStored(said?.questions[at], text)} />
      ))}
    </>
  )
}

/** How a file was read, column by column. */
export function Reading(props: Props) {
  const { columns = [], said } = props.run
  if (columns.length === 0) return null
  return (
    <Block id="reading" title={t('How its columns were read')}>
      {asks(props) ? null : <Questions run={props.run} />}
      <Scroll label={t('Columns of the file')}>
        <table>
          <caption safe>{t('Columns without a field are not used')}</caption>
          <HeadRow
            columns={[
              { label: t('Column') },
              { label: t('Read as') },
              { label: t('First cells') },
              { label: t('Why') },
            ]}
          />
          <tbody>
            {columns.map((column, at) => (
              <tr>
                <th scope="row" safe>
                  {column.name}
                </th>
                <td safe>
                  {column.fields.join(', ') ||
                    (column.left_out
                      ? t('not used ({kind})', { kind: column.left_out })
                      : t('not used'))}
                </td>
                <td class="long" safe>
                  {column.sample.join(' · ')}
                </td>
                <td class="long" safe>
                  {column.evidence
                    .map((text, place) => sayStored(said?.evidence[at]?.[place], text))
                    .join('; ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Block>
  )
}
