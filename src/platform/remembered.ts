/** What programs say in a head is the same for nearly all of them; what is longer is not worth its room. */
const MOST = 100
const LONGEST = 200

/** A pure function of a text, which remembers what it last said. */
export function remembered<T extends NonNullable<unknown>>(
  work: (text: string) => T,
): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const found = work(text)
    if (text.length > LONGEST) return found
    // Who sends ever new texts empties it, and what others say is soon known again.
    if (known.size === MOST) known.clear()
    known.set(text, found)
    return found
  }
}
