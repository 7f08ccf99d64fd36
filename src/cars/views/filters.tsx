import {
  DEFAULT_SORT,
  PAGE_SIZE,
  type RangeField,
  SORTS,
  type ValueFacet,
} from '../../listing/query.ts'
import { sortWords } from '../../listing/words.ts'
import { t } from '../../platform/language/message.ts'
import { AttributeFields } from './attribute-fields.tsx'
import { type FiltersProps, messageOf, refused, Wrong } from './filter-field.tsx'
import { RangeFields } from './range-field.tsx'
import { ValueFields } from './value-field.tsx'

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
        <h2 class="wide-only" safe>
          {t('Filters')}
        </h2>
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
        <AttributeFields {...props} />
        {(['model', 'flag'] as const).flatMap((name) =>
          (props.query[name] ?? []).map((value) => (
            <input type="hidden" name={name} value={value} />
          )),
        )}
        {props.query.limit === PAGE_SIZE ? null : (
          <input type="hidden" name="limit" value={String(props.query.limit)} />
        )}
        <p class="apply">
          <a class="button main live" href={props.shownAt} safe>
            {t('Show {n, plural, one {# car} other {# cars}}', { n: props.facets.total })}
          </a>
          <button class="button main still" type="submit" safe>
            {t('Show the cars')}
          </button>
        </p>
      </form>
    </details>
  )
}

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
        list="suggestions"
        value={entered.q ?? query.q ?? ''}
        {...refused('q', message)}
      />
      <Wrong id="q-wrong" message={message} />
    </div>
  )
}

/** The usual order is blank, so that it does not stand in the address. */
function SortField({ query, errors }: FiltersProps) {
  const message = messageOf(errors, 'sort')
  return (
    <div class="field">
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
