export type HistogramBin = { from: number; to: number; count: number }
export type EvenBin = HistogramBin & {
  /** Where its bar ends: as wide as the others */
  end: number
  /** Whether it takes everything above, too */
  open: boolean
}

/** The last bin of a facet is open; drawn to its true end it would flatten all others. */
export function evenBins(bins: HistogramBin[]): EvenBin[] {
  const [first, second] = bins
  if (!first) return []
  const width = second ? second.from - first.from : Math.max(1, first.to - first.from)
  return bins.map((bin, at) => {
    const end = bin.from + width
    return { ...bin, end, open: at === bins.length - 1 && bins.length > 1 && bin.to > end }
  })
}
