import { constants, getPriority, setPriority } from 'node:os'
import { programAt } from '../../platform/beside.ts'
import { currentTraceparent } from '../../platform/tracing.ts'
import type { Import } from '../../snapshots/import.ts'
import type { Claim } from './claim.ts'
import { failedAs, retold, type Told } from './failure-record.ts'
import { died, stopped, stuck } from './failures.ts'
import { type Ending, now } from './record.ts'
import { carryOut } from './run-import.ts'
import type { ImportSettings, ImportStores } from './settings.ts'
import { settleOrphan } from './settle.ts'
import type { Hooks, Progress } from './watch.ts'

/** What the process of an import is told to do. */
export type Job = {
  databaseUrl: string
  settings: ImportSettings
  record: Import
  holder: string
  ttl: number
  /** W3C context of what asked for it */
  traceparent?: string | undefined
}
/** What it says. */
export type Said =
  | { alive: true }
  | { progress: Progress }
  | { finished: Import }
  | { failed: Told }

/** ms between two signs of life of an import's process, and without one after which it is ended */
export const ALIVE = 5_000
const SILENCE = 300_000

/** ms between two looks at whether an import was told to stop */
const LOOK = 200
/** ms that it has to stop by itself; then its process is ended, wherever it is */
const GRACE = 400
/** ms for which a database that is away when an import ends is waited for */
const PATIENCE = 600_000

/**
 * Carries out what was claimed, and gives the lease back. The work is done in a process of its own and the lease is
 * renewed from this one, so that neither a long training nor a line without end keeps the lease from being renewed or a
 * cancellation from being heard: it ends the import within a second. Resolves and throws as `runImport` does.
 */
export async function supervise(
  stores: ImportStores,
  databaseUrl: string,
  settings: ImportSettings,
  claim: Claim,
  hooks: Hooks = {},
  silence = SILENCE,
): Promise<Import> {
  try {
    // What lives in the memory of this process alone, another could not see.
    if (databaseUrl === 'sqlite::memory:') return await carryOut(stores, settings, claim, hooks)
    return await inProcess(stores, databaseUrl, settings, claim, hooks, silence)
  } finally {
    await claim.lease.release().catch(() => {})
  }
}

/** Bytes of memory that the collector of an import counts on; no limit. */
const COLLECTED_FOR = 256 * 2 ** 20

async function inProcess(
  stores: ImportStores,
  databaseUrl: string,
  settings: ImportSettings,
  { record, lease, ttl }: Claim,
  hooks: Hooks,
  silence: number,
): Promise<Import> {
  const { signal } = hooks
  let heard = performance.now()
  const { promise: ended, resolve, reject } = Promise.withResolvers<Import | 'stopped'>()
  const child = Bun.spawn(programAt('imports/run/import-process.ts', 'import-process'), {
    // A third of the memory for a twentieth more of CPU time, and a third of the rest for as much again: the collector
    // lets garbage grow with the memory that it thinks there is. In this form the compiled binary takes both.
    env: { ...process.env, BUN_OPTIONS: '--smol', BUN_JSC_forceRAMSize: `${COLLECTED_FOR}` },
    // A file that is piped into this process is read there.
    stdio: ['inherit', 'ignore', 'inherit'],
    serialization: 'json',
    ipc(said: Said) {
      heard = performance.now()
      if ('alive' in said) return
      if ('progress' in said) hooks.onProgress?.(said.progress)
      else if ('finished' in said) resolve(said.finished)
      else reject(retold(said.failed))
    },
    onExit: (_, code, name) => (signal?.aborted ? resolve('stopped') : reject(died(code, name))),
  })
  // Where both want the same core, readers come first.
  setPriority(child.pid, Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL))
  child.send({
    databaseUrl,
    settings,
    record,
    holder: lease.holder,
    ttl,
    traceparent: currentTraceparent(),
  } satisfies Job)
  const beat = setInterval(async () => {
    // A database that is away is asked again; only an answer can say that the lease is lost.
    if (!(await lease.renew().catch(() => true))) reject(stopped('another import has taken over'))
  }, ttl / 4)
  // A damaged file can send whoever reads it round and round; nothing in that process could notice.
  const watch = setInterval(() => {
    if (performance.now() - heard > silence) reject(stuck(Math.round(silence / 1000)))
  }, silence / 10)
  const stop = listen(stores, record.id, signal, () => resolve('stopped'))
  const end = async () => {
    child.kill('SIGKILL')
    await child.exited
  }
  const orphaned = (ending: Ending) =>
    settleOrphan(
      stores,
      record.id,
      { ...ending, finished_at: now() },
      {
        patience: signal?.aborted ? GRACE : PATIENCE,
        ...(signal && { signal }),
      },
    )
  try {
    const outcome = await ended
    if (outcome !== 'stopped') return outcome
    await end()
    return await orphaned({ status: 'cancelled' })
  } catch (error) {
    await end()
    const settled = await orphaned(failedAs(error))
    if (settled.status === 'published') return settled
    throw error
  } finally {
    stop()
    clearInterval(beat)
    clearInterval(watch)
    await end()
  }
}

/** Calls `end` when an import that was told to stop has had its time to. Returns what ends the listening. */
function listen(
  { imports }: ImportStores,
  id: number,
  signal: AbortSignal | undefined,
  end: () => void,
): () => void {
  let asked: Timer | null = null
  const heard = () => {
    asked ??= setTimeout(end, GRACE)
  }
  signal?.addEventListener('abort', heard)
  if (signal?.aborted) heard()
  const look = setInterval(async () => {
    if (await imports.cancellationRequested(id).catch(() => false)) heard()
  }, LOOK)
  return () => {
    clearInterval(look)
    if (asked) clearTimeout(asked)
    signal?.removeEventListener('abort', heard)
  }
}
