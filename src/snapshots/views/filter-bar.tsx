import { fold } from '../../listing/car.ts'
import { plainAmount } from '../../listing/filter-words.ts'
import { type CarFilter, FILTER_KEYS } from '../../listing/query.ts'
import { type StateNames, valueLabel, valueWords } from '../../listing/words.ts'
import { type FieldError, problemsOf } from '../../platform/http/errors.ts'
import { count, currencySign } from '../../platform/language/format.ts'
import { say, t } from '../../platform/language/message.ts'
import type { Facets } from '../read.ts'

const CHOICES = ['brand', 'base_model', 'fuel'] as const
const BOUNDS = ['year_min', 'year_max', 'price_min', 'price_max'] as const
/** What the lists of the bar are made from */
export const BAR_FACETS = CHOICES
/** A list of hundreds is no help; the filters of the cars hold them all. */
const MOST = 120

export type FilterBarProps = {
  filter: CarFilter
  facets: Facets
  states: StateNames
  errors?: FieldError[]
  /** What was typed, shown again where it was refused */
  entered?: Partial<Record<string, string>>
}

/**
 * The filters that matter most, for pages that are about many cars and list none: a GET form, folded on a phone. The
 * others are kept in the address and shown as chips.
 */
export function FilterBar({
  filter,
  facets,
  states,
  errors = [],
  entered = {},
  action,
}: FilterBarProps & { action: string }) {
  // A choice of several values has no place in a list of one; it is kept as it is.
  const chosen = CHOICES.filter((name) => (filter[name]?.length ?? 0) <= 1)
  const inForm = new Set<string>([...chosen, ...BOUNDS])
  const others = FILTER_KEYS.filter((key) => !inForm.has(key))
  const elsewhere = errors.filter(({ parameter }) => !inForm.has(parameter))
  const active = FILTER_KEYS.filter((key) => filter[key] !== undefined).length
  return (
    <details class="fold" id="filter" open={errors.length > 0}>
      <summary safe>{active > 0 ? t('Filters, {n} active', { n: active }) : t('Filters')}</summary>
      <form class="form" action={action} aria-label={t('Filters')} autocomplete="off">
        {chosen.map((name) => (
          <Choice name={name} filter={filter} facets={facets} states={states} />
        ))}
        {BOUNDS.map((name) => (
          <Bound name={name} filter={filter} errors={errors} entered={entered} />
        ))}
        {others.flatMap((key) =>
          [filter[key] ?? []]
            .flat()
            .map((value) => <input type="hidden" name={key} value={String(value)} />),
        )}
        <div>
          <button class="button" type="submit" safe>
            {t('Show')}
          </button>
        </div>
      </form>
      {elsewhere.map((error) => (
        <p class="wrong" safe>
          {say(problemsOf([error]))}
        </p>
      ))}
    </details>
  )
}

function Choice({
  name,
  filter,
  facets,
  states,
}: Pick<FilterBarProps, 'filter' | 'facets' | 'states'> & { name: (typeof CHOICES)[number] }) {
  const [value] = filter[name] ?? []
  const options = (facets.values[name] ?? []).slice(0, MOST)
  const listed = options.some((option) => fold(String(option.value)) === fold(value ?? ''))
  return (
    <div>
      <label for={name} safe>
        {valueLabel(name)}
      </label>
      <select id={name} name={name}>
        <option value="" safe>
          {t('Any')}
        </option>
        {value !== undefined && !listed ? (
          <option value={value} selected safe>
            {valueWords(name, value, states)}
          </option>
        ) : null}
        {options.map((option) => (
          <option
            value={String(option.value)}
            selected={value !== undefined && fold(String(option.value)) === fold(value)}
            safe
          >
            {`${valueWords(name, option.value, states)} (${count(option.count)})`}
          </option>
        ))}
      </select>
    </div>
  )
}

function boundLabel(name: (typeof BOUNDS)[number]): string {
  const sign = currencySign()
  if (name === 'year_min') return t('Made from')
  if (name === 'year_max') return t('Made until')
  return name === 'price_min' ? t('Price from, {sign}', { sign }) : t('Price to, {sign}', { sign })
}

function Bound({
  name,
  filter,
  errors,
  entered,
}: Required<Pick<FilterBarProps, 'filter' | 'errors' | 'entered'>> & {
  name: (typeof BOUNDS)[number]
}) {
  const field = name.startsWith('year') ? 'year' : 'price'
  const value = filter[name]
  const message = errors.find(({ parameter }) => parameter === name)?.message
  return (
    <div>
      <label for={name} safe>
        {boundLabel(name)}
      </label>
      <input
        id={name}
        name={name}
        inputmode={field === 'year' ? 'numeric' : 'text'}
        value={entered[name] ?? (value === undefined ? '' : plainAmount(field, value))}
        {...(message !== undefined && {
          'aria-invalid': 'true' as const,
          'aria-describedby': `${name}-wrong`,
        })}
      />
      {message === undefined ? null : (
        <p class="wrong" id={`${name}-wrong`} safe>
          {say(message)}
        </p>
      )}
    </div>
  )
}
