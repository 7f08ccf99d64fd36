import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/**
 * Where a process number means this process. Containers of one pod share the host name but not the processes, so
 * the name of the process namespace belongs to it.
 */
export const HOST = [hostname(), processNamespace()].filter(Boolean).join(' ')

/** A holder that was killed on this machine need not be waited for. */
export function isGone({ host, pid }: { host: string; pid: number }): boolean {
  if (host !== HOST) return false
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}
