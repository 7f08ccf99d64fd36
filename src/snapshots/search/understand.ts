import { fold, words } from '../../listing/car.ts'
import { type CarFilter, RANGE_FIELDS } from '../../listing/query.ts'
import type { Pack } from '../../packs/pack.ts'
import type { MarketReader, Snapshot } from '../read.ts'
import { compact, isFiller, type Lexicon, lexiconOf, type Meaning, nearest } from './lexicon.ts'
import { boundsSaid } from './phrases.ts'

/** What the words of a search were taken for, where no title has them as they were typed. */
export type Understood = {
  q: string
  /** the filter that stands for them */
  filter: CarFilter
  /** words that mean nothing here and were left out */
  ignored: string[]
}

/**
 * The filter that finds what somebody looks for. Words that titles have mean themselves; only where those find nothing
 * are joined, split and mistyped names tried, and words for gearbox, fuel, body, owners, years and prices. That may find
 * no car either, but says which part of it is in the way.
 */
export async function meant(
  { cars, pack }: { cars: MarketReader; pack: Pack },
  snapshot: Snapshot,
  asked: CarFilter,
): Promise<{ filter: CarFilter; understood: Understood | null }> {
  const literal = { filter: asked, understood: null }
  if (asked.q === undefined || (await cars.count(snapshot, asked)) > 0) return literal
  const said = understand(await lexiconOf(cars, snapshot, pack), asked.q)
  const { q: _, ...rest } = asked
  const filter = said && within(rest, said.filter)
  return filter ? { filter, understood: said } : literal
}

/** null: none of it means anything. */
export function understand(lexicon: Lexicon, q: string): Understood | null {
  const { bounds, rest } = boundsSaid(q)
  const said = words(rest)
  const found: Omit<Meaning, 'q'>[] = []
  const kept: string[] = []
  const ignored: string[] = []
  for (let at = 0; at < said.length; ) {
    const { meanings, span } = meaningAt(lexicon, said, at)
    for (const { q: word, ...meaning } of meanings) {
      if (word !== undefined) kept.push(word)
      else found.push(meaning)
    }
    const word = said[at] ?? ''
    if (meanings.length === 0 && !isFiller(word)) ignored.push(word)
    at += span
  }
  const filter: CarFilter = {
    ...(kept.length > 0 && { q: kept.join(' ') }),
    ...together(found),
    ...bounds,
  }
  return Object.keys(filter).length === 0 ? null : { q, filter, ignored }
}

const LONGEST_NAME = 3

/** What the words from one on mean, and how many of them it takes. */
function meaningAt(
  { meanings, titles }: Lexicon,
  said: readonly string[],
  at: number,
): { meanings: Meaning[]; span: number } {
  for (let span = Math.min(LONGEST_NAME, said.length - at); span > 0; span--) {
    const meaning = meanings.get(compact(said.slice(at, at + span).join(' ')))
    if (meaning) return { meanings: [meaning], span }
  }
  const word = said[at] ?? ''
  if (isFiller(word)) return { meanings: [], span: 1 }
  if (titles.some((title) => title.startsWith(word))) return { meanings: [{ q: word }], span: 1 }
  const halves = splitOf(meanings, word)
  if (halves) return { meanings: halves, span: 1 }
  for (const span of at + 1 < said.length ? [2, 1] : [1]) {
    const typed = compact(said.slice(at, at + span).join(' '))
    const name = nearest(typed, meanings.keys())
    const meaning = name === null ? undefined : meanings.get(name)
    if (meaning && (span === 1 || nearest(word, meanings.keys()) === null)) {
      return { meanings: [meaning], span }
    }
  }
  const title = nearest(word, titles)
  return { meanings: title === null ? [] : [{ q: title }], span: 1 }
}

/** Two names written as one: marutiswift. */
function splitOf(meanings: ReadonlyMap<string, Meaning>, word: string): Meaning[] | null {
  for (let at = 3; at <= word.length - 3; at++) {
    const [first, second] = [meanings.get(word.slice(0, at)), meanings.get(word.slice(at))]
    if (first && second) return [first, second]
  }
  return null
}

/** Names of one kind are alternatives; a model that is named says more than its body. */
function together(meanings: readonly Omit<Meaning, 'q'>[]): CarFilter {
  const filter: Record<string, string[]> = {}
  for (const meaning of meanings) {
    for (const [key, values = []] of Object.entries(meaning)) {
      const before = filter[key]
      const many = [before, values].map((list) => (list?.length ?? 0) > 1)
      if (!before) filter[key] = [...values]
      else if (many[0] && !many[1]) filter[key] = [...values]
      else if (many[0] === many[1]) filter[key] = [...new Set([...before, ...values])]
    }
  }
  return filter as CarFilter
}

/** What both filters let through; null: nothing could. */
function within(chosen: CarFilter, said: CarFilter): CarFilter | null {
  const both: Record<string, unknown> = { ...chosen, ...said }
  for (const [key, values] of Object.entries(said)) {
    const before = chosen[key as keyof CarFilter]
    if (!Array.isArray(values) || !Array.isArray(before)) continue
    const folded = new Set(values.map((value) => fold(String(value))))
    const shared = before.filter((value) => folded.has(fold(String(value))))
    if (shared.length === 0) return null
    both[key] = shared
  }
  for (const field of RANGE_FIELDS) {
    const [least, most] = [`${field}_min`, `${field}_max`] as const
    const mins = [chosen[least], said[least]].filter((value) => value !== undefined)
    const maxs = [chosen[most], said[most]].filter((value) => value !== undefined)
    if (mins.length > 0) both[least] = Math.max(...mins)
    if (maxs.length > 0) both[most] = Math.min(...maxs)
  }
  return both as CarFilter
}
