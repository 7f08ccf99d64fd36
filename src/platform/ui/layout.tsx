import type { Children } from '@kitajs/html'
import { yearOf } from '../language/format.ts'
import { sentence, t } from '../language/message.ts'
import { language } from '../language/reader.ts'
import { Footer } from './footer.tsx'
import { asData, type LinkedData } from './linked-data.ts'
import { Day } from './parts.tsx'
import { Refresh } from './refresh.tsx'

/** Addresses of the assets, with their hash in them. */
export type Assets = { css: string; htmx: string; icon: string }

/** What every page says about the data below the masthead. null: no snapshot yet. */
export type Dateline = {
  version: number
  published_at: string
  as_of: string
  cars: number
  checksum: 'agrees' | 'differs' | 'none'
  /** false: the account of its import is still being written */
  settled: boolean
} | null

/** The content of a page in another form. */
export type Alternate = { type: string; title: string; href: string }

export type LayoutProps = {
  title: string
  description: string
  /** Path of the page, without the query */
  path: string
  /** Path and query: where a change of language leads back to */
  address: string
  appTitle?: string
  dateline: Dateline
  /** Whether an import runs; only asked for while there is no snapshot */
  importing?: boolean
  noindex?: boolean
  canonical?: string
  alternates?: Alternate[]
  /** Whole address of a picture of the page */
  picture?: string | null
  linked?: LinkedData[]
  /** Address of a script that this page needs beside htmx */
  script?: string | undefined
  refresh?: number | undefined
  assets: Assets
  children?: Children
}

/** Of the pictures of pages, in px: what the networks that show them ask for */
export const PICTURE = { width: 1200, height: 630 }

const PAGES = [
  { href: '/cars', label: sentence('Cars') },
  { href: '/market', label: sentence('Market') },
  { href: '/live', label: sentence('Live') },
  { href: '/estimate', label: sentence('Estimate') },
  { href: '/calculators', label: sentence('Calculators') },
  { href: '/reports', label: sentence('Reports') },
  { href: '/quality', label: sentence('Quality') },
  { href: '/imports', label: sentence('Imports') },
]

/*
 * htmx writes its indicator rules into the document unless told not to; ours are in the stylesheet. Without a second prefix
 * it looks for half as much. `open` is left alone when a part is morphed: what a reader unfolded stays unfolded.
 */
const HTMX_CONFIG = JSON.stringify({
  includeIndicatorCSS: false,
  prefix: '',
  morphIgnore: ['data-htmx-powered', 'open'],
})

/** The whole document. A page is its parts plus this. */
export function Layout(props: LayoutProps): string {
  const { title, description, canonical, assets, appTitle = 'Forecourt' } = props
  const fullTitle = title === appTitle ? title : `${title} · ${appTitle}`
  const page = (
    <html lang={language()}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title safe>{fullTitle}</title>
        <meta name="description" content={description} />
        {props.noindex ? <meta name="robots" content="noindex" /> : null}
        {canonical ? <link rel="canonical" href={canonical} /> : null}
        {(props.alternates ?? []).map(({ type, title: name, href }) => (
          <link rel="alternate" type={type} title={name} href={href} />
        ))}
        <meta property="og:title" content={title} />
        <meta property="og:description" content={description} />
        <meta property="og:type" content="website" />
        <meta property="og:site_name" content={appTitle} />
        {canonical ? <meta property="og:url" content={canonical} /> : null}
        {props.picture ? (
          <>
            <meta property="og:image" content={props.picture} />
            <meta property="og:image:width" content={String(PICTURE.width)} />
            <meta property="og:image:height" content={String(PICTURE.height)} />
            <meta property="og:image:alt" content={title} />
            <meta name="twitter:card" content="summary_large_image" />
          </>
        ) : null}
        {(props.linked ?? []).map((data) => (
          <script type="application/ld+json">{asData(data)}</script>
        ))}
        <meta name="htmx-config" content={HTMX_CONFIG} />
        <link rel="icon" type="image/svg+xml" href={assets.icon} />
        <link rel="stylesheet" href={assets.css} />
        <Refresh seconds={props.refresh} />
        <script src={assets.htmx} defer></script>
        {props.script ? <script src={props.script} defer></script> : null}
      </head>
      <body>
        <a class="skip" href="#main" safe>
          {t('Skip to the content')}
        </a>
        <header>
          <Masthead appTitle={appTitle} path={props.path} />
          <DatelineBar dateline={props.dateline} importing={props.importing ?? true} />
        </header>
        <main id="main" tabindex="-1">
          {props.children}
        </main>
        <Footer appTitle={appTitle} address={props.address} />
      </body>
    </html>
  )
  return `<!doctype html>${page}`
}

function Masthead({ appTitle, path }: { appTitle: string; path: string }) {
  return (
    <div class="masthead">
      <div class="wrap">
        <a class="wordmark" href="/" {...current('/', path)}>
          <svg width="30" height="24" viewBox="0 0 30 24" fill="currentColor" aria-hidden="true">
            <path d="M0 2h30v5H0zM4 9h3v13H4zM23 9h3v13h-3z" />
            <path d="M11 22v-4.5l2-4h4l2 4V22z" />
          </svg>
          <span safe>{appTitle}</span>
        </a>
        <nav aria-label={t('Main')}>
          <ul>
            {PAGES.map(({ href, label }) => (
              <li>
                <a href={href} {...current(href, path)} safe>
                  {t(label)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <form role="search" action="/cars">
          <label class="hidden" for="site-q" safe>
            {t('Search cars')}
          </label>
          <input
            id="site-q"
            name="q"
            type="search"
            placeholder={t('Search cars')}
            maxlength="200"
            list="suggestions"
            hx-get="/cars/suggestions"
            hx-trigger="input changed delay:200ms"
            hx-target="#suggestions"
            hx-swap="innerHTML"
            hx-push-url="false"
          />
          <datalist id="suggestions"></datalist>
          <button class="button" type="submit" aria-label={t('Search')}>
            <svg
              width="16"
              height="16"
              viewBox="0 0 16 16"
              fill="none"
              stroke="currentColor"
              stroke-width="2"
              aria-hidden="true"
            >
              <circle cx="6.5" cy="6.5" r="5" />
              <path d="M10.5 10.5l4.5 4.5" />
            </svg>
          </button>
        </form>
      </div>
    </div>
  )
}

function DatelineBar({ dateline, importing }: { dateline: Dateline; importing: boolean }) {
  return (
    <div class="dateline">
      {dateline ? (
        <details class="wrap" id="dateline">
          <summary safe>
            {t('Asking prices of {year}, snapshot {version}', {
              year: yearOf(dateline.as_of),
              version: dateline.version,
            })}
          </summary>
          <p>
            <span>
              <span safe>{t('Snapshot {version}, published', { version: dateline.version })}</span>{' '}
              <Day iso={dateline.published_at} />
            </span>
            <span safe>{t('Asking prices of {year}', { year: yearOf(dateline.as_of) })}</span>
            <span safe>{t('{n, plural, one {# car} other {# cars}}', { n: dateline.cars })}</span>
            <a href="/quality" safe>
              {t(CHECKSUM_WORDS[dateline.checksum])}
            </a>
          </p>
        </details>
      ) : (
        <p class="wrap">
          <span safe>{t('No snapshot yet')}</span>
          {importing ? (
            <span safe>{t('The first import is running')}</span>
          ) : (
            <a href="/imports" safe>
              {t('Imports')}
            </a>
          )}
        </p>
      )}
    </div>
  )
}

const CHECKSUM_WORDS = {
  agrees: sentence('Checksum agrees'),
  differs: sentence('Checksum differs'),
  none: sentence('What the import found'),
} as const

/** Marks the page itself, and with another value the section that a page below it belongs to. */
function current(href: string, path: string): { 'aria-current'?: 'page' | 'true' } {
  if (href === path) return { 'aria-current': 'page' }
  return href !== '/' && path.startsWith(`${href}/`) ? { 'aria-current': 'true' } : {}
}
