import { LRUCache } from 'lru-cache'

/** What programs say in a head is the same for nearly all of them; what is longer is not worth its room. */
const MOST = 100
const LONGEST = 200

/** A pure function of a text, which remembers what it last said. */
export function remembered<T extends NonNullable<unknown>>(
  work: (text: string) => T,
): (text: string) => T {
  const known = new LRUCache<string, T>({ max: MOST })
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const found = work(text)
    if (text.length <= LONGEST) known.set(text, found)
    return found
  }
}
