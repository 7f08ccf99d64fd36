/** Up to here sorting costs less than counting. */
const FEW = 256
/** Most buckets that codes are counted in. */
const BUCKETS = 12

/** Tells which code stands at a rank, from 0. */
export type AtRank = (rank: number) => number

/**
 * Of codes as they come. Few are sorted; of many only the bucket that a rank falls into.
 * @param codes may be put into another order
 * @param size codes are below it
 */
export function ranksOf(codes: Int32Array, size: number): AtRank {
  if (codes.length <= FEW) {
    codes.sort()
    return (rank) => codes[rank] ?? 0
  }
  const shift = Math.max(0, Math.ceil(Math.log2(size)) - BUCKETS)
  const counts = new Int32Array((size >>> shift) + 1)
  for (let at = 0; at < codes.length; at++) {
    const bucket = (codes[at] ?? 0) >>> shift
    counts[bucket] = ((counts[bucket] ?? 0) + 1) | 0
  }
  if (shift === 0) return ranksOfCounts(counts)
  let sorted = { bucket: -1, codes: new Int32Array() }
  return (rank) => {
    const [bucket, before] = placeOf(counts, rank)
    if (sorted.bucket !== bucket) {
      sorted = { bucket, codes: inBucket(codes, shift, bucket, counts[bucket] ?? 0).sort() }
    }
    return sorted.codes[rank - before] ?? 0
  }
}

/** @param counts of each code */
export const ranksOfCounts =
  (counts: Int32Array): AtRank =>
  (rank) =>
    placeOf(counts, rank)[0]

/** Which of these a rank falls into, and how many lie before that. */
function placeOf(counts: Int32Array, rank: number): [at: number, before: number] {
  let before = 0
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at] ?? 0
    if (rank < before + count) return [at, before]
    before += count
  }
  throw new RangeError(`there is no rank ${rank} among ${before}`)
}

function inBucket(codes: Int32Array, shift: number, bucket: number, count: number) {
  const inside = new Int32Array(count)
  let found = 0
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0
    if (code >>> shift === bucket) inside[found++] = code
  }
  return inside
}
