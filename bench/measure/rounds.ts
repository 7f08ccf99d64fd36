import { type Figures, figures, spread } from './figures.ts'

/** What one run gave: cpu and wall in ms, memory and bytes in bytes, p99 in ms. */
export const METRICS = ['cpu', 'wall', 'memory', 'p99', 'bytes'] as const
export type Metric = (typeof METRICS)[number]
export type Reading = Partial<Record<Metric, number>> & {
  /** the step of the CPU clock for this reading, ms */
  grain?: number
}

export type Contender = {
  name: string
  /** @param turn differs from every other turn, and is the same for all contenders of one round */
  once(turn: number): Promise<Reading>
}
export type Result = { name: string; figures: Partial<Record<Metric, Figures>> }
export type Comparison = { results: Result[]; refused: string | null }

/** Two runs of the same thing that lie further apart than this say nothing. Wall time waits for others too. */
export const MOST_APART: Record<Metric, number> = {
  cpu: 0.25,
  memory: 0.25,
  wall: 0.5,
  p99: 1,
  bytes: 0,
}

export type Plan = {
  /** what is compared, and what has to agree between runs of the same thing */
  metric: Metric
  rounds: number
  /** ms after which no further try begins */
  patience: number
  tries?: number
}

/**
 * Measures contenders in turns (A B A B …), so that a busy minute hits all of them. Where runs of one contender lie
 * too far apart all is measured again; after the last try the comparison is refused, with the reason.
 */
export async function compare(contenders: Contender[], plan: Plan): Promise<Comparison> {
  const { metric, rounds, patience, tries = 3 } = plan
  const until = performance.now() + patience
  let turn = 0
  for (let attempt = 1; ; attempt += 1) {
    const readings = contenders.map((): Reading[] => [])
    for (let round = 0; round < rounds; round += 1, turn += 1) {
      for (const [index, contender] of contenders.entries()) {
        readings[index]?.push(await contender.once(turn))
      }
    }
    const results = contenders.map(({ name }, index) => summary(name, readings[index] ?? []))
    const apart = furthest(results, readings, metric)
    if (apart.share <= MOST_APART[metric]) return { results, refused: null }
    if (attempt === tries || performance.now() > until) {
      const percent = Math.round(apart.share * 100)
      const refused = `${apart.name}: runs lie ${percent} % apart in ${metric} after ${attempt} ${attempt === 1 ? 'try' : 'tries'}`
      return { results, refused }
    }
  }
}

function summary(name: string, readings: Reading[]): Result {
  const result: Result = { name, figures: {} }
  for (const metric of METRICS) {
    const values = readings.flatMap((reading) => reading[metric] ?? [])
    if (values.length > 0) result.figures[metric] = figures(values)
  }
  return result
}

function furthest(results: Result[], readings: Reading[][], metric: Metric) {
  const each = results.map(({ name, figures }, index) => {
    const grain = Math.max(0, ...(readings[index] ?? []).map(({ grain }) => grain ?? 0))
    const found = figures[metric]
    return { name, share: found ? spread(found, metric === 'cpu' ? grain : 0) : 0 }
  })
  return each.reduce((a, b) => (b.share > a.share ? b : a), { name: '', share: 0 })
}
