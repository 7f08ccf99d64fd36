import { filterWords } from '../../listing/filter-words.ts'
import { toSearch } from '../../listing/query.ts'
import { hrefOf, type StateNames } from '../../listing/words.ts'
import { list, money } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { LinkItems } from '../../platform/ui/parts.tsx'
import type { Change } from '../../snapshots/read.ts'
import type { SearchNews } from '../news.ts'

/** Cars of one search that are named. */
const SHOWN = 5

type SearchProps = { search: SearchNews; states: StateNames; origin: string }

export function Search({ search, states, origin }: SearchProps) {
  const { name, filter, fresh, cheaper } = search
  const address = toSearch(filter)
  const shown = [...fresh, ...cheaper].slice(0, SHOWN)
  const id = `search-${Bun.hash.xxHash32(name).toString(36)}`
  return (
    <section class="block" aria-labelledby={id}>
      <h2 id={id} safe>
        {name}
      </h2>
      <p class="soft" safe>
        {filterWords(filter, states)}
      </p>
      <p>
        <strong safe>{newsWords(search)}</strong>
      </p>
      {shown.length > 0 ? (
        <ul class="links">
          {shown.map((change) => (
            <News change={change} />
          ))}
        </ul>
      ) : null}
      <div class="actions">
        <a
          class="button"
          rel="nofollow"
          href={`/searches/open?${new URLSearchParams({ name })}`}
          safe
        >
          {t('Show {n, plural, one {# car} other {# cars}}', { n: search.total })}
        </a>{' '}
        <form method="post" action="/searches/removal">
          <input type="hidden" name="name" value={name} />
          <button class="button" type="submit" aria-label={t('Remove “{name}”', { name })} safe>
            {t('Remove')}
          </button>
        </form>
      </div>
      <Elsewhere address={address} name={name} origin={origin} />
    </section>
  )
}

/** What a search brought since its cars were last shown. */
export function newsWords({ fresh, cheaper, cut }: SearchNews): string {
  const parts = [
    ...(fresh.length > 0
      ? [t('{n, plural, one {# new car} other {# new cars}}', { n: fresh.length })]
      : []),
    ...(cheaper.length > 0
      ? [
          t('{n, plural, one {# cheaper car} other {# cheaper cars}}', {
            n: cheaper.length,
          }),
        ]
      : []),
  ]
  if (parts.length === 0) return t('Nothing new since you last looked.')
  const news = list(parts)
  return cut
    ? t('At least {news} since you last looked.', { news })
    : t('{news} since you last looked.', { news })
}

function News({ change }: { change: Change }) {
  const { kind, title, price_before: before, price_after: after } = change
  const price = after === null ? '' : money(after)
  return (
    <li>
      <a href={hrefOf(change)} safe>
        {title}
      </a>{' '}
      <span class="soft" safe>
        {kind === 'new' || before === null
          ? t('new, {price}', { price })
          : t('{price}, before {before}', { price, before: money(before) })}
      </span>
    </li>
  )
}

/** The same search for a reader of feeds, a program and a webhook. */
function Elsewhere({ address, name, origin }: { address: string; name: string; origin: string }) {
  const forms = [
    { label: t('Feed'), href: `/feeds/cars.atom${address}` },
    { label: t('Feed as JSON'), href: `/feeds/cars.json${address}` },
    { label: 'JSON', href: `/api/cars${address}` },
    { label: 'CSV', href: `/api/cars${address}${address === '' ? '?' : '&'}format=csv` },
  ]
  return (
    <>
      <ul class="inline small" aria-label={t('“{name}” in other forms', { name })}>
        <LinkItems links={forms} />
      </ul>
      <details class="small">
        <summary safe>{t('Send its news to a webhook')}</summary>
        <p safe>
          {t(
            'Run this every hour, by cron for example: it sends the feed on only when it has changed.',
          )}
        </p>
        <pre tabindex="0" safe>
          {webhookCommand(`${origin}/feeds/cars.json${address}`)}
        </pre>
      </details>
    </>
  )
}

/** A line for a shell; a quote in an address is written so that the shell leaves it alone. */
export function webhookCommand(feed: string): string {
  const quoted = `'${feed.replaceAll("'", "'\\''")}'`
  return `curl -sf --etag-compare seen --etag-save seen -o news.json ${quoted} && [ -s news.json ] && curl -sf -H 'Content-Type: application/json' --data-binary @news.json "$WEBHOOK" && rm news.json`
}
