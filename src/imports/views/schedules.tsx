import { moment } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Block } from '../../platform/ui/parts.tsx'
import { HeadRow, Scroll } from '../../platform/ui/tables.tsx'
import { TextField } from '../../platform/ui/text-field.tsx'
import { sourceWords } from '../../snapshots/views/source-words.ts'
import type { Schedule } from '../schedules/schedule.ts'
import { PostButton } from './post-button.tsx'

type Props = { schedules: Schedule[]; mayWrite: boolean }

/** What is imported by itself, and the form that adds to it. */
export function Schedules({ schedules, mayWrite }: Props) {
  if (schedules.length === 0 && !mayWrite) return null
  return (
    <Block id="schedules" title={t('Imported by itself')}>
      {schedules.length > 0 ? (
        <Scroll label={t('Imported by itself')}>
          <table>
            <HeadRow
              columns={[
                { label: t('Source') },
                { label: t('When') },
                { label: t('Ran last') },
                { label: t('What can be done') },
              ]}
            />
            <tbody>
              {schedules.map(({ id, source, cron, zone, last_run, last_import }) => (
                <tr>
                  <th scope="row" safe>
                    {mayWrite ? source : sourceWords(source)}
                  </th>
                  <td>
                    {cron === null ? (
                      <span safe>{t('whenever its files change')}</span>
                    ) : (
                      <code safe>{`${cron} ${zone}`}</code>
                    )}
                  </td>
                  <td>
                    {last_import === null ? (
                      <span safe>{last_run === null ? t('never') : moment(last_run)}</span>
                    ) : (
                      <a href={`/imports/${last_import}`} safe>
                        {t('Import {id}', { id: last_import })}
                      </a>
                    )}
                  </td>
                  <td>
                    {mayWrite ? (
                      <PostButton action={`/schedules/${id}/removal`} label={t('End it')} />
                    ) : (
                      '–'
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
      {mayWrite ? <AddForm /> : null}
    </Block>
  )
}

function AddForm() {
  return (
    <form class="form" action="/schedules" method="post">
      <TextField
        name="source"
        id="schedule-source"
        label={t('Address, file, or folder that is watched')}
        required
        maxlength="2000"
      />
      <TextField
        name="cron"
        label={t('Moments, as cron has them; blank: whenever files change')}
        maxlength="100"
      />
      <TextField name="zone" label={t('Time zone')} maxlength="60" value="UTC" />
      <div>
        <button class="button" type="submit" safe>
          {t('Import it by itself')}
        </button>
      </div>
    </form>
  )
}
