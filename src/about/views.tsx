import { duration, moment } from '../platform/language/format.ts'
import { sentence, t } from '../platform/language/message.ts'
import { Actions, Block, type Fact, Facts, Head } from '../platform/ui/parts.tsx'

/** What a request to our own API came to. `away`: there was no answer. */
export type ApiCheck = {
  status: 'ok' | 'degraded' | 'away'
  latency_ms: number
  /** Version of the snapshot that it serves; null: none yet */
  snapshot: number | null
  checked_at: string
}

export type AboutPageProps = {
  title: string
  version: string
  environment: string
  built_at: string | null
  commit: string | null
  check: ApiCheck
}

export function AboutPage(props: AboutPageProps) {
  const { title, version, environment, built_at, commit, check } = props
  const facts: (Fact | null)[] = [
    { label: t('Title'), value: title },
    { label: t('Version'), value: version },
    { label: t('Environment'), value: environment },
    built_at ? { label: t('Built'), value: moment(built_at) } : null,
    commit ? { label: t('Commit'), value: commit, code: true } : null,
  ]
  return (
    <div class="wrap flat">
      <Head
        title={t('About {title}', { title })}
        lede={t(
          '{title} turns a messy file of used-car listings into a market that people can browse, question and trust.',
          { title },
        )}
      />
      <div class="columns">
        <Check check={check} />
        <Block id="build" title={t('This installation')} span="narrow">
          <Facts items={facts.filter((fact): fact is Fact => fact !== null)} />
        </Block>
      </div>
      <Method />
      <Block id="use" title={t('Read it by machine')}>
        <p safe>
          {t(
            'Whatever a page shows the API gives, under the same names: the filters of the cars, their order, whole lists as CSV or NDJSON.',
          )}
        </p>
        <Actions
          links={[
            { href: '/docs', label: t('Try the API') },
            { href: '/openapi.json', label: t('OpenAPI document') },
            { href: '/api/cars', label: t('Cars as JSON') },
          ]}
        />
      </Block>
    </div>
  )
}

const CHECK_TITLES = {
  ok: sentence('The API answers'),
  degraded: sentence('The API answers, but not all is well'),
  away: sentence('The API does not answer'),
} as const

const CHECK_WORDS = {
  ok: sentence('ok'),
  degraded: sentence('degraded'),
  away: sentence('away'),
} as const

/** Content of the page and what htmx swaps: it asks again every ten seconds. */
export function Check({ check }: { check: ApiCheck }) {
  return (
    <section
      class="block wide"
      id="check"
      aria-labelledby="check-title"
      hx-get="/about/check"
      hx-trigger="every 10s"
      hx-swap="outerMorph"
    >
      <h2 id="check-title" aria-live="polite" safe>
        {t(CHECK_TITLES[check.status])}
      </h2>
      <Facts
        items={[
          { label: t('Status'), value: t(CHECK_WORDS[check.status]) },
          {
            label: t('Answered in'),
            value: check.status === 'away' ? '–' : took(check.latency_ms),
          },
          {
            label: t('Snapshot'),
            value: check.snapshot === null ? t('none yet') : String(check.snapshot),
          },
          { label: t('Checked'), value: moment(check.checked_at) },
        ]}
      />
      <p class="actions">
        <a
          class="button"
          href="/about"
          hx-get="/about/check"
          hx-target="#check"
          hx-swap="outerMorph"
          safe
        >
          {t('Check again')}
        </a>{' '}
        <a href="/health" safe>
          {t('All checks')}
        </a>
      </p>
    </section>
  )
}

const took = (ms: number): string => (ms < 1 ? t('less than 1 ms') : duration(ms))

const METHOD = [
  {
    name: sentence('Nothing is lost.'),
    text: sentence(
      'Every row of the file is published, rejected with a reason, or dropped as an exact duplicate. The three add up to the rows read, and the rows that failed can be downloaded as they stand in the file.',
    ),
  },
  {
    name: sentence('Repairs are few and marked.'),
    text: sentence(
      'A blank engine size is filled only when identical cars all agree on it. What contradicts itself is flagged and left as listed.',
    ),
  },
  {
    name: sentence('A price is an asking price.'),
    text: sentence(
      'It is what a seller wanted on the date of the file, never what a car is worth. Half of the cars ask less than a median; the middle half lies between the quarters.',
    ),
  },
  {
    name: sentence('The monthly cost is taken apart.'),
    text: sentence(
      'The rate, the months and the interest that it hides are recovered from it, and a cost that no usual loan gives is said not to reconcile.',
    ),
  },
  {
    name: sentence('A market changes at once.'),
    text: sentence(
      'Readers see one snapshot, whole. The next one takes its place in one step, or not at all.',
    ),
  },
]

function Method() {
  return (
    <Block id="method" title={t('The method, in short')}>
      <ul class="stack">
        {METHOD.map(({ name, text }) => (
          <li>
            <p>
              <strong safe>{t(name)}</strong> <span safe>{t(text)}</span>
            </p>
          </li>
        ))}
      </ul>
      <p>
        <a href="/quality" safe>
          {t('What the last import found')}
        </a>
      </p>
    </Block>
  )
}
