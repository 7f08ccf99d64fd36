import { fold } from '../../listing/car.ts'
import brandTable from './words/brands.json'
import modelTable from './words/models.json'
import { compact } from './words.ts'

/** Brands of the world by each way to write them: the maker's own spelling. */
const BRANDS = new Map(
  Object.entries(brandTable).flatMap(([brand, others]) =>
    [brand, ...others].map((each) => [compact(each), brand] as const),
  ),
)
const MODELS = new Map<string, string | null>()
for (const [brand, models] of Object.entries(modelTable)) {
  for (const model of models) {
    const key = compact(model)
    const known = MODELS.get(key)
    MODELS.set(key, known === undefined || known === brand ? brand : null)
  }
}
const MAX_WORDS = 4
const WORD = /[\p{L}\p{N}&().!+]+/gu

/** The maker that a name means: VW is Volkswagen; null: it is none that is known. */
export const brandOf = (name: string): string | null => BRANDS.get(compact(name)) ?? null

/** A year of make before a name. */
export const LEADING_YEAR = /^(?:19[89]|20[0-3])\d[\s,–-]+(?=\p{L})/u

export type Split = { brand: string; model: string }

/**
 * Parts a name into brand and model: by the longest known brand that it begins with, else by one that its file repeats,
 * else by a model that only one brand has. null: nothing tells the brand.
 * @param own brands of the file itself, by their folded form
 */
export function splitBrand(whole: string, own: ReadonlySet<string> = new Set()): Split | null {
  const text = whole.replace(LEADING_YEAR, '')
  const words = [...text.replaceAll('_', ' ').matchAll(WORD)].slice(0, MAX_WORDS)
  for (let count = words.length; count > 0; count -= 1) {
    const last = words[count - 1]
    if (!last) continue
    const end = last.index + last[0].length
    const said = text.slice(words[0]?.index ?? 0, end).replaceAll('_', ' ')
    const known = BRANDS.get(compact(said)) ?? (own.has(fold(said)) ? said : null)
    if (known !== null) {
      const model = text
        .slice(end)
        .replaceAll('_', ' ')
        .replace(/^[\s\-–/,.:]+/, '')
        .trim()
      return { brand: compact(known) === compact(said) ? said : known, model }
    }
  }
  for (let count = words.length; count > 0; count -= 1) {
    const key = compact(
      words
        .slice(0, count)
        .map(([word]) => word)
        .join(' '),
    )
    const brand = MODELS.get(key)
    if (brand) return { brand, model: text }
  }
  return null
}

/** The model without the brand that it repeats: of Hyundai, `Hyundai Grand i10` is `Grand i10`. */
export function withoutBrand(brand: string, model: string): string {
  const first = fold(model.slice(0, 1))
  if (brand === '' || first !== fold(brand.slice(0, 1))) return model
  const split = splitBrand(model, new Set([fold(brand)]))
  if (split === null || split.model === '' || split.model === model) return model
  const same = compact(split.brand) === compact(brand) || brandOf(split.brand) === brandOf(brand)
  return same && brandOf(split.brand) !== null ? split.model : model
}

/** First words that names repeat before different others, where no known brand begins them. Folded. */
export function repeatedBrands(names: readonly string[]): string[] {
  const after = new Map<string, Set<string>>()
  for (const name of names) {
    const [first = '', ...rest] = name.replace(LEADING_YEAR, '').split(/\s+/)
    if (rest.length === 0 || splitBrand(name) !== null || !/\p{L}{2}/u.test(first)) continue
    const word = fold(first)
    after.set(word, (after.get(word) ?? new Set()).add(rest.join(' ')))
  }
  return [...after].filter(([, others]) => others.size >= 3).map(([word]) => word)
}
