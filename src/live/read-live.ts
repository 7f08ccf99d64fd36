import type { Deps } from '../deps.ts'
import { type LedgerReport, MINUTE, type Minute, minuteOf } from '../transactions/store.ts'
import type { Filter, Listed } from './query.ts'
import { SHOWN } from './query.ts'
import { listed, readPage } from './read-transactions.ts'

/** Minutes that the chart shows */
export const MINUTES = 60
/** ms after which a ledger that says nothing is taken for gone */
const SILENT = 10_000
const BEST = 5

export type Live = Awaited<ReturnType<typeof readPage>> & {
  /** The last hour, each minute from the oldest on; the last one is not over */
  minutes: { minute: number; count: number; sales: number; turnover: number }[]
  reports: LedgerReport[]
  fastest: Listed[]
  cuts: Listed[]
}

/** Everything that /live shows. */
export async function readLive(
  deps: Pick<Deps, 'cars' | 'transactions'>,
  query: Filter & { cursor?: string | undefined },
  now = Date.now(),
): Promise<Live> {
  const { transactions } = deps
  const from = minuteOf(now) - (MINUTES - 1) * MINUTE
  const [page, minutes, reports, fastest, cuts] = await Promise.all([
    readPage(deps, query, SHOWN),
    transactions.minutes(from),
    transactions.reports(new Date(now - SILENT)),
    transactions.soldFastest(BEST),
    transactions.cutMost(BEST),
  ])
  return {
    ...page,
    minutes: everyMinute(minutes, from),
    reports,
    fastest: await listed(deps, fastest),
    cuts: await listed(deps, cuts),
  }
}

function everyMinute(found: readonly Minute[], from: number): Live['minutes'] {
  const known = Map.groupBy(found, ({ minute }) => minute)
  return Array.from({ length: MINUTES }, (_, at) => {
    const minute = from + at * MINUTE
    const kinds = known.get(minute) ?? []
    const sold = kinds.find(({ kind }) => kind === 'sale')
    return {
      minute,
      count: kinds.reduce((sum, { count }) => sum + count, 0),
      sales: sold?.count ?? 0,
      turnover: sold?.amount ?? 0,
    }
  })
}
