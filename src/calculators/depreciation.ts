/** Share of its value that a car loses from one age (whole years) to the next. The market's own curve goes in here. */
export type Depreciation = (age: number) => number

export type Steps = {
  /** % of the value lost in the first year, in years 2 to 4, in years 5 to 7, and in each later year */
  depreciation_first: number
  depreciation_young: number
  depreciation_middle: number
  depreciation_old: number
}

/** A curve in four steps. Their usual values are the middles of automobilindia's ranges: a weak source. */
export function stepCurve(steps: Steps): Depreciation {
  return (age) => {
    if (age < 1) return steps.depreciation_first / 100
    if (age < 4) return steps.depreciation_young / 100
    return (age < 7 ? steps.depreciation_middle : steps.depreciation_old) / 100
  }
}
