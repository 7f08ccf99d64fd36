/** ms between two looks at the clock */
const LOOK = 100
/** Share of the newest look in what is told: one long step alone is no load */
const WEIGHT = 0.1

/** How far a process is behind with its work: what its timers are late by, smoothed over the last second or so. */
export class LoopLag {
  /** ms */
  value = 0
  #last: number

  constructor(now: number) {
    this.#last = now
  }

  /** Somebody looks, LOOK after the last time or later. */
  look(now: number): void {
    const late = Math.max(0, now - this.#last - LOOK)
    this.#last = now
    this.value += (late - this.value) * WEIGHT
  }
}

/** Looks for as long as the process runs. @returns ms that it is behind */
export function watchLoopLag(): () => number {
  const lag = new LoopLag(performance.now())
  setInterval(() => lag.look(performance.now()), LOOK).unref()
  return () => lag.value
}
