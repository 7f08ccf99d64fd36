import type { Progress } from '../../src/imports/run/watch.ts'
import { printable } from './printable.ts'

type Output = { isTTY?: boolean; columns?: number; write(text: string): unknown }

const WIDTH = 24
/** ms between two lines where nobody watches */
const PLAIN_EVERY = 2_000
const PASSES = { surveying: 0, estimating: 1, reading: 2, publishing: 3 } as const

/** A bar that draws over itself on a terminal; elsewhere a line now and then. */
export function showProgress(output: Output) {
  const started = performance.now()
  const phase = { name: '', since: started }
  let written = started
  let drawn = false

  const clear = () => {
    if (drawn) output.write('\r\x1b[2K')
    drawn = false
  }
  const update = (progress: Progress) => {
    const now = performance.now()
    if (progress.phase !== phase.name) Object.assign(phase, { name: progress.phase, since: now })
    const line = describe(progress, (now - phase.since) / 1000, (now - started) / 1000)
    if (output.isTTY) {
      clear()
      const text = `${bar(share(progress))} ${line}`
      output.write(text.slice(0, (output.columns ?? 100) - 1))
      drawn = true
    } else if (now - written >= PLAIN_EVERY) {
      output.write(`${line}\n`)
      written = now
    }
  }
  const note = (text: string) => {
    clear()
    output.write(`${printable(text)}\n`)
  }
  return { update, note, end: clear }
}

/** Of all passes together: 0 to 1. */
export function share({ phase, bytes, total_bytes }: Progress): number {
  const pass = total_bytes === 0 ? 0 : bytes / total_bytes
  return Math.min(1, (PASSES[phase] + (phase === 'publishing' ? 0 : pass)) / 3)
}

function bar(done: number): string {
  const full = Math.round(done * WIDTH)
  return `[${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}] ${String(Math.floor(done * 100)).padStart(3)} %`
}

function describe(progress: Progress, inPhase: number, inAll: number): string {
  const rate = inPhase > 0 ? progress.rows / inPhase : 0
  const done = share(progress)
  const left = done > 0.02 && done < 1 ? `, ${Math.ceil((inAll / done) * (1 - done))} s left` : ''
  const speed = progress.phase === 'publishing' ? '' : `, ${count(rate)} rows/s`
  return `${progress.phase} ${count(progress.rows)} rows${speed}${left}`
}

const count = (number: number) => Math.round(number).toLocaleString('en-US')
