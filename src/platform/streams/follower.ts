import type { Feed, News } from './feed.ts'

/** ms without a word after which a stream says that it is there */
const HEARTBEAT = 10_000
/** News that wait for a slow reader; beyond them the store is asked again */
const WAITING = 20

/**
 * Who follows the feed for one open stream. There may be ten thousand: a class rather than closures, and it is woken for
 * news and for its heartbeat alone.
 */
export class Follower<T> {
  readonly waiting: News<T>[] = []
  readonly #feed: Feed<T>
  readonly #wantsNews: boolean
  #lost = false
  #last = performance.now()
  #wake: (() => void) | null = null

  /** @param wants the news themselves, or only that the page looks different */
  constructor(feed: Feed<T>, wants: 'news' | 'version') {
    this.#feed = feed
    this.#wantsNews = wants === 'news'
    feed.follow(this)
  }

  /** @param news null: a page looks different although nothing came */
  hear(news: News<T> | null): void {
    if (news === null && this.#wantsNews) return
    if (news && this.#wantsNews) this.#keep(news)
    this.#last = performance.now()
    this.#wake?.()
  }

  #keep(news: News<T>): void {
    if (this.waiting.length >= WAITING) {
      this.waiting.length = 0
      this.#lost = true
    } else if (!this.#lost) this.waiting.push(news)
  }

  /** Time passes. */
  tick(now: number): void {
    if (this.#feed.isEnding || now - this.#last >= HEARTBEAT) this.#wake?.()
  }

  /** Whether news were dropped since it was asked last */
  overflowed(): boolean {
    const was = this.#lost
    this.#lost = false
    return was
  }

  forgetUpTo(mark: string): void {
    const at = this.waiting.findIndex(({ from }) => from === mark)
    this.waiting.splice(0, at < 0 ? this.waiting.length : at)
  }

  /** Waits for the next word of the feed. @returns whether nothing was sent for a while */
  async silence(): Promise<boolean> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    this.#wake = null
    const now = performance.now()
    if (now - this.#last < HEARTBEAT) return false
    this.#last = now
    return true
  }

  leave(): void {
    this.#feed.leave(this)
  }
}
