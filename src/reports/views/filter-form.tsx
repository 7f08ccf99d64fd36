import { FUELS } from '../../listing/car.ts'
import { type CarFilter, FILTER_KEYS } from '../../listing/query.ts'
import { fuelWords, rangeLabel, valueLabel } from '../../listing/words.ts'
import type { FieldError } from '../../platform/http/errors.ts'
import { capital } from '../../platform/language/format.ts'
import { say, t } from '../../platform/language/message.ts'
import type { MarketReader, Snapshot } from '../../snapshots/read.ts'

export type Choices = { brands: string[]; fuels: string[] }

/** What the form offers: what the market has. */
export async function readChoices(cars: MarketReader, snapshot: Snapshot): Promise<Choices> {
  const { values } = await cars.facets(snapshot, {}, ['brand', 'fuel'])
  const listed = new Set(values.fuel?.map(({ value }) => value))
  return {
    brands: (values.brand ?? [])
      .map(({ value }) => String(value))
      .sort((a, b) => a.localeCompare(b)),
    fuels: FUELS.filter((fuel) => listed.has(fuel)),
  }
}

export type FilterFormProps = {
  filter: CarFilter
  choices: Choices
  errors: FieldError[]
  /** What was typed, by parameter: shown again where it was refused */
  entered: Partial<Record<string, string>>
}

const SHOWN = new Set<keyof CarFilter>([
  'brand',
  'fuel',
  'year_min',
  'year_max',
  'price_min',
  'price_max',
])

/** A GET form: the address is the report. What it has no field for stays in the filter. */
export function FilterForm(props: FilterFormProps) {
  const { filter, choices } = props
  return (
    <form class="filters stack" action="/reports" aria-label={t('Filters')} autocomplete="off">
      <div class="form">
        <Select
          {...props}
          name="brand"
          label={valueLabel('brand')}
          any={t('Any brand')}
          options={choices.brands.map((value) => ({ value, label: value }))}
        />
        <Select
          {...props}
          name="fuel"
          label={valueLabel('fuel')}
          any={t('Any fuel')}
          options={choices.fuels.map((value) => ({ value, label: capital(fuelWords(value)) }))}
        />
        <Bound
          {...props}
          name="year_min"
          label={t('{field}, least', { field: rangeLabel('year') })}
        />
        <Bound
          {...props}
          name="year_max"
          label={t('{field}, most', { field: rangeLabel('year') })}
        />
        <Bound
          {...props}
          name="price_min"
          label={t('{field}, least', { field: rangeLabel('price') })}
        />
        <Bound
          {...props}
          name="price_max"
          label={t('{field}, most', { field: rangeLabel('price') })}
        />
      </div>
      {[...SHOWN].map((name) => (
        <Wrong errors={props.errors} name={name} />
      ))}
      {others(filter).map(({ name, value }) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <p class="actions">
        <button class="button" type="submit" safe>
          {t('Make the report')}
        </button>
      </p>
    </form>
  )
}

function others(filter: CarFilter): { name: string; value: string }[] {
  return FILTER_KEYS.flatMap((name) => {
    const values = [filter[name] ?? []].flat().map(String)
    // A field of the form holds the first value of a filter that repeats.
    const kept = SHOWN.has(name) ? values.slice(1) : values
    return kept.map((value) => ({ name, value }))
  })
}

function Wrong({ errors, name }: { errors: FieldError[]; name: string }) {
  const wrong = errors.find(({ parameter }) => parameter === name)
  if (!wrong) return null
  return (
    <p class="wrong" id={`${name}-wrong`} safe>
      {say(wrong.message)}
    </p>
  )
}

const refused = (errors: FieldError[], name: string) =>
  errors.some(({ parameter }) => parameter === name)
    ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${name}-wrong` }
    : {}

function Select({
  filter,
  errors,
  name,
  label,
  any,
  options,
}: FilterFormProps & {
  name: 'brand' | 'fuel'
  label: string
  any: string
  options: { value: string; label: string }[]
}) {
  const chosen = filter[name]?.[0]?.toLowerCase()
  return (
    <div class="field">
      <label for={name} safe>
        {label}
      </label>
      <select id={name} name={name} {...refused(errors, name)}>
        <option value="" safe>
          {any}
        </option>
        {options.map(({ value, label: shown }) => (
          <option value={value} selected={value.toLowerCase() === chosen} safe>
            {shown}
          </option>
        ))}
      </select>
    </div>
  )
}

function Bound({
  filter,
  errors,
  entered,
  name,
  label,
}: FilterFormProps & {
  name: 'year_min' | 'year_max' | 'price_min' | 'price_max'
  label: string
}) {
  return (
    <div class="field">
      <label for={name} safe>
        {label}
      </label>
      <input
        id={name}
        name={name}
        inputmode="numeric"
        value={entered[name] ?? String(filter[name] ?? '')}
        {...refused(errors, name)}
      />
    </div>
  )
}
