import type { Car } from '../../listing/car.ts'
import { count, distance, money } from '../../platform/language/format.ts'
import { sayStored, t } from '../../platform/language/message.ts'
import { Block, Figures, Notice } from '../../platform/ui/parts.tsx'
import { HeadRow, Scroll } from '../../platform/ui/tables.tsx'
import type { Import, Reject } from '../../snapshots/import.ts'
import { PostButton } from './post-button.tsx'
import { reasonWords } from './words.ts'

/** What waits: its first cars, and rows that were refused. */
export type Waiting = { cars: Car[]; rejects: Reject[] }

/** Why an import waits, what it would change, and the two buttons that decide. */
export function Decision({ run, mayWrite }: { run: Import; mayWrite: boolean }) {
  const { comparison, said, held_because = '' } = run
  const reasons = said?.because?.map((words) => sayStored(words, held_because)) ?? [held_because]
  return (
    <Block id="decision" title={t('What would change')}>
      {reasons.map((text) => (
        <Notice warn text={text} />
      ))}
      {comparison ? (
        <Figures
          items={[
            { label: t('new'), value: count(comparison.new) },
            { label: t('gone'), value: count(comparison.gone) },
            { label: t('dearer'), value: count(comparison.dearer) },
            { label: t('cheaper'), value: count(comparison.cheaper) },
          ]}
        />
      ) : null}
      {comparison ? (
        <p class="small soft" safe>
          {comparison.before
            ? t('Cars today: {before}, {was} in the middle. With this list: {after}, {would}.', {
                before: count(comparison.before.cars),
                was: money(comparison.before.median_price),
                after: count(comparison.after.cars),
                would: money(comparison.after.median_price),
              })
            : t('Cars with this list: {after}, {would} in the middle. There is no market yet.', {
                after: count(comparison.after.cars),
                would: money(comparison.after.median_price),
              })}
        </p>
      ) : null}
      {mayWrite ? (
        <div class="actions">
          <PostButton action={`/imports/${run.id}/publication`} label={t('Publish')} tone="main" />
          <PostButton
            action={`/imports/${run.id}/cancellation`}
            label={t('Give it up')}
            tone="danger"
          />
        </div>
      ) : null}
    </Block>
  )
}

/** Cars as they will stand, and rows that will not. */
export function Rows({ cars, rejects }: Waiting) {
  return (
    <>
      {cars.length > 0 ? (
        <Block id="cars-to-come" title={t('The first cars, as they will stand')}>
          <Scroll label={t('The first cars, as they will stand')}>
            <table>
              <HeadRow
                columns={[
                  { label: t('Car') },
                  { label: t('Make year'), num: true },
                  { label: t('Distance driven'), num: true },
                  { label: t('Asking price'), num: true },
                ]}
              />
              <tbody>
                {cars.map((car) => (
                  <tr>
                    <th scope="row">
                      <span safe>{`${car.brand} ${car.model}`}</span>
                      <span class="sub" safe>
                        {car.title}
                      </span>
                    </th>
                    <td class="num">{car.year}</td>
                    <td class="num" safe>
                      {distance(car.km)}
                    </td>
                    <td class="num" safe>
                      {money(car.price)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </Block>
      ) : null}
      {rejects.length > 0 ? (
        <Block id="refused" title={t('Rows that will not be published')}>
          <Scroll label={t('Rows that will not be published')}>
            <table>
              <HeadRow
                columns={[
                  { label: t('Line'), num: true },
                  { label: t('Reason') },
                  { label: t('Raw text') },
                ]}
              />
              <tbody>
                {rejects.map((reject) => (
                  <tr>
                    <td class="num" safe>
                      {count(reject.line)}
                    </td>
                    <th scope="row" safe>
                      {reasonWords(reject)}
                    </th>
                    <td class="long">
                      <pre safe>{reject.raw.slice(0, 1_000)}</pre>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </Block>
      ) : null}
    </>
  )
}
