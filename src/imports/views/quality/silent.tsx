import { count, percent } from '../../../platform/language/format.ts'
import { t } from '../../../platform/language/message.ts'
import { Bar } from '../../../platform/ui/charts/bar.tsx'
import { Block } from '../../../platform/ui/parts.tsx'
import { HeadRow, Scroll } from '../../../platform/ui/tables.tsx'
import type { Import } from '../../../snapshots/import.ts'

export function Silent({ run: { blanks, engine, rows, files } }: { run: Import }) {
  const listings = rows.published + rows.duplicates
  const silent = blanks.filter((blank) => blank.count > 0).toSorted((a, b) => b.count - a.count)
  const blankEngines = engine.not_applicable + engine.missing_in_source
  const rest = (files[0]?.columns ?? blanks.length) - silent.length
  const caption = [
    t('Blank values in the {n, plural, one {# listing} other {# listings}} as read.', {
      n: listings,
    }),
    ...(rest > 0
      ? [t('The other {n, plural, one {# column has} other {# columns have}} none.', { n: rest })]
      : []),
  ].join(' ')
  return (
    <Block id="silent" title={t('Where the file is silent')}>
      {silent.length === 0 ? (
        <p safe>{t('No listing leaves a column blank.')}</p>
      ) : (
        <Scroll label={t('Blank values by column')}>
          <table class="thin">
            <caption safe>{caption}</caption>
            <HeadRow
              columns={[
                { label: t('Column') },
                { label: t('Blank'), num: true },
                { label: t('Share'), num: true },
                { label: t('Share as a bar'), hidden: true },
              ]}
            />
            <tbody>
              {silent.map((blank) => (
                <tr>
                  <th scope="row">
                    <code safe>{blank.column}</code>
                  </th>
                  <td class="num" safe>
                    {count(blank.count)}
                  </td>
                  <td class="num" safe>
                    {percent(blank.count / Math.max(1, listings), 1)}
                  </td>
                  <td class="bar">
                    <Bar share={blank.count / Math.max(1, listings)} ground />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {blankEngines > 0 ? (
        <p class="small soft" safe>
          {t(
            'Of {blank} {electric}, {repaired} were repaired, {missing} stay blank: three different things, never one.',
            {
              blank: t('{n, plural, one {# blank engine size} other {# blank engine sizes}}', {
                n: blankEngines,
              }),
              electric: t(
                '{n, plural, one {# belongs to an electric car} other {# belong to electric cars}}',
                { n: engine.not_applicable },
              ),
              repaired: count(engine.repaired),
              missing: count(engine.missing),
            },
          )}
        </p>
      ) : null}
    </Block>
  )
}
