import { t } from '../language/message.ts'

export type Chip = { label: string; href: string }

/** The htmx attributes of a link, for lists that are swapped in place. */
export type Swap = (href: string) => Record<string, string>
const asUsual: Swap = () => ({})

/*
 * A part that is replaced gives the focus to what has the same id: when a chip is gone, to the next; when the last or all
 * are gone, to what the page puts in their place.
 */
export const chipId = (at: number): string => `chip-${at}`
export const CLEAR_ID = 'chips-clear'

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
      {chips.map(({ label, href }, at) => (
        <li>
          <a class="chip" id={chipId(at)} href={href} {...swap(href)}>
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
        <a id={CLEAR_ID} href={clear} {...swap(clear)} safe>
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
        <a class="button" id="page-prev" href={prev} rel="prev" {...swap(prev)} safe>
          {words.prev}
        </a>
      ) : (
        <a class="soft" id="page-prev" tabindex="-1" safe>
          {words.first}
        </a>
      )}
      <span safe>{place}</span>
      {next ? (
        <a class="button" id="page-next" href={next} rel="next" {...swap(next)} safe>
          {words.next}
        </a>
      ) : (
        <a class="soft" id="page-next" tabindex="-1" safe>
          {words.last}
        </a>
      )}
    </nav>
  )
}
