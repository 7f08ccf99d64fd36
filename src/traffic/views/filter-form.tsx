import { t } from '../../platform/language/message.ts'
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
      <Field name="from" label={t('From')} type="date" value={day(query.from)} />
      <Field name="to" label={t('Before')} type="date" value={day(query.to)} />
      <Field name="path" label={t('Path')} maxlength="300" value={query.path?.[0]} />
      <Field name="address" label={t('Address')} maxlength="60" value={query.address?.[0]} />
      <div>
        <button class="button" type="submit" safe>
          {t('Show')}
        </button>
      </div>
    </form>
  )
}

function Field({
  name,
  label,
  ...input
}: {
  name: string
  label: string
  value: string | undefined
} & ({ type: 'date' } | { maxlength: string })) {
  return (
    <div>
      <label for={name} safe>
        {label}
      </label>
      <input id={name} name={name} {...input} />
    </div>
  )
}
