import type { Comparison, Metric, Result } from './measure/rounds.ts'

/**
 * What a row wants of Forecourt, its first contender. `cost`: its figure as a share of the second's, at most. `speed`:
 * the second's figure as a share of its own, at least. `value`: its own figure, at most.
 */
export type Goal = { kind: 'cost' | 'speed' | 'value'; least: number; best: number }

/** One line of a table: what was asked, of whom, and what it took. */
export type Row = {
  /** the case, and a name that is the row's own in it */
  id: string
  case: string
  what: string
  /** cars in the market that was asked for */
  cars: number
  metric: Metric
  results: Result[]
  goal: Goal | null
  /** why there is no figure to be reported, where there is none */
  refused: string | null
  /** why what it needs cannot be had here */
  skipped: string | null
}

export type Verdict = 'best' | 'met' | 'missed' | 'refused' | 'skipped' | 'none'

/** A row's figure in the kind of its goal (of `cost` where it has none); null where it cannot be told. */
export function ratioOf(row: Pick<Row, 'metric' | 'results' | 'goal' | 'refused'>): number | null {
  if (row.refused !== null) return null
  const [ours, theirs] = row.results.map(({ figures }) => figures[row.metric]?.median)
  if (ours === undefined) return null
  if (row.goal?.kind === 'value') return ours
  if (theirs === undefined) return null
  return row.goal?.kind === 'speed' ? theirs / ours : ours / theirs
}

export function verdictOf(row: Omit<Row, 'id' | 'case' | 'what' | 'cars'>): Verdict {
  if (row.skipped !== null) return 'skipped'
  if (row.refused !== null) return 'refused'
  const ratio = ratioOf(row)
  if (row.goal === null || ratio === null) return 'none'
  const { kind, least, best } = row.goal
  const reaches = (wanted: number) => (kind === 'speed' ? ratio >= wanted : ratio <= wanted)
  return reaches(best) ? 'best' : reaches(least) ? 'met' : 'missed'
}

/** A peer, or another thing that a row needs, cannot be had on this machine. */
export class CannotBeHad extends Error {}

type About = Pick<Row, 'id' | 'case' | 'what' | 'cars' | 'metric'> & Partial<Pick<Row, 'goal'>>

/** Makes a row; what goes wrong on the way is its reason to have no figures. */
export async function rowOf(about: About, measure: () => Promise<Comparison>): Promise<Row> {
  const began = performance.now()
  const none = { results: [], skipped: null, refused: null }
  const compared = await measure().catch((error: Error) =>
    error instanceof CannotBeHad
      ? { ...none, skipped: error.message }
      : { ...none, refused: error.message },
  )
  const row: Row = { goal: null, skipped: null, ...about, ...compared }
  const seconds = Math.round((performance.now() - began) / 1000)
  console.error(
    `· ${row.what}, ${row.cars}: ${row.skipped ?? row.refused ?? verdictOf(row)}, in ${seconds} s`,
  )
  return row
}
