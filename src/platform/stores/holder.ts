import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/**
 * Where a process number means this process. Containers of one pod share the host name but not the processes, so
 * the name of the process namespace belongs to it.
 */
export const HOST = [hostname(), processNamespace()].filter(Boolean).join(' ')

type Signal = (pid: number, signal: 0) => unknown

/** A holder that was killed on this machine need not be waited for. One of another user (EPERM) lives. */
export function isGone(
  { host, pid }: { host: string; pid: number },
  signal: Signal = process.kill,
): boolean {
  if (host !== HOST) return false
  try {
    signal(pid, 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}
