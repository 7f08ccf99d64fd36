import { duration, moment } from '../platform/ui/format.ts'
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
    { label: 'Title', value: title },
    { label: 'Version', value: version },
    { label: 'Environment', value: environment },
    built_at ? { label: 'Built', value: moment(built_at) } : null,
    commit ? { label: 'Commit', value: commit, code: true } : null,
  ]
  return (
    <div class="wrap flat">
      <Head
        title={`About ${title}`}
        lede={`${title} turns a messy file of used-car listings into a market that people can browse, question and trust.`}
      />
      <div class="columns">
        <Check check={check} />
        <Block id="build" title="This installation" span="narrow">
          <Facts items={facts.filter((fact): fact is Fact => fact !== null)} />
        </Block>
      </div>
      <Method />
      <Block id="use" title="Read it by machine">
        <p>
          Whatever a page shows the API gives, under the same names: the filters of the cars, their
          order, whole lists as CSV or NDJSON.
        </p>
        <Actions
          links={[
            { href: '/docs', label: 'Try the API' },
            { href: '/openapi.json', label: 'OpenAPI document' },
            { href: '/api/cars', label: 'Cars as JSON' },
          ]}
        />
      </Block>
    </div>
  )
}

const CHECK_TITLES = {
  ok: 'The API answers',
  degraded: 'The API answers, but not all is well',
  away: 'The API does not answer',
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
      <h2 id="check-title" aria-live="polite">
        {CHECK_TITLES[check.status]}
      </h2>
      <Facts
        items={[
          { label: 'Status', value: check.status },
          { label: 'Answered in', value: check.status === 'away' ? '–' : took(check.latency_ms) },
          {
            label: 'Snapshot',
            value: check.snapshot === null ? 'none yet' : String(check.snapshot),
          },
          { label: 'Checked', value: moment(check.checked_at) },
        ]}
      />
      <p class="actions">
        <a
          class="button"
          href="/about"
          hx-get="/about/check"
          hx-target="#check"
          hx-swap="outerMorph"
        >
          Check again
        </a>{' '}
        <a href="/health">All checks</a>
      </p>
    </section>
  )
}

const took = (ms: number): string => (ms < 1 ? 'less than 1 ms' : duration(ms))

const METHOD = [
  {
    name: 'Nothing is lost.',
    text: 'Every row of the file is published, rejected with a reason, or dropped as an exact duplicate. The three add up to the rows read, and the rows that failed can be downloaded as they stand in the file.',
  },
  {
    name: 'Repairs are few and marked.',
    text: 'A blank engine size is filled only when identical cars all agree on it. What contradicts itself is flagged and left as listed.',
  },
  {
    name: 'A price is an asking price.',
    text: 'It is what a seller wanted on the date of the file, never what a car is worth. Half of the cars ask less than a median; the middle half lies between the quarters.',
  },
  {
    name: 'The monthly cost is taken apart.',
    text: 'The rate, the months and the interest that it hides are recovered from it, and a cost that no usual loan gives is said not to reconcile.',
  },
  {
    name: 'A market changes at once.',
    text: 'Readers see one snapshot, whole. The next one takes its place in one step, or not at all.',
  },
]

function Method() {
  return (
    <Block id="method" title="The method, in short">
      <ul class="stack">
        {METHOD.map(({ name, text }) => (
          <li>
            <p>
              <strong safe>{name}</strong> <span safe>{text}</span>
            </p>
          </li>
        ))}
      </ul>
      <p>
        <a href="/quality">What the last import found</a>
      </p>
    </Block>
  )
}
