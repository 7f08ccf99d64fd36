import type { Deps } from '../deps.ts'
import { type Message, message } from '../platform/language/message.ts'
import type { Import } from '../snapshots/import.ts'

/** Something that is not as it should be. */
export type Condition = {
  /** the alert that tells of the same, and the name of its runbook */
  alert: string
  words: Message
  /** ISO moment; null: not known */
  since: string | null
  /** Where to look or do something */
  link: string | null
}

type Given = Pick<Deps, 'cars' | 'imports' | 'indexes' | 'database'>

const DAY = 86_400_000
const STALE_DAYS = 30
const MANY = 0.2
const LEAST_COVERAGE = 0.8
const REBUILDS = 3
const PATIENCE = 2000

/** What is wrong now, the worst first; nothing: all is as it should be. */
export async function conditionsNow(deps: Given, now = Date.now()): Promise<Condition[]> {
  try {
    await inTime(deps.database.ping())
    return (await inTime(Promise.all([ofMarket(deps, now), ofImports(deps)]))).flat()
  } catch {
    const words = message('The database does not answer.')
    return [{ alert: 'ForecourtStoreAway', words, since: null, link: '/health' }]
  }
}

async function ofMarket({ cars, indexes }: Given, now: number): Promise<Condition[]> {
  const snapshot = await cars.current()
  if (snapshot === null) {
    const words = message('No market has been published yet.')
    return [{ alert: 'ForecourtImportFailed', words, since: null, link: '/imports' }]
  }
  const found: Condition[] = []
  const days = Math.floor((now - Date.parse(snapshot.published_at)) / DAY)
  if (days >= STALE_DAYS) {
    found.push({
      alert: 'ForecourtDataStale',
      words: message('The market is {n, plural, one {# day} other {# days}} old.', { n: days }),
      since: snapshot.published_at,
      link: '/imports',
    })
  }
  const rated = await cars.histogram(snapshot, {}, 'deal_position', [-1e9, 0, 1, 1e9])
  const all = rated.reduce((sum, { count }) => sum + count, 0)
  if (all > 0 && (rated[1]?.count ?? 0) / all < LEAST_COVERAGE) {
    found.push({
      alert: 'ForecourtEstimatesOff',
      words: message('Estimates hold fewer asking prices than they promise.'),
      since: snapshot.published_at,
      link: '/market/model',
    })
  }
  if (indexes.rebuilt > REBUILDS) {
    found.push({
      alert: 'ForecourtIndexRebuilt',
      words: message('Indexes are made again and again: their folder does not keep them.'),
      since: null,
      link: null,
    })
  }
  return found
}

async function ofImports({ imports }: Given): Promise<Condition[]> {
  const { items } = await imports.list({ limit: 20 })
  const [newest] = items
  const found: Condition[] = []
  const tell = (alert: string, words: Message, { id, started_at, finished_at }: Import) =>
    found.push({ alert, words, since: finished_at ?? started_at, link: `/imports/${id}` })
  if (newest?.status === 'failed') {
    tell('ForecourtImportFailed', message('The newest import failed.'), newest)
  }
  if (newest?.status === 'held') {
    tell('ForecourtImportHeld', message('An import waits for somebody to confirm it.'), newest)
  }
  const whole = items.find(({ status }) => status === 'published')
  if (whole && whole.rows.rejected > whole.rows.read * MANY) {
    const words = message('{rejected, number} of {read, number} rows were rejected.', {
      rejected: whole.rows.rejected,
      read: whole.rows.read,
    })
    tell('ForecourtManyRejects', words, whole)
  }
  return found
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = Bun.sleep(PATIENCE).then(() => Promise.reject(new Error('no answer in time')))
  return Promise.race([work, late])
}
