import { sumsOf } from '../../src/stream/account.ts'
import { noTotals, type Totals } from '../../src/transactions/store.ts'
import type { Transaction } from '../../src/transactions/transaction.ts'
import { must, until } from './checks.ts'

/** What a simulator said that it had sent, in the log that it left. */
export function accountIn(log: string): Totals {
  const [, account] = log.match(/"labels\.account":("(?:[^"\\]|\\.)*")/) ?? []
  if (account === undefined) throw new Error(`no account in the log: ${log.slice(-500)}`)
  return JSON.parse(JSON.parse(account))
}

/**
 * Waits until /api/transactions.ndjson has all that was sent, each once and to the rupee.
 * @param read what it answers @returns words for the line of a check
 */
export async function agrees(sent: Totals, read: () => Promise<string>): Promise<string> {
  const count = (totals: Totals) => Object.values(totals).reduce((sum, { count }) => sum + count, 0)
  const stored = await until('all that was sent to be stored', async () => {
    const lines = (await read()).trim().split('\n')
    const rows = lines.filter((line) => line !== '').map((line): Transaction => JSON.parse(line))
    return rows.length >= count(sent) && rows
  })
  const ids = new Set(stored.map(({ id }) => id))
  must(ids.size === stored.length, `${stored.length - ids.size} are there twice`)
  const sums = sumsOf(stored, noTotals())
  must(Bun.deepEquals(sums, sent), `stored ${JSON.stringify(sums)}, sent ${JSON.stringify(sent)}`)
  const rupees = Object.values(sent).reduce((sum, { amount }) => sum + amount, 0)
  return `${stored.length} transactions, ₹${rupees.toLocaleString('en-IN')}, as the producer's account`
}
