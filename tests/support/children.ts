import { readdirSync, readFileSync } from 'node:fs'

/** Processes that a process has started, whose command line has a word. Linux. */
export function childrenOf(parent: number, word: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        const of = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
        return of === parent && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word)
      } catch {
        // It has just ended.
        return false
      }
    })
    .map(Number)
}
