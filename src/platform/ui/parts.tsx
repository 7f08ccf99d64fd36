import type { Children } from '@kitajs/html'
import { date } from '../language/format.ts'
import { t } from '../language/message.ts'

/** The parts that pages are composed of. Text comes in as strings and is escaped here; children are components. */

export type Link = { href: string; label: string }
export type Figure = { label: string; value: string; unit?: string; href?: string }
export type Fact = { label: string; value: string; note?: string; code?: boolean; total?: boolean }
export type Column = { label: string; num?: boolean; hidden?: boolean }
export type Cell = { text: string; href?: string; sub?: string; code?: boolean }

export function Head({
  title,
  lede,
  children,
}: {
  title: string
  lede?: string | undefined
  children?: Children
}) {
  return (
    <div class="head">
      <h1 safe>{title}</h1>
      {lede ? (
        <p class="lede" safe>
          {lede}
        </p>
      ) : null}
      {children}
    </div>
  )
}

export function Crumbs({ links, here }: { links: Link[]; here?: string }) {
  return (
    <nav class="crumbs" aria-label={t('You are here')}>
      <ol>
        {links.map(({ href, label }) => (
          <li>
            <a href={href} safe>
              {label}
            </a>
          </li>
        ))}
        {here ? (
          <li aria-current="page" safe>
            {here}
          </li>
        ) : null}
      </ol>
    </nav>
  )
}

/** A section under a rule. With `kicker` the heading is small and the finding below it speaks. */
export function Block({
  id,
  title,
  span,
  kicker,
  children,
}: {
  id: string
  title: string
  span?: 'wide' | 'narrow'
  kicker?: boolean
  children?: Children
}) {
  return (
    <section class={['block', span]} aria-labelledby={id}>
      <h2 id={id} class={[kicker && 'kicker']} safe>
        {title}
      </h2>
      {children}
    </section>
  )
}

export function Figures({ items }: { items: Figure[] }) {
  return (
    <dl class="figures">
      {items.map(({ label, value, unit, href }) => (
        <div>
          <dt safe>{label}</dt>
          <dd>
            {href ? (
              <a href={href} safe>
                {value}
              </a>
            ) : (
              <span safe>{value}</span>
            )}{' '}
            {unit ? <small safe>{unit}</small> : null}
          </dd>
        </div>
      ))}
    </dl>
  )
}

export function Facts({ items, money }: { items: Fact[]; money?: boolean }) {
  return (
    <dl class={['facts', money && 'money']}>
      {items.map(({ label, value, note, code, total }) => (
        <div class={[total && 'total']}>
          <dt safe>{label}</dt>
          <dd>
            {code ? <code safe>{value}</code> : <span safe>{value}</span>}
            {note ? <small safe>{note}</small> : null}
          </dd>
        </div>
      ))}
    </dl>
  )
}

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

export function Notice({ text, warn, link }: { text: string; warn?: boolean; link?: Link }) {
  return (
    <p class={['notice', warn && 'warn']}>
      <span safe>{text}</span>{' '}
      {link ? (
        <a href={link.href} safe>
          {link.label}
        </a>
      ) : null}
    </p>
  )
}

export function Status({ label, bad }: { label: string; bad?: boolean }) {
  return (
    <span class={['status', bad && 'bad']} safe>
      {label}
    </span>
  )
}

/** Nothing to show, said as a sentence with the next step in it. */
export function Empty({ text, links = [] }: { text: string; links?: Link[] }) {
  return (
    <div class="stack">
      <p safe>{text}</p>
      <Actions links={links} />
    </div>
  )
}

export function Actions({ links }: { links: Link[] }) {
  if (links.length === 0) return null
  return (
    <p class="actions">
      {links.map(({ href, label }, at) => (
        <a class={['button', at === 0 && 'main']} href={href} safe>
          {label}
        </a>
      ))}
    </p>
  )
}

/** A frame in which a wide table can be scrolled, by keyboard too. */
export function Scroll({ label, children }: { label: string; children?: Children }) {
  return (
    <div class="scroll" tabindex="0" role="group" aria-label={label}>
      {children}
    </div>
  )
}

export function HeadRow({ columns }: { columns: Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ label, num, hidden }) => (
          <th scope="col" class={[num && 'num', hidden && 'bar']}>
            {hidden ? (
              <span class="hidden" safe>
                {label}
              </span>
            ) : (
              <span safe>{label}</span>
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** A table of text in which the first cell of a row names it. */
export function DataTable({
  caption,
  columns,
  rows,
}: {
  caption: string
  columns: Column[]
  rows: Cell[][]
}) {
  return (
    <Scroll label={caption}>
      <table>
        <caption safe>{caption}</caption>
        <HeadRow columns={columns} />
        <tbody>
          {rows.map((cells) => (
            <tr>
              {cells.map((cell, at) =>
                at === 0 ? (
                  <th scope="row">
                    <Content cell={cell} />
                  </th>
                ) : (
                  <td class={[columns[at]?.num && 'num']}>
                    <Content cell={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function Content({ cell: { text, href, sub, code } }: { cell: Cell }) {
  return (
    <>
      {href ? (
        <a href={href} safe>
          {text}
        </a>
      ) : code ? (
        <code safe>{text}</code>
      ) : (
        <span safe>{text}</span>
      )}
      {sub ? (
        <span class="sub" safe>
          {sub}
        </span>
      ) : null}
    </>
  )
}

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

export function Day({ iso }: { iso: string }) {
  return (
    <time datetime={iso} safe>
      {date(iso)}
    </time>
  )
}
