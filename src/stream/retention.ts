import type { TransactionStore } from '../transactions/store.ts'

/** ms between two removals */
const SWEEP = 600_000

/**
 * Forgets transactions that are older than the retention (ms), now and every ten minutes. What is away is asked again.
 * @returns what ends it
 */
export function keepFor(retention: number, store: Pick<TransactionStore, 'forget'>): () => void {
  const sweep = () => void store.forget(new Date(Date.now() - retention)).catch(() => {})
  sweep()
  const timer = setInterval(sweep, SWEEP)
  return () => clearInterval(timer)
}
