import { count } from '../../../platform/language/format.ts'
import { t } from '../../../platform/language/message.ts'
import { Paging } from '../../../platform/ui/lists.tsx'
import { Block, Empty } from '../../../platform/ui/parts.tsx'
import { HeadRow, Scroll } from '../../../platform/ui/tables.tsx'
import { actionWords, nameOf, reasonWords } from '../words.ts'
import type { QualityPageProps } from './props.ts'

export function Rejects({ run, rejects }: QualityPageProps) {
  if (rejects.total === 0) {
    return (
      <Block id="rejects" title={t('No row was rejected or dropped')}>
        <Empty text={t('Every row of the file is a car in the market.')} />
      </Block>
    )
  }
  const many = new Set(rejects.items.map(({ file }) => file)).size > 1
  const { items, total, offset, links } = rejects
  const place = t('{first} to {last} of {all}', {
    first: count(offset + 1),
    last: count(offset + items.length),
    all: count(total),
  })
  const shown = items.length < total ? place : count(total)
  return (
    <Block id="rejects" title={t('Rejected and dropped rows')}>
      <p class="actions">
        <a class="button" href={`/api/imports/${run.id}/rejects?format=csv`} safe>
          {t('Download as CSV')}
        </a>
      </p>
      <Scroll label={t('Rejected and dropped rows')}>
        <table>
          <caption safe>
            {t(
              '{shown} of {n, plural, one {# row} other {# rows}}, as they stand in the file. Repair them in the CSV and import it again.',
              { n: run.rows.read, shown },
            )}
          </caption>
          <HeadRow
            columns={[
              { label: t('Line'), num: true },
              { label: t('Reason') },
              { label: t('Action') },
              { label: t('Raw text') },
            ]}
          />
          <tbody>
            {rejects.items.map((reject, at) => (
              <tr>
                <td class="num">
                  <span safe>{count(reject.line)}</span>
                  {many ? (
                    <span class="sub" safe>
                      {nameOf(reject.file)}
                    </span>
                  ) : null}
                </td>
                <th scope="row">
                  <span safe>{reasonWords(reject)}</span>
                  <span class="sub">
                    <code safe>{reject.rule}</code>
                  </span>
                </th>
                <td class="word" safe>
                  {actionWords(reject.action)}
                </td>
                <td class="long">
                  <pre safe>{reject.raw}</pre>
                  {reject.action === 'reject' ? (
                    <a href={`/imports/${run.id}/rejects/${offset + at}`} safe>
                      {t('Edit')}
                    </a>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <Paging
        prev={links.prev}
        next={links.next}
        place={place}
        words={{
          prev: t('Earlier rows'),
          next: t('Later rows'),
          first: t('First rows'),
          last: t('Last rows'),
        }}
      />
    </Block>
  )
}
