import { chipsOf } from '../../listing/filter-words.ts'
import { type CarFilter, type CarQuery, filterOf, toSearch } from '../../listing/query.ts'
import type { StateNames } from '../../listing/words.ts'
import { count } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import type { Understood } from '../../snapshots/search/understand.ts'
import { replace } from './swaps.ts'

/** What a search was taken for, as a filter to go on with. */
export function DidYouMean({
  query,
  understood: { q, filter, ignored },
  total,
  states,
}: {
  query: CarQuery
  understood: Understood
  /** Cars that the search then finds: of none, the ways out below are those of what was understood */
  total: number
  states: StateNames
}) {
  const { q: _, ...chosen } = filterOf(query)
  const href = `/cars${toSearch({ ...chosen, ...filter })}`
  const words = meantWords(filter, states)
  const left =
    ignored.length === 0 ? '' : ` ${t('Left out: {words}.', { words: ignored.join(', ') })}`
  return (
    <p class="notice">
      <span safe>
        {total === 0
          ? t('“{words}” was read as', { words: q })
          : t('No title has the words “{words}”. Did you mean', { words: q })}
      </span>{' '}
      <a href={href} {...replace(href)} safe>
        {total === 0 ? words : `${words} (${count(total)})`}
      </a>
      <span safe>{`${total === 0 ? '.' : '?'}${left}`}</span>
    </p>
  )
}

/** Wagon R, automatic, up to ₹6,00,000: many models of one body are named by their number. */
const NAMED = 3
function meantWords(filter: CarFilter, states: StateNames): string {
  const models = filter.base_model ?? []
  const rest = models.length > NAMED ? { ...filter, base_model: undefined } : filter
  const words = chipsOf(rest, states, () => '').map(({ label }) => label)
  return [
    ...(models.length > NAMED ? [t('{n} models of this kind', { n: models.length })] : []),
    ...words,
  ].join(' · ')
}
