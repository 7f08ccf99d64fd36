/**
 * What a look said, for the rest of this turn of the event loop: every request that is answered in a turn had arrived when
 * it began, so that the first look is new enough for all of them. What throws is looked at again.
 */
export function onceATurn<T>(look: () => T): () => T {
  let seen: { value: T } | null = null
  const forget = () => {
    seen = null
  }
  return () => {
    if (seen === null) {
      seen = { value: look() }
      setImmediate(forget)
    }
    return seen.value
  }
}
