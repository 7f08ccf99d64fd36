import { distance } from 'fastest-levenshtein'
import { fold, words } from '../../listing/car.ts'
import type { CarFilter } from '../../listing/query.ts'
import type { Pack } from '../../packs/pack.ts'
import type { MarketReader, Snapshot } from '../read.ts'

/** A part of a filter that a word stands for. */
export type Meaning = Pick<
  CarFilter,
  'brand' | 'base_model' | 'fuel' | 'transmission' | 'state' | 'city' | 'q'
>

/** The words of a market: the names that it lists and what people call gearboxes, fuels and bodies. */
export type Lexicon = {
  /** by the word without case, accents, spaces and signs */
  meanings: ReadonlyMap<string, Meaning>
  /** words of titles, which mean themselves */
  titles: readonly string[]
}

const KINDS: readonly (readonly [words: string, Meaning])[] = [
  ['automatic auto amt cvt dct agse automatique', { transmission: ['automatic'] }],
  ['manual manuelle manuel', { transmission: ['manual'] }],
  ['petrol essence gasoline', { fuel: ['petrol'] }],
  ['diesel gazole', { fuel: ['diesel'] }],
  ['cng', { fuel: ['cng'] }],
  ['lpg gpl', { fuel: ['lpg'] }],
  ['electric ev electrique', { fuel: ['electric'] }],
  ['hybrid hybride', { fuel: ['hybrid'] }],
]

export const compact = (text: string): string => words(text).join('')

export async function lexiconOf(
  cars: MarketReader,
  snapshot: Snapshot,
  pack: Pack,
): Promise<Lexicon> {
  return cars.derived.once(snapshot, 'lexicon', async () => {
    const { values } = await cars.facets(snapshot, {}, ['brand', 'base_model', 'trim', 'city'])
    const listed = (facet: 'brand' | 'base_model' | 'trim' | 'city') =>
      (values[facet] ?? []).map(({ value }) => String(value)).filter((value) => value !== '')
    const meanings = new Map<string, Meaning>()
    // What comes later in this list gives way to what came before.
    const add = (word: string, meaning: Meaning) => {
      const key = compact(word)
      if (key !== '' && !meanings.has(key)) meanings.set(key, meaning)
    }
    for (const name of listed('base_model')) add(name, { base_model: [name] })
    for (const name of listed('brand')) add(name, { brand: [name] })
    for (const [said, meaning] of KINDS) for (const word of said.split(' ')) add(word, meaning)
    const models = new Set(listed('base_model').map(fold))
    for (const [word, bodies] of pack.bodies) {
      const here = bodies.filter((name) => models.has(fold(name)))
      if (here.length > 0) add(word, { base_model: here })
    }
    for (const name of listed('city')) add(name, { city: [name] })
    for (const [code, name] of pack.stateNames) add(name, { state: [code] })
    const titles = new Set(
      [...listed('brand'), ...listed('base_model'), ...listed('trim')].flatMap(words),
    )
    return { meanings, titles: [...titles] }
  })
}

/** Words that are nothing but the grammar of a search. */
const FILLERS = new Set(
  'a an the and or in of for with car cars used price owner gearbox fuel de des du le la les et ou en avec voiture voitures boite'.split(
    ' ',
  ),
)
export const isFiller = (word: string): boolean => FILLERS.has(word)

/** How many letters may be wrong. Short words are each other's typing errors. */
const mistakes = (length: number): number => (length < 4 ? 0 : length < 7 ? 1 : 2)

const letters = (word: string) => [...word].sort().join('')

/** The nearest of the words to one that is mistyped; null: none is near enough. Numbers are never corrected. */
export function nearest(typed: string, known: Iterable<string>): string | null {
  const most = mistakes(typed.length)
  if (most === 0 || /^\d+$/.test(typed)) return null
  let best: string | null = null
  let least = most + 1
  for (const word of known) {
    if (Math.abs(word.length - typed.length) > most || word.length < 4) continue
    // Two letters that changed places are one mistake.
    const swapped = word.length === typed.length && letters(word) === letters(typed)
    const far = Math.max(swapped ? 1 : 0, distance(typed, word) - (swapped ? 1 : 0))
    if (far < least || (far === least && word[0] === typed[0] && best?.[0] !== typed[0])) {
      least = far
      best = word
    }
  }
  return least <= most ? best : null
}
