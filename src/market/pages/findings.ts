import { type CarFilter, toSearch } from '../../listing/query.ts'
import { ownerWords } from '../../listing/words.ts'
import { count, lakh, percent } from '../../platform/language/format.ts'
import { t } from '../../platform/language/message.ts'
import { FEWEST_COMPARED } from '../../snapshots/views/price-by-age.ts'
import type { Depreciation } from './depreciation.ts'
import type { Mix, MixYear } from './mix.ts'
import type { DistanceBin, Priced, Prices } from './prices.ts'
import type { Place, Supply } from './supply.ts'
import { goodShare, type OwnerDiscount, type Rated } from './value.ts'

/** The sentences of the market page: each says what its figures show, and no more. */

/** Address of the cars behind a figure: the filter of the page, narrowed. */
export const marketHref = (filter: CarFilter): string => `/market${toSearch(filter)}`

/** The part of a price or distance range that the filter leaves. */
export function within(
  filter: CarFilter,
  field: 'price' | 'km',
  least: number | undefined,
  most: number | undefined,
): CarFilter {
  const [from, to] = [filter[`${field}_min`], filter[`${field}_max`]]
  const max = [least, from].filter((value) => value !== undefined)
  const min = [most, to].filter((value) => value !== undefined)
  return {
    ...(max.length > 0 && { [`${field}_min`]: Math.max(...max) }),
    ...(min.length > 0 && { [`${field}_max`]: Math.min(...min) }),
  }
}

export function headline({ all }: Pick<Prices, 'all'>, { yearly }: Depreciation): string {
  if (yearly && yearly.pairs >= 3 && yearly.share >= 0.005) {
    return t('A year older, the same model asks {share} less', { share: percent(yearly.share) })
  }
  return t('Half of these cars ask less than {price}', { price: lakh(all?.median ?? 0) })
}

/** Cars that a group of a comparison should have; with fewer everywhere, those are compared that have the fewest. */
const COMPARABLE = 20

const fewest = ({ count: cars }: { count: number }) => cars >= FEWEST_COMPARED
const byCount = (a: { count: number }, b: { count: number }) => b.count - a.count

/** @returns the numbers of the two bins that are compared */
export function distanceFinding(bins: readonly DistanceBin[]): { finding: string; pair: number[] } {
  const numbered = bins.map((bin, at) => ({ ...bin, at }))
  const enough = numbered.filter((bin) => bin.count >= COMPARABLE)
  const compared = enough.length > 1 ? enough : numbered.filter(fewest)
  const [most] = numbered.toSorted(byCount)
  if (!most) return { finding: t('No car states its distance.'), pair: [] }
  const [near = most, far = most] = [compared[0], compared.at(-1)]
  if (near === far) {
    const price = lakh(most.median)
    const finding =
      bins.length === 1
        ? t('Half of these cars ask less than {price}.', { price })
        : t('Half of the cars driven {far} ask less than {price}.', {
            far: distanceWords(most),
            price,
          })
    return { finding, pair: [most.at] }
  }
  const holes = {
    share: percent(Math.abs(1 - far.median / near.median)),
    near: distanceWords(near),
    far: distanceWords(far),
  }
  const finding =
    far.median < near.median
      ? t('Cars driven {far} ask {share} less than cars driven {near}.', holes)
      : t('Cars driven {far} ask {share} more than cars driven {near}.', holes)
  return { finding, pair: [near.at, far.at] }
}

export function distanceWords({
  from,
  to,
  open,
}: Pick<DistanceBin, 'from' | 'to' | 'open'>): string {
  return open
    ? t('{from} km and more', { from: count(from) })
    : t('{from} to {to} km', { from: count(from), to: count(to) })
}

/** The sentence, and the curves that it names. */
export function depreciationFinding({ curves }: Pick<Depreciation, 'curves'>): {
  finding: string
  named: string[]
} {
  const sorted = curves.toSorted((a, b) => a.yearly_loss - b.yearly_loss)
  const [best, worst] = [sorted[0], sorted.at(-1)]
  if (!best || !worst) return { finding: '', named: [] }
  const low = percent(best.yearly_loss)
  if (best === worst) {
    const model = best.base_model
    return {
      finding: t('For each year of age the {model} asks {low} less.', { model, low }),
      named: [model],
    }
  }
  return {
    named: [best.base_model, worst.base_model],
    finding: t('The {best} loses least with age, {low} a year; the {worst} most, {high}.', {
      best: best.base_model,
      worst: worst.base_model,
      low,
      high: percent(worst.yearly_loss),
    }),
  }
}

export function kindsFinding(
  rows: readonly Priced<string>[],
  words: { one: string; many: string },
): string {
  const compared = rows.filter(fewest).toSorted((a, b) => b.median - a.median)
  const [most] = rows.toSorted(byCount)
  if (!most) return ''
  const [dearest = most, cheapest = most] = [compared[0], compared.at(-1)]
  if (dearest === cheapest) {
    return t('Half of the {name} cars ask less than {price}.', {
      name: most.key,
      price: lakh(most.median),
    })
  }
  return t(compared.length > 2 ? words.many : words.one, {
    n: count(compared.length),
    dearest: dearest.key,
    cheapest: cheapest.key,
    high: lakh(dearest.median),
    low: lakh(cheapest.median),
  })
}

const LEADING = 3

export function placesFinding(places: readonly Place[]): string {
  const known = places.reduce((sum, { count: cars }) => sum + cars, 0)
  const [largest] = places
  if (!largest) return ''
  const share = percent(largest.count / known)
  if (places.length <= LEADING) {
    return t('{share} were first registered in {place}.', { share, place: largest.name })
  }
  const three = places.slice(0, LEADING).reduce((sum, { count: cars }) => sum + cars, 0)
  return t('{share} were first registered in {place}; it and the next two hold {three}.', {
    share,
    place: largest.name,
    three: percent(three / known),
  })
}

export const notPlaced = (supply: Supply, of: 'state' | 'city'): string => {
  const without = of === 'state' ? supply.without_state : supply.without_city
  if (without === 0) return ''
  return t(
    '{n, plural, one {# car whose plate does not say it is} other {# cars whose plates do not say it are}} left out.',
    { n: without },
  )
}

/** Make years with fewer cars are left out, unless all have fewer. */
export const YEAR_ENOUGH = 15

export function yearsShown({ years }: Mix): Mix['years'] {
  const enough = years.filter(({ count: cars }) => cars >= YEAR_ENOUGH)
  return enough.length > 0 ? enough : years
}

/** @param words how a value is called within a sentence */
export function mixFinding(mix: Mix, words: (value: string) => string): string {
  const years = yearsShown(mix).filter(fewest)
  const [first, last] = [years[0], years.at(-1)]
  const [most] = mix.values
  if (!most) return ''
  const shareOf = (year: MixYear | undefined, value: string) =>
    year ? (year.parts[value] ?? 0) / year.count : 0
  const moved = mix.values
    .map(({ value }) => ({ value, from: shareOf(first, value), to: shareOf(last, value) }))
    .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))[0]
  if (!first || !last || first === last || !moved || Math.abs(moved.to - moved.from) < 0.005) {
    const all = mix.values.reduce((sum, { count: cars }) => sum + cars, 0)
    return t('{share} of these cars are {value}.', {
      share: percent(most.count / all),
      value: words(most.value),
    })
  }
  const holes = {
    value: words(moved.value),
    from: percent(moved.from),
    to: percent(moved.to),
    first: String(first.year),
    last: String(last.year),
  }
  return moved.to > moved.from
    ? t('{to} of the cars of {last} are {value}, up from {from} of those of {first}.', holes)
    : t('{to} of the cars of {last} are {value}, down from {from} of those of {first}.', holes)
}

export function ownersFinding([first]: readonly OwnerDiscount[]): string {
  if (!first) return ''
  const owner = ownerWords(first.owners)
  const off = 1 - first.relative
  const share = percent(Math.abs(off), 1)
  if (Math.abs(off) < 0.0005) {
    return t('With a {owner} the same model of the same year asks as much as with a first.', {
      owner,
    })
  }
  return off > 0
    ? t('With a {owner} the same model of the same year asks {share} less than with a first.', {
        owner,
        share,
      })
    : t('With a {owner} the same model of the same year asks {share} more than with a first.', {
        owner,
        share,
      })
}

/** Rated cars that a share of deals needs. */
export const RATED_ENOUGH = 20

export function enoughRated(rows: readonly Rated[]): Rated[] {
  const enough = rows.filter(({ rated }) => rated >= RATED_ENOUGH)
  return enough.length > 0 ? enough : [...rows]
}

/** @param headOf how a kind is called at the beginning of a sentence, `nameOf` within it */
export function dealsFinding(
  rows: readonly Rated[],
  nameOf: (key: string) => string,
  headOf = nameOf,
): string {
  const enough = rows.filter(({ rated }) => rated >= FEWEST_COMPARED)
  const compared = enough.toSorted((a, b) => goodShare(b) - goodShare(a))
  const [most] = rows.toSorted((a, b) => b.rated - a.rated)
  if (!most) return ''
  const [best = most, worst = most] = [compared[0], compared.at(-1)]
  const holes = { best: headOf(best.key), share: percent(goodShare(best)) }
  if (best === worst) {
    return t('{best}: {share} of the rated cars are great or good deals.', holes)
  }
  return t('{best}: {share} of the rated cars are great or good deals; {worst}: {low}.', {
    ...holes,
    worst: nameOf(worst.key),
    low: percent(goodShare(worst)),
  })
}
