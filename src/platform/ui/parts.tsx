import type { Children } from '@kitajs/html'
import { date } from '../language/format.ts'
import { t } from '../language/message.ts'

/** The parts that pages are composed of. Text comes in as strings and is escaped here; children are components. */

export type Link = { href: string; label: string }
export type Figure = { label: string; value: string; unit?: string; href?: string }
export type Fact = { label: string; value: string; note?: string; code?: boolean; total?: boolean }

export function Head({
  title,
  lede,
  focus,
  children,
}: {
  title: string
  /** An id under which the title takes the focus of what it replaced */
  focus?: string
  lede?: string | undefined
  children?: Children
}) {
  return (
    <div class="head">
      <h1 {...(focus === undefined ? {} : { id: focus, tabindex: -1 })} safe>
        {title}
      </h1>
      {lede ? (
        <p class="lede" safe>
          {lede}
        </p>
      ) : null}
      {children}
    </div>
  )
}

/** Links as the items of a list. */
export function LinkItems({ links }: { links: readonly Link[] }) {
  return (
    <>
      {links.map(({ href, label }) => (
        <li>
          <a href={href} safe>
            {label}
          </a>
        </li>
      ))}
    </>
  )
}

export function Crumbs({ links, here }: { links: Link[]; here?: string }) {
  return (
    <nav class="crumbs" aria-label={t('You are here')}>
      <ol>
        <LinkItems links={links} />
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
      <Actions links={links} plain />
    </div>
  )
}

/** @param plain the page around has its main button elsewhere */
export function Actions({ links, plain = false }: { links: Link[]; plain?: boolean }) {
  if (links.length === 0) return null
  return (
    <p class="actions">
      {links.map(({ href, label }, at) => (
        <a class={['button', at === 0 && !plain && 'main']} href={href} safe>
          {label}
        </a>
      ))}
    </p>
  )
}

export function Day({ iso }: { iso: string }) {
  return (
    <time datetime={iso} safe>
      {date(iso)}
    </time>
  )
}
