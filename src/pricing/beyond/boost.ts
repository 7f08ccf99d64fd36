import { createRandom } from '../random.ts'
import { type Codes, growTree, LEAVES, QUESTIONS } from './tree.ts'

/** Trees that add up: questions and leaves of one after those of the other. Plain JSON. */
export type Boost = { questions: number[]; leaves: number[] }

const TREES = 150
/** What each tree does of what it would. */
const RATE = 0.12
/** Shares of the cars and of the columns that a tree is taught with. */
const OF_CARS = 0.5
const OF_COLUMNS = 0.8
/** A residual counts for no more than nine in ten of them are: prices with a digit too many would lead the trees astray. */
const CLIPPED_AT = 0.9

/** Boosted trees (Friedman 2001, 2002) for what the codes can tell of a target; one seed, one answer. */
export function boost(codes: Codes, target: Float64Array, seed: number): Boost {
  const random = createRandom(seed)
  const most = target.map(Math.abs).sort()[Math.floor(CLIPPED_AT * target.length)] ?? 0
  const reached = new Float64Array(target.length)
  const wanted = new Float64Array(target.length)
  const place = new Uint8Array(target.length)
  const drawn = new Uint32Array(target.length)
  const widths = codes.map((column) => column.reduce((most, code) => Math.max(most, code), 0) + 1)
  const telling = [...codes.keys()].filter((column) => (widths[column] as number) > 1)
  const questions: number[] = []
  const leaves: number[] = []
  for (let tree = 0; tree < TREES; tree++) {
    let taught = 0
    for (let row = 0; row < target.length; row++) {
      const left = (target[row] as number) - (reached[row] as number)
      wanted[row] = Math.max(-most, Math.min(most, left))
      if (random.next() < OF_CARS) drawn[taught++] = row
    }
    const columns = telling.filter(() => random.next() < OF_COLUMNS)
    const rows = drawn.subarray(0, taught)
    const grown = growTree({ codes, widths, wanted, rows, columns }, place)
    const shrunk = grown.leaves.map((leaf) => Math.round(RATE * leaf * 1e6) / 1e6)
    for (let row = 0; row < target.length; row++) {
      reached[row] = (reached[row] as number) + (shrunk[place[row] as number] as number)
    }
    questions.push(...grown.questions)
    leaves.push(...shrunk)
  }
  return { questions, leaves }
}

/** What the trees add for the codes of a car. */
export function adderOf({ questions, leaves }: Boost): (codes: Uint8Array) => number {
  const asked = Uint16Array.from(questions)
  const values = Float64Array.from(leaves)
  return (codes) => {
    let sum = 0
    for (let root = 0, leaf = 0; root < asked.length; root += QUESTIONS, leaf += LEAVES) {
      let node = 0
      while (node < QUESTIONS) {
        const question = asked[root + node] as number
        node = 2 * node + ((codes[question >> 8] as number) > (question & 255) ? 2 : 1)
      }
      sum += values[leaf + node - QUESTIONS] as number
    }
    return sum
  }
}
