/** ms between two looks into the store */
const LOOK = 200
/** ms after which a page moves on although nothing came: its minutes pass */
const STILL = 5000
/** ms between two words where nothing comes */
const TICK = 1000
const MOST = 500

/** What came between two marks of the store. */
export type News<T> = { from: string; mark: string; items: readonly T[] }
/** Where it is looked for. `since` null: only the mark of now. */
export type Source<T> = {
  since(mark: string | null, limit: number): Promise<{ mark: string; items: readonly T[] }>
}
/** Who hears of it: news, or null where a page looks different although nothing came; and each second that time passes. */
type Listener<T> = { hear(news: News<T> | null): void; tick(now: number): void }

/**
 * Looks for what is new once for all who follow it, and not at all while nobody does: ten thousand open streams
 * ask the store no more than one.
 */
export class Feed<T> {
  /** Grows whenever a page would look different */
  version = 0
  readonly #store: Source<T>
  readonly #isEnding: () => boolean
  readonly #listeners = new Set<Listener<T>>()
  #running = false

  constructor(store: Source<T>, isEnding: () => boolean) {
    this.#store = store
    this.#isEnding = isEnding
  }

  get followers(): number {
    return this.#listeners.size
  }

  /** Whether streams should end, as the server does. */
  get isEnding(): boolean {
    return this.#isEnding()
  }

  follow(listener: Listener<T>): void {
    this.#listeners.add(listener)
    if (!this.#running) this.#run()
  }

  leave(listener: Listener<T>): void {
    this.#listeners.delete(listener)
  }

  async #run(): Promise<void> {
    this.#running = true
    let mark: string | null = null
    let moved = performance.now()
    let told = moved
    let seen = this.version
    while (this.#listeners.size > 0) {
      const news: News<T> | null = await this.#look(mark).catch(() => null)
      if (news) mark = news.mark
      const came = news !== null && news.items.length > 0
      if (came || performance.now() - moved >= STILL) {
        moved = performance.now()
        this.version++
      }
      if (came || this.version !== seen) {
        seen = this.version
        for (const each of this.#listeners) each.hear(came ? news : null)
      }
      const now = performance.now()
      if (now - told >= TICK) {
        told = now
        for (const each of this.#listeners) each.tick(now)
      }
      if (!came || news.items.length < MOST) await Bun.sleep(LOOK)
    }
    this.#running = false
  }

  async #look(mark: string | null): Promise<News<T>> {
    const found = await this.#store.since(mark, mark === null ? 0 : MOST)
    return { from: mark ?? found.mark, ...found }
  }
}
