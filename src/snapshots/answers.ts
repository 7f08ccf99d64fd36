import { LRUCache } from 'lru-cache'

/** What tells one snapshot from every other. */
type Named = { version: number; content_hash: string; published_at: string }

/** The answers kept of one market, all its snapshots and questions together. */
const MOST = 300

/**
 * What was worked out of a snapshot, which never changes: asked by many at once it is worked out once, and the answers
 * used last are kept. Each open market has its own.
 */
export class Answers {
  private readonly kept: LRUCache<string, Promise<unknown>>

  constructor(most = MOST) {
    this.kept = new LRUCache({ max: most })
  }

  /**
   * @param question tells it from every other about a snapshot, and so says the type of its answer
   * @param ask works it out; when it fails, the next who asks tries again
   */
  once<T>(snapshot: Named, question: string, ask: () => Promise<T>): Promise<T> {
    const { version, content_hash, published_at } = snapshot
    const key = `${version} ${content_hash} ${published_at} ${question}`
    const known = this.kept.get(key)
    if (known) return known as Promise<T>
    const answer = ask()
    this.kept.set(key, answer)
    answer.catch(() => {
      if (this.kept.peek(key) === answer) this.kept.delete(key)
    })
    return answer
  }
}
