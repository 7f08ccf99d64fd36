const SEED = 0x9747b28c
const MIX = 0x5bd1e995

/**
 * The number of a key, of which a topic takes the rest by its partitions: what Kafka's own clients take, so that all who
 * produce send one car to one partition. The client's function for it calculates in BigInt, a third of what sending costs.
 */
export function numberOf(key: Buffer): number {
  const { length } = key
  const whole = length - (length % 4)
  let hash = SEED ^ length
  for (let at = 0; at < whole; at += 4) {
    let part = Math.imul(key.readInt32LE(at), MIX)
    part = Math.imul(part ^ (part >>> 24), MIX)
    hash = Math.imul(hash, MIX) ^ part
  }
  if (whole < length) {
    for (let at = whole; at < length; at++) hash ^= (key[at] ?? 0) << (8 * (at - whole))
    hash = Math.imul(hash, MIX)
  }
  hash = Math.imul(hash ^ (hash >>> 13), MIX)
  return (hash ^ (hash >>> 15)) & 0x7fffffff
}
