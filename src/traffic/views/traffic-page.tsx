import { count, decimal, fileSize, moment } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Bar } from '../../platform/ui/charts/bar.tsx'
import { Chips } from '../../platform/ui/lists.tsx'
import { Block, Empty, type Figure, Figures, Head, Notice } from '../../platform/ui/parts.tsx'
import { DataTable, HeadRow, Scroll } from '../../platform/ui/tables.tsx'
import { FACETS, type Facet, searchWith, type TrafficQuery, toggled } from '../query.ts'
import type { TrafficReport } from '../report.ts'
import { FilterForm } from './filter-form.tsx'
import { TimeChart } from './time-chart.tsx'
import { FACET_NAMES, valueWords } from './words.ts'

type Props = { report: TrafficReport; query: TrafficQuery }
const CSV = '/api/traffic.csv'

export function TrafficPage({ report, query }: Props) {
  const search = searchWith(query, {})
  return (
    <div class="wrap">
      <Head
        title={t('Traffic')}
        lede={t('Who asked for what, and what came of it. Addresses are kept without their end.')}
      >
        <Chips chips={chipsOf(query)} clear="/traffic" />
        <p class="actions">
          <a class="button" href={`${CSV}${search}`}>
            CSV
          </a>{' '}
          <a class="button" href={`/api/traffic${search}`}>
            JSON
          </a>
        </p>
      </Head>
      <div class="stack">
        {report.sampled ? (
          <Notice
            text={t(
              'There were more requests than are kept one by one: of the busiest seconds a part stands for all.',
            )}
          />
        ) : null}
        {report.malformed > 0 ? (
          <Notice
            text={t(
              '{n, plural, one {# line} other {# lines}} of the files could not be read; they are kept beside them.',
              { n: report.malformed },
            )}
          />
        ) : null}
        <FilterForm query={query} />
        {report.totals.requests === 0 ? (
          <Empty
            text={t('No request fits.')}
            links={[{ href: '/traffic', label: t('All requests') }]}
          />
        ) : (
          <Found report={report} query={query} />
        )}
      </div>
    </div>
  )
}

function Found({ report, query }: Props) {
  return (
    <>
      <Figures items={figuresOf(report)} />
      <p class="small soft" safe>
        {t('In brackets: the time of the same length before.')}
      </p>
      <TimeChart report={report} query={query} />
      <div class="columns">
        {FACETS.map((facet) => (
          <Values facet={facet} report={report} query={query} />
        ))}
      </div>
      <Slowest report={report} query={query} />
      <div class="columns">
        <Counts
          id="not-found"
          title={t('Asked for, and not there')}
          column={t('Path')}
          rows={report.not_found}
          link={(value) => `/traffic${searchWith(query, { path: [value], status: ['404'] })}`}
        />
        <Counts
          id="new-addresses"
          title={t('Addresses never seen before')}
          column={t('Address')}
          rows={report.new_addresses}
          link={(value) => `/traffic${searchWith(query, { address: [value] })}`}
        />
      </div>
      <Bursts report={report} query={query} />
    </>
  )
}

function figuresOf({ totals, before }: TrafficReport): Figure[] {
  const compared = (now: number, then: number) => ({
    value: count(Math.round(now)),
    unit: `(${count(Math.round(then))})`,
  })
  const time = (now: number | null, then: number | null) => ({
    value: now === null ? '–' : t('{n} ms', { n: decimal(now) }),
    unit: then === null ? '' : `(${t('{n} ms', { n: decimal(then) })})`,
  })
  return [
    { label: t('Requests'), ...compared(totals.requests, before.requests) },
    { label: t('Errors'), ...compared(totals.errors, before.errors) },
    { label: t('Addresses'), ...compared(totals.addresses, before.addresses) },
    { label: t('Bytes'), value: fileSize(totals.bytes), unit: `(${fileSize(before.bytes)})` },
    { label: t('Half took at most'), ...time(totals.p50, before.p50) },
    { label: t('95 of 100'), ...time(totals.p95, before.p95) },
    { label: t('99 of 100'), ...time(totals.p99, before.p99) },
  ]
}

/** The values of a filter: each adds it or takes it off. */
function Values({ facet, report, query }: Props & { facet: Facet }) {
  const values = report.facets[facet] ?? []
  if (values.length === 0) return null
  const most = Math.max(...values.map(({ requests }) => requests), 1)
  const name = t(FACET_NAMES[facet])
  return (
    <Block id={`by-${facet}`} title={name} kicker>
      <Scroll label={name}>
        <table>
          <HeadRow
            columns={[
              { label: name },
              { label: t('Requests'), num: true },
              { label: t('Share'), hidden: true },
            ]}
          />
          <tbody>
            {values.map(({ value, requests }) => {
              const on = query[facet]?.includes(value) ?? false
              return (
                <tr>
                  <th scope="row">
                    <a
                      href={`/traffic${toggled(query, facet, value)}`}
                      aria-current={on ? 'true' : undefined}
                      safe
                    >
                      {valueWords(facet, value)}
                    </a>
                  </th>
                  <td class="num" safe>
                    {count(Math.round(requests))}
                  </td>
                  <td class="bar">
                    <Bar share={requests / most} tone={on ? 'f-accent' : 'f-mid'} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scroll>
    </Block>
  )
}

type CountsProps = {
  id: string
  title: string
  column: string
  rows: { value: string; requests: number }[]
  link: (value: string) => string
}

function Counts({ id, title, column, rows, link }: CountsProps) {
  if (rows.length === 0) return null
  return (
    <Block id={id} title={title} kicker>
      <DataTable
        caption={title}
        columns={[{ label: column }, { label: t('Requests'), num: true }]}
        rows={rows.map(({ value, requests }) => [
          { text: value, href: link(value) },
          { text: count(Math.round(requests)) },
        ])}
      />
    </Block>
  )
}

function Slowest({ report, query }: Props) {
  if (report.slowest.length === 0) return null
  const title = t('The slowest routes')
  return (
    <Block id="slowest" title={title} kicker>
      <DataTable
        caption={title}
        columns={[
          { label: t('Route') },
          { label: t('Requests'), num: true },
          { label: t('Mean, ms'), num: true },
          { label: t('Slowest, ms'), num: true },
        ]}
        rows={report.slowest.map(({ route, requests, mean_ms, most_ms }) => [
          { text: route, href: `/traffic${searchWith(query, { route: [route] })}` },
          { text: count(Math.round(requests)) },
          { text: decimal(mean_ms) },
          { text: decimal(most_ms) },
        ])}
      />
    </Block>
  )
}

function Bursts({ report, query }: Props) {
  if (report.bursts.length === 0) return null
  const title = t('Refused again and again')
  return (
    <Block id="bursts" title={title} kicker>
      <DataTable
        caption={t('Ten answers 401 or 403 or more to one address within a minute')}
        columns={[
          { label: t('Address') },
          { label: t('Minute') },
          { label: t('Times'), num: true },
        ]}
        rows={report.bursts.map(({ address, minute, refusals }) => [
          { text: address, href: `/traffic${searchWith(query, { address: [address] })}` },
          { text: moment(minute) },
          { text: count(Math.round(refusals)) },
        ])}
      />
    </Block>
  )
}

function chipsOf(query: TrafficQuery) {
  const values = FACETS.flatMap((facet) =>
    (query[facet] ?? []).map((value) => ({
      label: t('{label}: {value}', {
        label: t(FACET_NAMES[facet]),
        value: valueWords(facet, value),
      }),
      href: `/traffic${toggled(query, facet, value)}`,
    })),
  )
  const times = [
    { name: 'from', label: t('from {when}', { when: moment(query.from ?? '') }) },
    { name: 'to', label: t('before {when}', { when: moment(query.to ?? '') }) },
  ] as const
  const set = times.filter(({ name }) => query[name] !== undefined)
  return [
    ...set.map(({ name, label }) => ({
      label,
      href: `/traffic${searchWith(query, { [name]: undefined })}`,
    })),
    ...values,
  ]
}
