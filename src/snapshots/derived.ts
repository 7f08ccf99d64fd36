import { LRUCache } from 'lru-cache'

/** What tells one snapshot from every other. */
type Named = { version: number; content_hash: string; published_at: string }

/** Values kept of one market, all its snapshots together: only a handful is derived of each. */
const MOST = 16

/**
 * Values that many answers are made from, such as the model, derived of a snapshot once. The answers themselves are kept
 * whole (platform/http/kept-answers.ts). Each open market has its own.
 */
export class Derived {
  private readonly kept: LRUCache<string, Promise<unknown>>

  constructor(most = MOST) {
    this.kept = new LRUCache({ max: most })
  }

  /**
   * @param name tells it from every other value of a snapshot, and so says its type
   * @param derive when it fails, the next who asks tries again
   */
  once<T>(snapshot: Named, name: string, derive: () => Promise<T>): Promise<T> {
    const { version, content_hash, published_at } = snapshot
    const key = `${version} ${content_hash} ${published_at} ${name}`
    const known = this.kept.get(key)
    if (known) return known as Promise<T>
    const value = derive()
    this.kept.set(key, value)
    value.catch(() => {
      if (this.kept.peek(key) === value) this.kept.delete(key)
    })
    return value
  }
}
