import { hrefOf } from '../../listing/words.ts'
import { count, difference, duration, lakh, moment, money } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { Chips, Paging } from '../../platform/ui/lists.tsx'
import { Block, Empty, Figures, Head, Notice } from '../../platform/ui/parts.tsx'
import { type Cell, DataTable } from '../../platform/ui/tables.tsx'
import { timeToSell } from '../../transactions/transaction.ts'
import { type Filter, type Listed, searchOf } from '../query.ts'
import type { Live } from '../read-live.ts'
import { MinutesChart } from './minutes-chart.tsx'
import { kindWords, remarks, spanWords } from './words.ts'

export type LiveProps = {
  live: Live
  filter: Filter
  /** Stands still until the reader lets it go on */
  paused: boolean
  /** Shows an older part of the list, which does not move either */
  older: boolean
}

/** The page; what moves in it is `LivePanel`, which the stream sends anew. */
export function LivePage({ live, filter, paused, older }: LiveProps) {
  const still = paused || older
  return (
    <div class="wrap">
      <Head
        title={t('The live market')}
        lede={t('What happens to the cars between two imports. It never changes a listing.')}
      >
        <Chips chips={chipsOf(filter)} clear="/live" />
        <p class="actions">
          <a
            class="button main"
            id="pause"
            href={`/live${searchOf(filter, paused ? {} : { paused: '1' })}`}
            safe
          >
            {still ? t('Resume') : t('Pause')}
          </a>{' '}
          <a class="button" href={`/api/transactions${searchOf(filter)}`}>
            JSON
          </a>{' '}
          <a class="button" href={`/api/transactions.ndjson${searchOf(filter)}`}>
            NDJSON
          </a>
        </p>
      </Head>
      {still ? (
        <div id="live" class="flat">
          <LivePanel live={live} filter={filter} />
        </div>
      ) : (
        <div
          id="live"
          class="flat"
          hx-sse:connect={`/live/stream${searchOf(filter)}`}
          hx-target="#live"
          hx-swap="innerMorph"
        >
          <LivePanel live={live} filter={filter} />
        </div>
      )}
    </div>
  )
}

export function LivePanel({ live, filter }: Pick<LiveProps, 'live' | 'filter'>) {
  return (
    <>
      <div class="stack">
        {live.items.some(({ simulated }) => simulated) ? (
          <Notice
            text={t('These sales are simulated: made up, to show how a live market looks.')}
          />
        ) : null}
        <Now live={live} />
        <MinutesChart minutes={live.minutes} />
      </div>
      <Block id="newest" title={t('Newest first')}>
        {live.items.length === 0 ? (
          <Empty
            text={t('Nothing has happened yet.')}
            links={[{ href: '/cars', label: t('All cars') }]}
          />
        ) : (
          <Transactions items={live.items} caption={placeWords(live)} />
        )}
        <Paging
          prev={live.prev && `/live${live.prev}`}
          next={live.next && `/live${live.next}`}
          place={placeWords(live)}
          words={{
            prev: t('Newer ones'),
            next: t('Older ones'),
            first: t('The newest'),
            last: t('The oldest'),
          }}
        />
      </Block>
      {searchOf(filter) === '' ? <Best live={live} /> : null}
    </>
  )
}

const placeWords = ({ items, total }: Live): string =>
  t('{n} of {all}', { n: count(items.length), all: count(total) })

/** How the market and its ledgers stand this moment. */
function Now({ live: { minutes, reports } }: { live: Live }) {
  const last = minutes.at(-2)
  const lag = reports
    .flatMap(({ partitions }) => partitions)
    .reduce((sum, { next, end }) => sum + end - next, 0)
  const dead = reports.reduce((sum, each) => sum + each.dead, 0)
  const slowest = Math.max(0, ...reports.map(({ latency }) => latency?.p99 ?? 0))
  const failure = reports.find(({ last_failure }) => last_failure)?.last_failure
  return (
    <>
      <Figures
        items={[
          { label: t('transactions in the last whole minute'), value: count(last?.count ?? 0) },
          { label: t('turnover in the last whole minute'), value: lakh(last?.turnover ?? 0) },
          { label: t('waiting to be applied'), value: reports.length === 0 ? '–' : count(lag) },
          { label: t('put aside'), value: reports.length === 0 ? '–' : count(dead) },
          {
            label: t('from the moment to the store, 99 in 100'),
            value: slowest === 0 ? '–' : duration(slowest),
          },
        ]}
      />
      {reports.length === 0 ? (
        <Notice text={t('No ledger is at work: nothing new arrives.')} warn />
      ) : null}
      {failure ? (
        <p class="small soft" safe>
          {t('Put aside last: {origin}, {reason}.', failure)}
        </p>
      ) : null}
    </>
  )
}

function Transactions({ items, caption }: { items: Listed[]; caption: string }) {
  return (
    <DataTable
      caption={caption}
      columns={[
        { label: t('Car') },
        { label: t('What happened') },
        { label: t('Price'), num: true },
        { label: t('When') },
      ]}
      rows={items.map((item) => [
        { text: item.title, ...carLink(item) },
        { text: kindWords(item.kind), ...sub(remarks(item)) },
        { text: money(item.price), ...sub(changeOf(item)) },
        { text: moment(item.at) },
      ])}
    />
  )
}

const carLink = ({ car_id, note }: Listed): Partial<Cell> =>
  note === 'unknown_car' ? {} : { href: hrefOf({ id: car_id }) }
const sub = (text: string): Partial<Cell> => (text === '' ? {} : { sub: text })
const changeOf = ({ price, price_before }: Listed): string =>
  price_before === null ? '' : difference(price - price_before)

function Best({ live: { fastest, cuts } }: { live: Live }) {
  if (fastest.length + cuts.length === 0) return null
  return (
    <div class="columns">
      <Ranking
        id="fastest"
        title={t('Sold fastest')}
        caption={t('From listing to sale')}
        by={t('After')}
        items={fastest}
        figure={(item) => spanWords(timeToSell(item) ?? 0)}
      />
      <Ranking
        id="cuts"
        title={t('Cut most')}
        caption={t('One change of price')}
        by={t('By')}
        items={cuts}
        figure={changeOf}
      />
    </div>
  )
}

function Ranking({
  id,
  title,
  caption,
  by,
  items,
  figure,
}: {
  id: string
  title: string
  caption: string
  /** what the figure of a car is called */
  by: string
  items: Listed[]
  figure: (item: Listed) => string
}) {
  if (items.length === 0) return null
  return (
    <Block id={id} title={title}>
      <DataTable
        caption={caption}
        columns={[{ label: t('Car') }, { label: by, num: true }]}
        rows={items.map((item) => [
          { text: item.title, ...carLink(item), ...sub(remarks(item)) },
          { text: figure(item) },
        ])}
      />
    </Block>
  )
}

/** What of a filter is in force, each with the address without it. */
function chipsOf(filter: Filter) {
  const { car = [], brand = [], kind = [], from, to } = filter
  const without = (changed: Filter) => `/live${searchOf({ ...filter, ...changed })}`
  return [
    ...car.map((value) => ({
      label: value,
      href: without({ car: car.filter((each) => each !== value) }),
    })),
    ...brand.map((value) => ({
      label: value,
      href: without({ brand: brand.filter((each) => each !== value) }),
    })),
    ...kind.map((value) => ({
      label: kindWords(value),
      href: without({ kind: kind.filter((each) => each !== value) }),
    })),
    ...(from
      ? [{ label: t('from {when}', { when: from }), href: without({ from: undefined }) }]
      : []),
    ...(to ? [{ label: t('until {when}', { when: to }), href: without({ to: undefined }) }] : []),
  ]
}
