/** ms */
const FIRST = 100
const LONGEST = 5000

/** ms to wait after so many failures in a row: twice as long each time, up to 5 s, and never all at the same moment. */
export const pauseAfter = (failures: number): number =>
  Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2)

/** Waits, but not beyond the signal. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  signal.addEventListener('abort', () => resolve(), { once: true })
  await promise
  clearTimeout(timer)
}
