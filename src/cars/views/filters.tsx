import { DEALS, type Deal, fold } from '../../listing/car.ts'
import { plainAmount } from '../../listing/filter-words.ts'
import {
  type CarQuery,
  DEFAULT_SORT,
  PAGE_SIZE,
  type RangeField,
  SORTS,
  type ValueFacet,
} from '../../listing/query.ts'
import {
  rangeLabel,
  type StateNames,
  sortWords,
  valueLabel,
  valueWords,
} from '../../listing/words.ts'
import type { FieldError } from '../../platform/http/errors.ts'
import { count, currencySign } from '../../platform/language/format.ts'
import { type Message, say, sentence, t } from '../../platform/language/message.ts'
import { Bins } from '../../platform/ui/charts/bins.tsx'
import { evenBins } from '../../platform/ui/charts/even-bins.ts'
import type { Facets, RangeFacet, ValueCount } from '../../snapshots/read.ts'

/** What a reader typed, by parameter: shown again where it was refused. */
export type Entered = Partial<Record<string, string>>

export type FiltersProps = {
  query: CarQuery
  facets: Facets
  states: StateNames
  errors: FieldError[]
  entered: Entered
  /** How many filters are active */
  active: number
}

const ORDER = [
  { range: 'price', open: true },
  { value: 'deal', open: true },
  { value: 'brand', open: true },
  { value: 'base_model' },
  { value: 'trim' },
  { range: 'year', open: true },
  { value: 'transmission', open: true },
  { value: 'fuel', open: true },
  { range: 'km' },
  { range: 'emi' },
  { value: 'owners' },
  { value: 'state' },
  { value: 'city' },
] as const satisfies (
  | { range: RangeField; open?: boolean }
  | { value: ValueFacet; open?: boolean }
)[]

/** A GET form: the address is the state. htmx sends it on a change; without it there is a button. */
export function Filters(props: FiltersProps) {
  const { active, errors } = props
  return (
    <details class="filters" id="filters" open={errors.length > 0}>
      <summary safe>{active > 0 ? t('Filters, {n} active', { n: active }) : t('Filters')}</summary>
      <form
        id="filter-form"
        action="/cars"
        aria-label={t('Filters')}
        autocomplete="off"
        hx-get="/cars"
        hx-trigger="change delay:250ms, submit"
        hx-swap="outerMorph"
        hx-sync="this:replace"
      >
        <div class="actions between">
          <h2 safe>{t('Filters')}</h2>
          <button class="button" type="submit" safe>
            {t('Show')}
          </button>
        </div>
        <p class="small soft" safe>
          {t('Each count respects the other filters.')}
        </p>
        <Words {...props} />
        <SortField {...props} />
        {ORDER.map((facet) =>
          'range' in facet ? (
            <RangeFields {...props} field={facet.range} open={'open' in facet} />
          ) : (
            <ValueFields {...props} facet={facet.value} open={'open' in facet} />
          ),
        )}
        {(props.query.model ?? []).map((model) => (
          <input type="hidden" name="model" value={model} />
        ))}
        {props.query.limit === PAGE_SIZE ? null : (
          <input type="hidden" name="limit" value={String(props.query.limit)} />
        )}
        <p class="actions">
          <button class="button main" type="submit" safe>
            {t('Show the cars')}
          </button>
        </p>
      </form>
    </details>
  )
}

const messageOf = (errors: FieldError[], name: string) =>
  errors.find(({ parameter }) => parameter === name)?.message

function Wrong({ id, message }: { id: string; message: Message | undefined }) {
  if (message === undefined) return null
  return (
    <p class="wrong" id={id} safe>
      {say(message)}
    </p>
  )
}

/** Ties a field to what is wrong with it. */
const refused = (name: string, message: Message | undefined) =>
  message === undefined
    ? {}
    : { 'aria-invalid': 'true' as const, 'aria-describedby': `${name}-wrong` }

function Words({ query, errors, entered }: FiltersProps) {
  const message = messageOf(errors, 'q')
  return (
    <div class="field">
      <label for="q" safe>
        {t('Words in the title')}
      </label>
      <input
        id="q"
        name="q"
        type="search"
        maxlength="200"
        value={entered.q ?? query.q ?? ''}
        {...refused('q', message)}
      />
      <Wrong id="q-wrong" message={message} />
    </div>
  )
}

/**
 * On a wide screen the heads of the table sort; the field still carries the order of the form. The usual order
 * is blank, so that it does not stand in the address.
 */
function SortField({ query, errors }: FiltersProps) {
  const message = messageOf(errors, 'sort')
  return (
    <div class={['field', !message && 'sort']}>
      <label for="sort" safe>
        {t('Sort by')}
      </label>
      <select id="sort" name="sort" {...refused('sort', message)}>
        {SORTS.map((sort) => (
          <option
            value={sort === DEFAULT_SORT ? '' : sort}
            selected={sort === (query.sort ?? DEFAULT_SORT)}
            safe
          >
            {sortWords(sort).option}
          </option>
        ))}
      </select>
      <Wrong id="sort-wrong" message={message} />
    </div>
  )
}

type RangeProps = FiltersProps & { field: RangeField; open: boolean }

function RangeFields(props: RangeProps) {
  const { query, facets, errors, field } = props
  const facet = facets.ranges[field]
  const [least, most] = [`${field}_min`, `${field}_max`] as const
  const wrong = [least, most].some((name) => messageOf(errors, name) !== undefined)
  const active = query[least] !== undefined || query[most] !== undefined
  if (!active && !wrong && (!facet || facet.min === null)) return null
  return (
    <details class="facet" id={`facet-${field}`} open={props.open || active || wrong}>
      <summary safe>{rangeLabel(field)}</summary>
      <fieldset>
        <legend class="hidden" safe>
          {rangeLabel(field)}
        </legend>
        {facet && facet.bins.length > 1 ? (
          <Spread field={field} facet={facet} least={query[least]} most={query[most]} />
        ) : null}
        <div class="range">
          <Bound {...props} name={least} side="least" placeholder={facet?.min ?? null} />
          <Bound {...props} name={most} side="most" placeholder={facet?.max ?? null} />
          <Wrong id={`${least}-wrong`} message={messageOf(errors, least)} />
          <Wrong id={`${most}-wrong`} message={messageOf(errors, most)} />
        </div>
      </fieldset>
    </details>
  )
}

function Spread({
  field,
  facet,
  least,
  most,
}: {
  field: RangeField
  facet: RangeFacet
  least: number | undefined
  most: number | undefined
}) {
  const bins = evenBins(facet.bins)
  const [first, last] = [bins[0], bins.at(-1)]
  if (!first || !last || facet.min === null || facet.max === null) return null
  const total = bins.reduce((sum, bin) => sum + bin.count, 0)
  const whole = last.end - last.from === 1
  return (
    <>
      <Bins
        bins={bins}
        least={least}
        most={most}
        label={t(
          '{field} of the {n, plural, one {# car} other {# cars}} that the other filters leave: from {least} to {most}',
          {
            n: total,
            field: rangeLabel(field),
            least: plainAmount(field, facet.min),
            most: plainAmount(field, facet.max),
          },
        )}
      />
      <p class="ends">
        <span safe>{plainAmount(field, first.from)}</span>
        <span safe>
          {last.open
            ? `${plainAmount(field, last.from)}+`
            : plainAmount(field, whole ? last.from : last.end)}
        </span>
      </p>
    </>
  )
}

const unitOf = (field: RangeField): string =>
  field === 'year' ? '' : field === 'km' ? 'km' : currencySign()

const BOUNDS = {
  least: { plain: sentence('Least'), in: sentence('Least, {unit}') },
  most: { plain: sentence('Most'), in: sentence('Most, {unit}') },
}

function Bound({
  query,
  errors,
  entered,
  field,
  name,
  side,
  placeholder,
}: RangeProps & {
  name: `${RangeField}_${'min' | 'max'}`
  side: keyof typeof BOUNDS
  placeholder: number | null
}) {
  const value = query[name]
  const written = value === undefined ? '' : plainAmount(field, value)
  const unit = unitOf(field)
  return (
    <div class="field">
      <label for={name} safe>
        {unit === '' ? t(BOUNDS[side].plain) : t(BOUNDS[side].in, { unit })}
      </label>
      <input
        id={name}
        name={name}
        inputmode="numeric"
        value={entered[name] ?? written}
        placeholder={placeholder === null ? '' : plainAmount(field, placeholder)}
        {...refused(name, messageOf(errors, name))}
      />
    </div>
  )
}

const SHOWN = 6
/** A facet of hundreds of trims is no help: those beyond are reached by words or by a narrower filter. */
const MOST = 60

function ValueFields(props: FiltersProps & { facet: ValueFacet; open: boolean }) {
  const { query, facets, errors, states, facet } = props
  const chosen = (query[facet] ?? []).map((value) => fold(String(value)))
  const listed = withChosen(facets.values[facet] ?? [], query[facet] ?? [])
  // A scale keeps its order, whatever the counts.
  const options = facet === 'deal' ? listed.toSorted(byScale) : listed
  const message = messageOf(errors, facet)
  if (options.length === 0 && message === undefined) return null
  if (facet === 'trim' && chosen.length === 0 && options.length > MOST) return null
  const isChosen = ({ value }: ValueCount) => chosen.includes(fold(String(value)))
  const sorted =
    facet === 'deal'
      ? options
      : [...options.filter(isChosen), ...options.filter((option) => !isChosen(option))]
  const shown = Math.max(SHOWN, chosen.length)
  const more = sorted.slice(shown, MOST)
  const beyond = sorted.length - shown - more.length
  const item = (option: ValueCount) => (
    <Option
      facet={facet}
      option={option}
      label={valueWords(facet, option.value, states)}
      checked={isChosen(option)}
    />
  )
  return (
    <details
      class="facet"
      id={`facet-${facet}`}
      open={props.open || chosen.length > 0 || message !== undefined}
    >
      <summary safe>{valueLabel(facet)}</summary>
      <fieldset>
        <legend class="hidden" safe>
          {valueLabel(facet)}
        </legend>
        <ul>{sorted.slice(0, shown).map(item)}</ul>
        {more.length > 0 ? (
          <details id={`more-${facet}`}>
            <summary safe>{t('{n} more', { n: count(more.length) })}</summary>
            <ul>{more.map(item)}</ul>
          </details>
        ) : null}
        {beyond > 0 ? (
          <p class="small soft" safe>
            {t(
              '{n, plural, one {# with fewer cars is not listed: narrow the other filters, or name it} other {# with fewer cars are not listed: narrow the other filters, or name them}} in the words.',
              { n: beyond },
            )}
          </p>
        ) : null}
        <Wrong id={`${facet}-wrong`} message={message} />
      </fieldset>
    </details>
  )
}

const byScale = (a: ValueCount, b: ValueCount) =>
  DEALS.indexOf(a.value as Deal) - DEALS.indexOf(b.value as Deal)

/** A chosen value stays in the list when the other filters leave no car of it: it must be possible to take it back. */
function withChosen(options: ValueCount[], chosen: (string | number)[]): ValueCount[] {
  const listed = new Set(options.map(({ value }) => fold(String(value))))
  const gone = chosen.filter((value) => !listed.has(fold(String(value))))
  return [...gone.map((value) => ({ value, count: 0 })), ...options]
}

/*
 * The id is made from the value: a morphed list must not hand the box that a reader ticked to another value.
 */
function Option({
  facet,
  option: { value, count: cars },
  label,
  checked,
}: {
  facet: ValueFacet
  option: ValueCount
  label: string
  checked: boolean
}) {
  return (
    <li>
      <label>
        <input
          type="checkbox"
          id={`${facet}-${encodeURIComponent(fold(String(value)))}`}
          name={facet}
          value={String(value)}
          checked={checked}
        />{' '}
        <span safe>{label}</span> <span safe>{count(cars)}</span>
      </label>
    </li>
  )
}
