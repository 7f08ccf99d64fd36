import { type Car, fold } from '../../listing/car.ts'
import { chipsOf } from '../../listing/filter-words.ts'
import {
  type CarFilter,
  type CarQuery,
  filterOf,
  PAGE_SIZE,
  type Sort,
  TEXT_FILTERS,
  toSearch,
  type ValueFacet,
} from '../../listing/query.ts'
import { type StateNames, sortWords } from '../../listing/words.ts'
import { type FieldError, problemsOf } from '../../platform/http/errors.ts'
import { count, lakh, lakhNote, yearOf } from '../../platform/language/format.ts'
import { say, t } from '../../platform/language/message.ts'
import { Chips, CLEAR_ID, chipId, Paging } from '../../platform/ui/lists.tsx'
import { Head, LinkItems, Notice } from '../../platform/ui/parts.tsx'
import type { Facets } from '../../snapshots/read.ts'
import type { Understood } from '../../snapshots/search/understand.ts'
import { DidYouMean } from './did-you-mean.tsx'
import type { Entered } from './filter-field.tsx'
import { Filters } from './filters.tsx'
import { Results } from './results.tsx'
import { morph, morphToTop, replace } from './swaps.ts'

export type Relaxation = { label: string; href: string; count: number }

export type CarsPageProps = {
  /** The query in force; on a 400 what of it could be read */
  query: CarQuery
  items: Car[]
  total: number
  /** Cars in the whole snapshot */
  all: number
  /** Number of the first car shown, from 1; null where a cursor does not say */
  first: number | null
  /** Addresses of the pages around this one */
  links: { prev: string | null; next: string | null }
  facets: Facets
  /** Median asking price of the cars that match */
  median: number | null
  /** How many other cars of its model within two years are listed */
  comparables: (car: Car) => number
  /** ISO date that ages are counted to */
  asOf: string
  states: StateNames
  /** What the words of the search were taken for; null: titles have them */
  understood?: Understood | null
  /** Cheapest ways out of an empty result, best first */
  relaxations?: Relaxation[]
  errors?: FieldError[]
  /** What was typed into the fields that `errors` name */
  entered?: Entered
}

/** Both the content of the page and what htmx swaps. */
export function CarsPage(props: CarsPageProps) {
  const { query, errors = [], entered = {} } = props
  const filter = filterOf(query)
  const order = query.sort === 'price' ? undefined : query.sort
  const limit = query.limit === PAGE_SIZE ? undefined : query.limit
  const listHref = (wanted: CarFilter, sort: Sort | undefined = order) =>
    `/cars${toSearch(filterOf(wanted), { sort: sort === 'price' ? undefined : sort, limit })}`
  const { q: _, ...chosen } = filter
  const found = props.understood ? { ...chosen, ...props.understood.filter } : filter
  const chips = chipsOf(spelled(filter, props.facets), props.states, listHref)
  return (
    <div
      class="wrap"
      id="cars"
      hx-target:inherited="#cars"
      hx-push-url:inherited="true"
      hx-indicator:inherited="#cars"
    >
      <Head title={carsTitle(props)} lede={lede(props)} focus={chipId(chips.length)}>
        <a class="skip" href="#list" safe>
          {t('Skip to the cars')}
        </a>
        <Chips chips={chips} clear={listHref({})} swap={replace} />
        <p
          class="hidden"
          role="status"
          {...(chips.length === 0 && { id: CLEAR_ID, tabindex: -1 })}
          safe
        >
          {errors.length > 0 ? say(problemsOf(errors)) : carsTitle(props)}
        </p>
      </Head>
      <div class="explorer">
        <Filters
          {...props}
          errors={errors}
          entered={entered}
          active={chips.length}
          shownAt={listHref(filter)}
        />
        <div>
          {props.understood ? <DidYouMean {...props} understood={props.understood} /> : null}
          {errors.length > 0 ? <Notice text={say(problemsOf(errors))} warn /> : null}
          {props.items.length === 0 ? (
            <Nothing {...props} clear={listHref({})} />
          ) : (
            <>
              <Above {...props} filter={found} />
              <Results
                cars={props.items}
                sort={query.sort}
                year={yearOf(props.asOf)}
                sortHref={(sort) => listHref(filter, sort)}
                swap={morph}
                comparables={props.comparables}
              />
            </>
          )}
          <Paging
            prev={props.links.prev}
            next={props.links.next}
            place={place(props)}
            words={{
              prev: t('Previous {n, plural, one {# car} other {# cars}}', { n: query.limit }),
              next: t('Next {n, plural, one {# car} other {# cars}}', { n: query.limit }),
              first: t('First page'),
              last: t('Last page'),
            }}
            swap={morphToTop}
          />
          <Ticked />
        </div>
      </div>
    </div>
  )
}

/** The filter as the data spells it: `?brand=honda` is the chip “Brand: Honda”. */
export function spelled<T extends CarFilter>(filter: T, { values }: Facets): T {
  const names = TEXT_FILTERS.flatMap((key) => {
    const given = filter[key]
    if (!given) return []
    const known = new Map(
      (values[key as ValueFacet] ?? []).map(({ value }) => [fold(`${value}`), `${value}`]),
    )
    return [[key, given.map((value) => known.get(fold(value)) ?? value)]]
  })
  return { ...filter, ...Object.fromEntries(names) }
}

export function carsTitle({ query, total, errors = [] }: CarsPageProps): string {
  if (errors.length > 0) return t('This filter cannot be read')
  const filtered = Object.keys(filterOf(query)).length > 0
  if (!filtered) return t('{n, plural, one {# car} other {# cars}}', { n: total })
  if (total === 0) return t('No car matches')
  return t('{n, plural, one {# car matches} other {# cars match}}', { n: total })
}

function lede({ total, median, all, errors = [] }: CarsPageProps): string | undefined {
  if (errors.length > 0)
    return t('What is wrong stands beside the field. The rest of the filter is in force.')
  if (total === 0) {
    return t('None of the {n, plural, one {# car} other {# cars}} meets all of these filters.', {
      n: all,
    })
  }
  if (median === null) return undefined
  const price = lakh(median)
  const told =
    total === 1
      ? t('It asks {price}.', { price })
      : t('Half of them ask less than {price}.', { price })
  return [told, lakhNote()].filter((part) => part !== '').join(' ')
}

function place({ first, items, total }: CarsPageProps): string {
  if (first === null) return t('{n} of {all}', { n: count(items.length), all: count(total) })
  return t('{first}–{last} of {all}', {
    first: count(first),
    last: count(first + items.length - 1),
    all: count(total),
  })
}

function Above(props: CarsPageProps & { filter: CarFilter }) {
  const { query, filter } = props
  const formats = [
    { label: 'CSV', href: `/api/cars${toSearch(filter, { format: 'csv' })}` },
    { label: 'NDJSON', href: `/api/cars${toSearch(filter, { format: 'ndjson' })}` },
    { label: 'Parquet', href: `/api/cars${toSearch(filter, { format: 'parquet' })}` },
    { label: 'JSON', href: `/api/cars${toSearch(filter, { sort: query.sort })}` },
    { label: t('Report'), href: `/reports${toSearch(filter)}` },
    { label: t('Feed of new and cheaper cars'), href: `/feeds/cars.atom${toSearch(filter)}` },
    ...(props.total === props.all
      ? []
      : [{ label: t('Save this search'), href: `/searches${toSearch(filter)}` }]),
  ]
  return (
    <div class="actions between small">
      <p safe>{`${place(props)}, ${sortWords(query.sort).said}`}</p>
      <details class="take" id="take">
        <summary safe>{t('Take this list with you')}</summary>
        <ul class="inline" aria-label={t('Take this list with you')}>
          <LinkItems links={formats} />
        </ul>
      </details>
    </div>
  )
}

/*
 * Ticked cars go to the comparison by this form. With scripts each tick is kept at once, and what was ticked, also on
 * other pages, stands here in its place.
 */
function Ticked() {
  return (
    <div
      id="tray"
      class="tray"
      hx-morph-skip
      hx-get="/compare/tray"
      hx-trigger="load"
      hx-target="this"
      hx-swap="innerHTML"
      hx-push-url="false"
      hx-indicator="this"
    >
      <form id="ticked" action="/compare/choose">
        <button class="button main" type="submit" safe>
          {t('Compare the ticked cars')}
        </button>
      </form>
    </div>
  )
}

function Nothing({ relaxations = [], clear, errors = [] }: CarsPageProps & { clear: string }) {
  if (errors.length > 0 && relaxations.length === 0) return null
  return (
    <section class="block" aria-labelledby="nothing">
      <h2 id="nothing" safe>
        {t('What is nearly that')}
      </h2>
      {relaxations.length > 0 ? (
        <ul class="links">
          {relaxations.map(({ label, href, count: cars }) => (
            <li>
              <a href={href} {...replace(href)} safe>
                {label}
              </a>{' '}
              <span class="soft" safe>
                {t('{n, plural, one {# car} other {# cars}}', { n: cars })}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p safe>{t('No single filter is in the way: several have to go.')}</p>
      )}
      <p>
        <a class="button" href={clear} {...replace(clear)} safe>
          {t('Clear all filters')}
        </a>
      </p>
    </section>
  )
}
