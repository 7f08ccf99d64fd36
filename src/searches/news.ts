import type { Deps } from '../deps.ts'
import { newsOf } from '../snapshots/news.ts'
import type { Change, Snapshot } from '../snapshots/read.ts'
import { meant } from '../snapshots/search/understand.ts'
import type { SavedSearch } from './kept.ts'

/** A saved search, as its market stands now. */
export type SearchNews = SavedSearch & {
  /** Cars that it finds */
  total: number
  /** Cars that came since it was looked at, newest first */
  fresh: Change[]
  /** Those that were there and became cheaper since */
  cheaper: Change[]
  /** There may be more of both */
  cut: boolean
}

/** Changes of one search that are shown at most, and that are read for it. */
const MOST = 200
const MOST_EXAMINED = 10_000

export async function readNews(
  deps: Deps,
  snapshot: Snapshot,
  search: SavedSearch,
): Promise<SearchNews> {
  const { filter } = await meant(deps, snapshot, search.filter)
  const [total, { changes, cut }, kept] = await Promise.all([
    deps.cars.count(snapshot, filter),
    newsOf(deps.cars, snapshot, filter, {
      since: search.seen,
      most: MOST,
      examine: MOST_EXAMINED,
    }),
    deps.cars.snapshots(),
  ])
  const oldest = kept.at(-1)?.version ?? snapshot.version
  const fresh = once(changes.filter(({ kind }) => kind === 'new'))
  const ids = new Set(fresh.map(({ id }) => id))
  const cheaper = once(changes.filter(({ kind, id }) => kind === 'price' && !ids.has(id)))
  return { ...search, total, fresh, cheaper, cut: cut || search.seen + 1 < oldest }
}

/** Of several changes of one car the newest. */
const once = (changes: Change[]): Change[] =>
  [...new Map(changes.toReversed().map((change) => [change.id, change])).values()].toReversed()
