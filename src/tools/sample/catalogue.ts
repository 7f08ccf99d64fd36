import table from './catalogue.txt' with { type: 'text' }

export type SampleFuel = 'petrol' | 'diesel' | 'cng' | 'electric'
export type SampleGearbox = 'manual' | 'automatic'

export type Trim = {
  /** Place in the catalogue. */
  index: number
  brand: string
  base: string
  name: string
  /** Base model and trim as a listing writes them. */
  model: string
  fuel: SampleFuel
  gearbox: SampleGearbox
  /** cm³; two: listings disagree; none: electric, or never listed. */
  sizes: number[]
  /** ₹, at the level of 2024. */
  newPrice: number
  /** First and last year of make. */
  from: number
  to: number
  weight: number
}

const FUEL_SHARE = { petrol: 1, diesel: 0.35, cng: 0.4, electric: 1 }

/**
 * Models sold in India, chosen and priced by us: not a record of any listing (catalogue.txt). A brand stands at the margin; a base
 * model under it as `name, first year-last year, weight`; a trim under that as `name, fuel gearbox cc lakh` (new price
 * in ₹ lakh at the level of 2024). `?` for cc: never listed anywhere; two sizes: listings disagree about it.
 */
export const CATALOGUE: readonly Trim[] = parse(table)

/** Everyday cars: an engine of one known size. The others appear only as dirt. */
export const ORDINARY = CATALOGUE.filter((trim) => trim.sizes.length === 1)
export const ELECTRIC = CATALOGUE.filter((trim) => trim.fuel === 'electric')
export const NEVER_SIZED = CATALOGUE.filter(
  (trim) => trim.fuel !== 'electric' && trim.sizes.length === 0,
)
export const DISPUTED_SIZE = CATALOGUE.filter((trim) => trim.sizes.length > 1)

function parse(table: string): Trim[] {
  const trims: Trim[] = []
  let brand = ''
  let base: Pick<Trim, 'base' | 'from' | 'to' | 'weight'> | undefined
  for (const line of table.split('\n').filter(Boolean)) {
    const [name = '', facts = '', weight = ''] = line.trim().split(', ')
    if (!line.startsWith(' ')) brand = name
    else if (!line.startsWith('    ')) {
      const [from, to] = facts.split('-').map(Number)
      base = { base: name, from: from as number, to: to as number, weight: Number(weight) }
    } else if (base) trims.push(trimOf(trims.length, brand, base, name, facts))
  }
  return trims
}

function trimOf(
  index: number,
  brand: string,
  base: Pick<Trim, 'base' | 'from' | 'to' | 'weight'>,
  name: string,
  facts: string,
): Trim {
  const [fuel, gearbox, cc = '', lakh] = facts.split(' ') as [
    SampleFuel,
    SampleGearbox,
    string,
    string,
  ]
  return {
    ...base,
    index,
    brand,
    name,
    model: `${base.base} ${name}`,
    fuel,
    gearbox,
    sizes: cc === '0' || cc === '?' ? [] : cc.split('/').map(Number),
    newPrice: Math.round(Number(lakh) * 100_000),
    weight: base.weight * FUEL_SHARE[fuel],
  }
}
