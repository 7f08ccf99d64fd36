import type { DecimalMark } from '../../listing/row.ts'
import { brandOf, splitBrand } from '../cleaning/brands.ts'
import { readYear } from '../cleaning/cells.ts'
import { readDate } from '../cleaning/dates.ts'
import {
  DISTANCE_WORDS,
  ENGINE_WORDS,
  type Lexicon,
  PRICE_WORDS,
  readQuantity,
} from '../cleaning/quantity.ts'
import {
  asksForPrice,
  cleanText,
  isBlank,
  readBoolean,
  readFuel,
  readOwners,
  readTransmission,
} from '../cleaning/words.ts'
import { PLACEHOLDER } from '../rules/price-implausible.ts'

const ECONOMY = /\b(kmpl|mpg|km\s*\/\s*(l|kg|lt?r)|kml|l\s*\/\s*100|km\s+per)/i

/** The numbers of a column. `share`: of its cells that can be read; `units`: what they say, and how often. */
export type Numbers = {
  share: number
  median: number
  units: ReadonlyMap<string, number>
  scaled: number
  decimal: DecimalMark
  fractions: number
}

/** The cells of a column, asked for what they may be. Shares are of the cells that say something. */
export class Values {
  readonly cells: readonly string[]
  readonly #shares = new Map<string, number>()
  #prices?: Numbers
  #distances?: Numbers
  #engines?: Numbers

  constructor(cells: readonly string[]) {
    this.cells = cells.map(cleanText).filter((cell) => !isBlank(cell))
  }

  get prices(): Numbers {
    this.#prices ??= this.#numbers(PRICE_WORDS, asksForPrice)
    return this.#prices
  }
  get distances(): Numbers {
    this.#distances ??= this.#numbers(DISTANCE_WORDS)
    return this.#distances
  }
  get engines(): Numbers {
    this.#engines ??= this.#numbers(ENGINE_WORDS)
    return this.#engines
  }
  get years(): number {
    const last = new Date().getUTCFullYear() + 1
    const isYear = (year: number | null) => year !== null && year >= 1900 && year <= last
    return this.#share('years', (cell) => isYear(readYear(cell)))
  }
  get economy(): number {
    return this.#share('economy', (cell) => ECONOMY.test(cell))
  }
  get brands(): number {
    return this.#share('brands', (cell) => brandOf(cell) !== null)
  }
  get names(): number {
    return this.#share('names', (cell) => (splitBrand(cell)?.model ?? '') !== '')
  }
  get fuels(): number {
    return this.#share('fuels', (cell) => readFuel(cell) !== null)
  }
  get gearboxes(): number {
    return this.#share('gearboxes', (cell) => readTransmission(cell) !== null)
  }
  get owners(): number {
    return this.#share('owners', (cell) => readOwners(cell) !== null || cell === '0')
  }
  /** of answers, such as those to whether a car is registered */
  get yesOrNo(): number {
    return this.#share('yesOrNo', (cell) => readBoolean(cell) !== null)
  }
  get dates(): number {
    return this.#share('dates', (cell) => readDate(cell) !== null)
  }
  /** Whether the cells count the rows: 0, 1, 2, … */
  get counts(): boolean {
    const numbers = this.cells.map(Number)
    const [first] = numbers
    return (first === 0 || first === 1) && numbers.every((number, at) => number === first + at)
  }

  #share(name: string, fits: (cell: string) => boolean): number {
    const known = this.#shares.get(name)
    if (known !== undefined) return known
    const { length } = this.cells
    const share = length === 0 ? 0 : this.cells.filter(fits).length / length
    this.#shares.set(name, share)
    return share
  }

  #numbers(words: Lexicon, saysNothing: (cell: string) => boolean = () => false): Numbers {
    const spoken = this.cells.filter((cell) => !saysNothing(cell) && !PLACEHOLDER.test(cell))
    const decimal = decimalOf(spoken)
    const read = spoken.flatMap(
      (cell) => readQuantity(cell, words, { decimal, inParts: false }) ?? [],
    )
    const units = new Map<string, number>()
    for (const { unit } of read) if (unit !== null) units.set(unit, (units.get(unit) ?? 0) + 1)
    const amounts = read.map(({ amount }) => amount).sort((a, b) => a - b)
    return {
      share: spoken.length === 0 ? (this.cells.length > 0 ? 0.5 : 0) : read.length / spoken.length,
      median: amounts[Math.floor(amounts.length / 2)] ?? 0,
      units,
      scaled: read.filter(({ scaled }) => scaled).length,
      decimal,
      fractions: amounts.filter((amount) => !Number.isInteger(amount)).length,
    }
  }
}

/** Cells that can only be read with one of the marks before decimals tell it; null: none does, or both are told. */
function decimalOf(cells: readonly string[]): DecimalMark {
  let dots = 0
  let commas = 0
  for (const cell of cells) {
    const [digits = ''] = /\d[\d.,]*/.exec(cell.replace(/(?<=\d)['’_\s](?=\d{3})/g, '')) ?? []
    const text = digits.replace(/[.,]+$/, '')
    if (/,\d{3}\.\d+$|^\d+\.\d{1,2}$|^\d{4,}\.(?!0+$)\d{3,}$/.test(text)) dots += 1
    if (/\.\d{3},\d+$|^\d+,\d{1,2}$|^\d{4,},(?!0+$)\d{3,}$/.test(text)) commas += 1
  }
  return dots > 0 === commas > 0 ? null : dots > 0 ? '.' : ','
}
