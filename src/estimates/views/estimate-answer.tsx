import { DEALS } from '../../listing/car.ts'
import { toSearch } from '../../listing/query.ts'
import { carTitle, fuelWords, gearboxWords, hrefOf } from '../../listing/words.ts'
import { decimal, distance, money, ordinal, percent } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Block } from '../../platform/ui/parts.tsx'
import { DataTable } from '../../platform/ui/tables.tsx'
import { DealMark, IntervalPlot, reasonWords } from '../../pricing/views/deal.tsx'
import type { EstimateAnswer } from '../estimate.ts'
import type { EstimateForm } from '../query.ts'
import { apartWords } from './apart.ts'
import { warningWords } from './warnings.ts'

export function Answer({
  answer,
  asked,
  dearer,
  share,
}: {
  answer: EstimateAnswer
  /** What somebody asks; null: nobody said */
  asked: number | null
  dearer: number
  share: string
}) {
  const { price, low, high, coverage, warnings, deal } = answer
  const n = answer.comparables_count
  return (
    <Block id="answer" title={t('The estimate')} span="wide">
      <div class="offer">
        <p safe>{money(price)}</p>{' '}
        <p class="small soft" safe>
          {t('{coverage} interval from {low} to {high}', {
            coverage: percent(coverage),
            low: money(low),
            high: money(high),
          })}
        </p>
      </div>
      {asked === null ? null : (
        <p>
          <DealMark deal={deal} />{' '}
          <span safe>
            {deal === null
              ? reasonWords(answer.deal_reason)
              : placed({
                  asked: money(asked),
                  apart: apartWords(asked, price),
                  place:
                    asked < low
                      ? 'below'
                      : asked > high
                        ? 'above'
                        : ordinal(DEALS.indexOf(deal) + 1),
                })}
          </span>
        </p>
      )}
      <IntervalPlot estimate={{ price, low, high }} asks={asked} deal={deal} />
      <p class="small soft">
        <span safe>
          {n === 0
            ? t('No car of this model within two years is listed.')
            : t(
                '{n, plural, one {One car of this model within two years is listed.} other {# cars of this model within two years are listed.}}',
                { n },
              )}
        </span>{' '}
        {asked === null || n === 0 ? null : (
          <span safe>{t('{n, plural, one {# asks} other {# ask}} more.', { n: dearer })}</span>
        )}
      </p>
      {warnings.length > 0 ? (
        <ul class="notice warn">
          {warnings.map((warning) => (
            <li safe>{warningWords(warning)}</li>
          ))}
        </ul>
      ) : null}
      <p class="small soft">
        <span safe>{t('It is what sellers ask for such cars, never what a car is worth.')}</span>{' '}
        <a href="/market/model" safe>
          {t('How the estimate works')}
        </a>
      </p>
      <p class="field">
        <label for="share" safe>
          {t('A link to this answer, to share')}
        </label>
        <input id="share" readonly value={share} />
      </p>
    </Block>
  )
}

/** Where a price lies, in words. `place`: the part of the interval that it is in, or the side that it is beyond */
function placed(values: { asked: string; apart: string; place: string }): string {
  if (values.place === 'below') return t('{asked} is {apart}, below the interval.', values)
  if (values.place === 'above') return t('{asked} is {apart}, above the interval.', values)
  return t('{asked} is {apart}, in the {place} of the five parts of the interval.', values)
}

export function Comparables({ answer, form }: { answer: EstimateAnswer; form: EstimateForm }) {
  const { comparables, price } = answer
  const all = toSearch({ brand: [form.brand ?? ''], base_model: [form.base_model ?? ''] })
  return (
    <Block
      id="nearest"
      title={comparables.length > 0 ? t('The nearest cars') : t('No such car is listed near it')}
    >
      {comparables.length === 0 ? null : (
        <DataTable
          caption={t(
            'How far apart: 1 for a year, 10,000 km, another fuel or gearbox; 0.5 for another trim or one more owner. The difference is to the estimate.',
          )}
          columns={[
            { label: t('Car') },
            { label: t('Asks'), num: true },
            { label: t('Difference'), num: true },
            { label: t('Km'), num: true },
            { label: t('Fuel, gearbox') },
            { label: t('How far apart'), num: true },
          ]}
          rows={comparables.map((car) => [
            { text: carTitle(car), href: hrefOf(car), sub: car.trim },
            { text: money(car.price) },
            { text: `${car.price >= price ? '+' : '−'}${money(Math.abs(car.price - price))}` },
            { text: distance(car.km) },
            {
              text: [fuelWords(car.fuel), gearboxWords(car.transmission)]
                .filter(Boolean)
                .join(', '),
            },
            { text: decimal(car.distance) },
          ])}
        />
      )}
      <p>
        <a href={`/cars${all}`} safe>
          {t('All of this model')}
        </a>
      </p>
    </Block>
  )
}
