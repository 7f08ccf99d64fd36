import { attributeLabel } from '../../listing/attribute.ts'
import { fuelWords, gearboxWords, type StateNames } from '../../listing/words.ts'
import {
  count,
  difference,
  distance,
  lakh,
  money,
  ordinal,
  years,
} from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { across } from '../../platform/ui/charts/chart.tsx'
import { Block } from '../../platform/ui/parts.tsx'
import { Scroll } from '../../platform/ui/tables.tsx'
import type { Effect, Explanation, Factor } from '../index.ts'

/** What a factor is, with the car's value. */
function because({ factor, value, listed }: Effect, states: StateNames): string {
  if (listed !== undefined) {
    const words = [value ?? '–', listed.unit ?? ''].join(' ').trim()
    return t('{what}: {value}', { what: attributeLabel(factor, listed.name), value: words })
  }
  const known = value === null || value === true || value === false ? '' : String(value)
  const names: Record<Factor, string> = {
    'base model': t('Base model: {value}', { value: known }),
    trim: known === '' ? t('Trim: not stated') : t('Trim: {value}', { value: known }),
    age: t('Age: {value}', { value: known === '' ? '–' : years(Number(known)) }),
    distance: t('Distance: {value}', { value: known === '' ? '–' : distance(Number(known)) }),
    'gearbox and fuel': t('Gearbox and fuel: {value}', {
      value: known.split(' ').map(codeWord).join(', '),
    }),
    owners:
      known === '' ? t('Owners: not stated') : t('{nth} owner', { nth: ordinal(Number(known)) }),
    state:
      known === ''
        ? t('First registered in: not stated')
        : t('First registered in: {value}', { value: states.get(known) ?? known }),
    engine:
      known === ''
        ? t('Engine: not stated')
        : t('Engine: {value} cc', { value: count(Number(known)) }),
    'spare key': value === true ? t('With a spare key') : t('Without a spare key'),
    'own price left out': t('Judged by the other cars alone, without its own price'),
    rounding: t('Rounding'),
  }
  return names[factor]
}

const codeWord = (code: string) =>
  code === 'manual' || code === 'automatic' ? gearboxWords(code) : fuelWords(code)

/** The estimate taken apart: each step from the median of the market to this car, and they add up. */
export function ExplanationTable({
  explanation,
  asks,
  states,
}: {
  explanation: Explanation
  asks: number | null
  states: StateNames
}) {
  const { base, items } = explanation
  const shown = items.filter(({ effect }) => effect !== 0)
  const total = base.effect + items.reduce((sum, { effect }) => sum + effect, 0)
  let reached = base.effect
  const steps = shown.map((item) => {
    const from = reached
    reached += item.effect
    return { item, from, to: reached }
  })
  const most = Math.max(total, asks ?? 0, base.effect, ...steps.map(({ to }) => to), 1)
  const bar = (kind: string, from: number, to: number) => (
    <td class="bar">
      <svg class="step" aria-hidden="true">
        <rect
          class={kind}
          x={across((Math.min(from, to) / most) * 100)}
          y="2"
          width={across(Math.max(0.4, (Math.abs(to - from) / most) * 100))}
          height="12"
        />
      </svg>
    </td>
  )
  return (
    <Block id="why" title={t('Why {price}', { price: lakh(total) })} span="wide">
      <Scroll label={t('Why {price}', { price: lakh(total) })}>
        <table>
          <caption safe>
            {t('From the median of all cars to this one, step by step. The steps add up.')}
          </caption>
          <thead>
            <tr>
              <th scope="col" safe>
                {t('Because of')}
              </th>
              <th scope="col" class="num" safe>
                {t('Effect')}
              </th>
              <th scope="col" class="bar">
                <span class="hidden" safe>
                  {t('Running total')}
                </span>
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row" safe>
                {t('Median of all cars')}
              </th>
              <td class="num" safe>
                {money(base.effect)}
              </td>
              {bar('f-band', 0, base.effect)}
            </tr>
            {steps.map(({ item, from, to }) => (
              <tr>
                <th scope="row" safe>
                  {because(item, states)}
                </th>
                <td class="num" safe>
                  {difference(item.effect)}
                </td>
                {bar(to >= from ? 'f-mid' : 'f-edge', from, to)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" safe>
                {t('Estimate')}
              </th>
              <td class="num" safe>
                {money(total)}
              </td>
              {bar('f-accent', 0, total)}
            </tr>
            {asks === null ? null : (
              <tr class="after">
                <th scope="row" safe>
                  {t('Asking price')}
                </th>
                <td class="num" safe>
                  {money(asks)}
                </td>
                {bar('f-ink', 0, asks)}
              </tr>
            )}
          </tfoot>
        </table>
      </Scroll>
    </Block>
  )
}
