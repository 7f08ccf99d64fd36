import { t } from '../language/message.ts'

export type Chip = { label: string; href: string }

/** The htmx attributes of a link, for lists that are swapped in place. */
export type Swap = (href: string) => Record<string, string>
const asUsual: Swap = () => ({})

/** Active filters: each is a link to the list without it. */
export function Chips({
  chips,
  clear,
  swap = asUsual,
}: {
  chips: Chip[]
  clear: string
  swap?: Swap
}) {
  if (chips.length === 0) return null
  return (
    <ul class="chips" aria-label={t('Active filters')}>
      {chips.map(({ label, href }) => (
        <li>
          <a class="chip" href={href} {...swap(href)}>
            <span>
              <span class="hidden" safe>
                {t('Remove the filter')}
              </span>{' '}
              <span safe>{label}</span>
            </span>{' '}
            <Cross />
          </a>
        </li>
      ))}
      <li class="inline">
        <a href={clear} {...swap(clear)} safe>
          {t('Clear all')}
        </a>
      </li>
    </ul>
  )
}

const Cross = () => (
  <svg viewBox="0 0 10 10" aria-hidden="true">
    <path d="M1 1l8 8M9 1l-8 8" />
  </svg>
)

/** The way back and on through a list. null: there is nothing there. */
export function Paging({
  prev,
  next,
  place,
  words,
  swap = asUsual,
}: {
  prev: string | null
  next: string | null
  place: string
  words: { prev: string; next: string; first: string; last: string }
  swap?: Swap
}) {
  if (!prev && !next) return null
  return (
    <nav class="paging" aria-label={t('Pages')}>
      {prev ? (
        <a class="button" href={prev} rel="prev" {...swap(prev)} safe>
          {words.prev}
        </a>
      ) : (
        <span class="soft" safe>
          {words.first}
        </span>
      )}
      <span safe>{place}</span>
      {next ? (
        <a class="button" href={next} rel="next" {...swap(next)} safe>
          {words.next}
        </a>
      ) : (
        <span class="soft" safe>
          {words.last}
        </span>
      )}
    </nav>
  )
}
