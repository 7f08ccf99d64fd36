import { carsHref } from '../../listing/words.ts'
import { count, lakh, percent } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Bar } from '../../platform/ui/charts/bar.tsx'
import { Block } from '../../platform/ui/parts.tsx'
import { Scroll } from '../../platform/ui/tables.tsx'
import type { StateRow } from './overview-props.ts'

const STATES_SHOWN = 8

export function States({ states }: { states: StateRow[] }) {
  const total = states.reduce((sum, row) => sum + row.count, 0)
  const largest = states[0]
  if (!largest) return null
  const others = states.length - STATES_SHOWN
  return (
    <Block id="states" title={t('Where they were first registered')} span="narrow">
      <p class="small soft" safe>
        {t(
          '{share} were first registered in {state}. It is not where they are sold: the file does not say that.',
          { share: percent(largest.count / total), state: largest.name },
        )}
      </p>
      <Scroll label={t('Cars and median price by state of first registration')}>
        <table class="thin">
          <caption class="hidden" safe>
            {t('Cars and median asking price by state of first registration')}
          </caption>
          <thead>
            <tr>
              <th scope="col" safe>
                {t('State')}
              </th>
              <th scope="col" class="bar">
                <span class="hidden" safe>
                  {t('Share of the largest')}
                </span>
              </th>
              <th scope="col" class="num" safe>
                {t('Cars')}
              </th>
              <th scope="col" class="num" safe>
                {t('Median')}
              </th>
            </tr>
          </thead>
          <tbody>
            {states.slice(0, STATES_SHOWN).map((row) => (
              <tr>
                <th scope="row">
                  <a href={carsHref({ state: [row.code] })} safe>
                    {row.name}
                  </a>
                </th>
                <td class="bar">
                  <Bar share={row.count / largest.count} tone="f-mid" />
                </td>
                <td class="num" safe>
                  {count(row.count)}
                </td>
                <td class="num" safe>
                  {lakh(row.median)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {others > 0 ? (
        <p>
          <a href="/cars" safe>
            {t('{n, plural, one {# more state} other {# more states}} in the filters', {
              n: others,
            })}
          </a>
        </p>
      ) : null}
    </Block>
  )
}
