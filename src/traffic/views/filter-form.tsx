import { t } from '../../platform/language/message.ts'
import { TextField } from '../../platform/ui/text-field.tsx'
import { FACETS, type TrafficQuery } from '../query.ts'

/** What is typed rather than clicked: a time, a path, an address. What is set already stays set. */
export function FilterForm({ query }: { query: TrafficQuery }) {
  const typed = ['path', 'address'] as const
  const day = (moment: string | undefined) => moment?.slice(0, 10)
  return (
    <form class="form" action="/traffic" aria-label={t('Filter')}>
      {FACETS.filter((facet) => !typed.some((each) => each === facet)).flatMap((facet) =>
        (query[facet] ?? []).map((value) => <input type="hidden" name={facet} value={value} />),
      )}
      <TextField name="from" label={t('From')} type="date" value={day(query.from)} />
      <TextField name="to" label={t('Before')} type="date" value={day(query.to)} />
      <TextField name="path" label={t('Path')} maxlength="300" value={query.path?.[0]} />
      <TextField name="address" label={t('Address')} maxlength="60" value={query.address?.[0]} />
      <div>
        <button class="button" type="submit" safe>
          {t('Show')}
        </button>
      </div>
    </form>
  )
}
