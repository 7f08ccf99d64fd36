import { readdirSync, readFileSync } from 'node:fs'

/*
 * CPU time and memory as the kernel counts them. On a machine that others use too, this is the only honest clock:
 * what waits for a core costs wall time and nothing here.
 */

/** Clock ticks a second, which Linux fixes for /proc at 100 on every platform that Bun runs on. */
const TICKS = 100
/** ms of CPU time that one tick is: the step of this clock */
export const TICK = 1000 / TICKS

export type Stat = {
  pid: number
  parent: number
  /** ms of CPU time, user and system, of the process and of the children that it has waited for */
  cpu: number
}

/** Reads /proc/PID/stat. The name stands in brackets and may hold anything, brackets and spaces too. */
export function parseStat(text: string): Stat {
  const after = text.lastIndexOf(')')
  const fields = text.slice(after + 2).split(' ')
  // Fields 14 to 17 of the line; two stand before `after`, and the state is field 3.
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  return {
    pid: Number.parseInt(text, 10),
    parent: Number(fields[1]),
    cpu: ticks * TICK,
  }
}

export type Memory = {
  /** bytes resident now */
  resident: number
  /** the most that ever were */
  peak: number
}

/** Reads /proc/PID/status. Zero for what has ended but was not waited for: it has no memory left. */
export function parseStatus(text: string): Memory {
  const kilobytes = (name: string) =>
    Number(text.match(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm'))?.[1] ?? 0) * 1024
  return { resident: kilobytes('VmRSS'), peak: kilobytes('VmHWM') }
}

/** A process and all that it has started, from what all processes say of their parents. */
export function treeOf(root: number, all: Stat[]): Stat[] {
  const children = Map.groupBy(all, ({ parent }) => parent)
  const found = all.filter(({ pid }) => pid === root)
  for (const each of found) found.push(...(children.get(each.pid) ?? []))
  return found
}

/** ms of CPU time that a process and what it started have used. */
export function cpuOf(root: number): number {
  return tree(root).reduce((sum, { cpu }) => sum + cpu, 0)
}

/** Memory of a process and what it started. `peak` is the largest of one process: peaks need not meet. */
export function memoryOf(root: number): Memory {
  const each = tree(root).map(({ pid }) => parseStatus(read(`/proc/${pid}/status`)))
  return {
    resident: each.reduce((sum, { resident }) => sum + resident, 0),
    peak: Math.max(0, ...each.map(({ peak }) => peak)),
  }
}

function tree(root: number): Stat[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const stats = pids.map((pid) => read(`/proc/${pid}/stat`)).filter((text) => text !== '')
  return treeOf(root, stats.map(parseStat))
}

/** Empty for a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
