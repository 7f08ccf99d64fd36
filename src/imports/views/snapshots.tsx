import { count, moment } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Block, Status } from '../../platform/ui/parts.tsx'
import { HeadRow, Scroll } from '../../platform/ui/tables.tsx'
import type { Snapshot } from '../../snapshots/read.ts'
import { PostButton } from './post-button.tsx'

type Props = { snapshots: Snapshot[]; mayWrite: boolean }

/** The snapshots that are kept, and the way back to each. */
export function Snapshots({ snapshots, mayWrite }: Props) {
  if (snapshots.length === 0) return null
  return (
    <Block id="snapshots" title={t('Snapshots that are kept')}>
      <Scroll label={t('Snapshots that are kept')}>
        <table>
          <caption safe>
            {t(
              'Going back makes the cars of an earlier snapshot a new one; nothing is lost by it.',
            )}
          </caption>
          <HeadRow
            columns={[
              { label: t('Snapshot') },
              { label: t('Published') },
              { label: t('Cars'), num: true },
              { label: t('What can be done') },
            ]}
          />
          <tbody>
            {snapshots.map(({ version, published_at, cars, import_id }, at) => (
              <tr>
                <th scope="row">
                  <a href={`/imports/${import_id}`} safe>
                    {t('Snapshot {version}', { version })}
                  </a>
                </th>
                <td class="nowrap" safe>
                  {moment(published_at)}
                </td>
                <td class="num" safe>
                  {count(cars)}
                </td>
                <td>
                  {at === 0 ? (
                    <Status label={t('What readers see')} />
                  ) : mayWrite ? (
                    <PostButton
                      action={`/snapshots/${version}/publication`}
                      label={t('Go back to snapshot {version}', { version })}
                    />
                  ) : (
                    '–'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Block>
  )
}
