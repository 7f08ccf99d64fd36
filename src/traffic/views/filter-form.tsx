import { t } from '../../platform/language/message.ts'
import { FACETS, type TrafficQuery } from '../query.ts'

/** What is typed rather than clicked: a time, a path, an address. What is set already stays set. */
export function FilterForm({ query }: { query: TrafficQuery }) {
  const typed = ['path', 'address'] as const
  const day = (moment: string | undefined) => moment?.slice(0, 10)
  return (
    <form class="inline" action="/traffic" aria-label={t('Filter')}>
      {FACETS.filter((facet) => !typed.some((each) => each === facet)).flatMap((facet) =>
        (query[facet] ?? []).map((value) => <input type="hidden" name={facet} value={value} />),
      )}
      <label>
        <span safe>{t('From')}</span> <input type="date" name="from" value={day(query.from)} />
      </label>{' '}
      <label>
        <span safe>{t('Before')}</span> <input type="date" name="to" value={day(query.to)} />
      </label>{' '}
      <label>
        <span safe>{t('Path')}</span> <input name="path" value={query.path?.[0]} maxlength="300" />
      </label>{' '}
      <label>
        <span safe>{t('Address')}</span>{' '}
        <input name="address" value={query.address?.[0]} maxlength="60" />
      </label>{' '}
      <button class="button" type="submit" safe>
        {t('Show')}
      </button>
    </form>
  )
}
