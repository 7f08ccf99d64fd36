import { LANGUAGES } from '../language/language.ts'
import { sentence, t } from '../language/message.ts'
import { language } from '../language/reader.ts'
import { LinkItems } from './parts.tsx'

const MORE = [
  { href: '/searches', label: sentence('Saved searches') },
  { href: '/compare', label: sentence('Compare cars') },
  { href: '/market/model', label: sentence('How the estimate works') },
  { href: '/docs', label: sentence('API docs') },
  { href: '/traffic', label: sentence('Traffic') },
  { href: '/status', label: sentence('Status') },
  { href: '/about', label: sentence('About') },
  { href: '/login', label: sentence('Sign in') },
]

/** What stands below every page. @param address where a change of language leads back to */
export function Footer({ appTitle, address }: { appTitle: string; address: string }) {
  return (
    <footer class="footer">
      <div class="wrap">
        <p safe>
          {t(
            '{title} shows asking prices, its rules and its rejected rows. Nobody pays for a place in a list.',
            { title: appTitle },
          )}
        </p>
        <nav aria-label={t('More')}>
          <ul>
            <LinkItems links={MORE.map(({ href, label }) => ({ href, label: t(label) }))} />
          </ul>
        </nav>
        <Languages address={address} />
      </div>
    </footer>
  )
}

/** The page in each other language; the choice is kept. */
function Languages({ address }: { address: string }) {
  const others = Object.entries(LANGUAGES).filter(([code]) => code !== language())
  return (
    <ul>
      {others.map(([code, name]) => (
        <li>
          <a
            href={`/language/${code}?${new URLSearchParams({ page: address })}`}
            hreflang={code}
            lang={code}
            rel="nofollow"
          >
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
}
