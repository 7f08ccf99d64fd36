/** Share of its value that a car loses from one age (whole years) to the next. */
export type Depreciation = (age: number) => number

export type Steps = {
  /** % of the value lost in the first year, in years 2 to 4, in years 5 to 7, and in each later year */
  depreciation_first: number
  depreciation_young: number
  depreciation_middle: number
  depreciation_old: number
}

/** A curve in four steps. */
export function stepCurve(steps: Steps): Depreciation {
  return (age) => {
    if (age < 1) return steps.depreciation_first / 100
    if (age < 4) return steps.depreciation_young / 100
    return (age < 7 ? steps.depreciation_middle : steps.depreciation_old) / 100
  }
}

const STEPS: Record<keyof Steps, [from: number, to: number]> = {
  depreciation_first: [0, 1],
  depreciation_young: [1, 4],
  depreciation_middle: [4, 7],
  depreciation_old: [7, Number.POSITIVE_INFINITY],
}

/**
 * The four steps of a curve that was learnt, in tenths of a percent; those of whose ages nothing is known are left out.
 * @param losses share of the value lost in the year that begins at an age
 */
export function stepsOf(losses: ReadonlyMap<number, number>): Partial<Steps> {
  const steps = Object.entries(STEPS).flatMap(([name, [from, to]]) => {
    const kept = [...losses].flatMap(([age, share]) =>
      age >= from && age < to ? Math.log(1 - share) : [],
    )
    if (kept.length === 0) return []
    const lost = 1 - Math.exp(kept.reduce((sum, log) => sum + log, 0) / kept.length)
    return [[name, Math.max(0, Math.round(lost * 1000) / 10)]]
  })
  return Object.fromEntries(steps)
}

/** The steps that somebody gave, and for the others what is assumed. */
export function stepsFrom(
  given: { [step in keyof Steps]?: number | undefined },
  assumed: Record<keyof Steps, { value: number }>,
): Steps {
  const step = (name: keyof Steps) => given[name] ?? assumed[name].value
  return {
    depreciation_first: step('depreciation_first'),
    depreciation_young: step('depreciation_young'),
    depreciation_middle: step('depreciation_middle'),
    depreciation_old: step('depreciation_old'),
  }
}
