import type { StateNames } from '../../listing/words.ts'
import { t } from '../../platform/language/message.ts'
import { Empty, Head } from '../../platform/ui/parts.tsx'
import { TextField } from '../../platform/ui/text-field.tsx'
import { LONGEST_NAME, type SavedSearch } from '../kept.ts'
import type { LookedCar } from '../looked-cars.ts'
import type { SearchNews } from '../news.ts'
import { LookedCars } from './looked.tsx'
import { Search } from './search.tsx'

/** A filter that may be saved: its address, what it means, and the name that it is offered. */
export type Saving = { search: string; words: string; name: string }

export type SearchesProps = {
  searches: SearchNews[]
  /** What was removed a moment ago */
  removed: SavedSearch | null
  looked: LookedCar[]
  states: StateNames
  /** Where addresses for other programs begin */
  origin: string
  saving: Saving | null
}

export function SearchesPage(props: SearchesProps) {
  const { saving } = props
  return (
    <div class="wrap flat">
      <Head title={titleOf(props)} lede={t('Kept by this browser alone, without an account.')} />
      {saving ? <SaveForm {...saving} /> : <Saved {...props} />}
    </div>
  )
}

function Saved({ searches, removed, looked, states, origin }: SearchesProps) {
  return (
    <>
      {removed ? <Removed {...removed} /> : null}
      {searches.length === 0 ? (
        <Empty
          text={t('No search is saved yet: set filters in the list of cars, then save them there.')}
          links={[{ href: '/cars', label: t('To the list of cars') }]}
        />
      ) : null}
      {searches.map((search) => (
        <Search search={search} states={states} origin={origin} />
      ))}
      <LookedCars looked={looked} />
    </>
  )
}

function titleOf({ searches, saving }: SearchesProps): string {
  if (saving) return t('Save this search')
  const fresh = searches.reduce((sum, search) => sum + search.fresh.length, 0)
  if (fresh === 0) return t('Saved searches')
  return t('{n, plural, one {# new car} other {# new cars}} in your searches', { n: fresh })
}

function SaveForm({ search, words, name }: Saving) {
  return (
    <form class="block stack" method="post" action="/searches" aria-labelledby="save">
      <p id="save" safe>
        {words}
      </p>
      <div class="form">
        <TextField
          name="name"
          label={t('Name')}
          value={name}
          maxlength={`${LONGEST_NAME}`}
          required
        />
      </div>
      <input type="hidden" name="search" value={search} />
      <p class="actions">
        <button class="button main" type="submit" safe>
          {t('Save')}
        </button>{' '}
        <a class="button" href={`/cars${search}`} safe>
          {t('Back to the cars')}
        </a>
      </p>
    </form>
  )
}

const Removed = ({ name }: SavedSearch) => (
  <form class="notice" method="post" action="/searches/return">
    <span role="status" safe>
      {t('“{name}” is removed.', { name })}
    </span>{' '}
    <button class="button" type="submit" safe>
      {t('Undo')}
    </button>
  </form>
)
