import type { Import } from '../snapshots/import.ts'
import type { Claim } from './claim.ts'
import { failedAs, retold, stopped, type Told } from './failures.ts'
import { type Ending, now } from './record.ts'
import { IMPORT_LEASE } from './recover.ts'
import { carryOut } from './run.ts'
import type { ImportSettings, ImportStores } from './settings.ts'
import { settleOrphan } from './settle.ts'
import type { Hooks, Progress } from './watch.ts'

/** What a worker of this file is told to do. */
export type Job =
  | {
      kind: 'import'
      databaseUrl: string
      settings: ImportSettings
      record: Import
      holder: string
      ttl: number
    }
  | { kind: 'heartbeat'; databaseUrl: string; lease: string; holder: string; ttl: number }
/** What it says. */
export type Said = { progress: Progress } | { finished: Import } | { failed: Told } | { lost: true }

/** ms between two looks at whether an import was told to stop */
const LOOK = 200
/** ms that it has to stop by itself; then its thread is ended, wherever it is */
const GRACE = 400
/** ms for which a database that is away when an import ends is waited for */
const PATIENCE = 600_000

/** Inside a compiled binary modules are named from the folder of its entry points. */
const WORKER =
  Bun.embeddedFiles.length > 0
    ? './imports/in-background.ts'
    : new URL('./in-background.ts', import.meta.url).href

/**
 * Carries out what was claimed, and gives the lease back. The work is done in a thread of its own and the lease is
 * renewed from another one, so that neither a long training nor a line without end keeps the lease from being renewed
 * or a cancellation from being heard: it ends the import within a second. Resolves and throws as `runImport` does.
 */
export async function supervise(
  stores: ImportStores,
  databaseUrl: string,
  settings: ImportSettings,
  claim: Claim,
  hooks: Hooks = {},
): Promise<Import> {
  try {
    // What lives in this thread's memory alone, a worker could not see.
    if (databaseUrl === 'sqlite::memory:') return await carryOut(stores, settings, claim, hooks)
    return await inThread(stores, databaseUrl, settings, claim, hooks)
  } finally {
    await claim.lease.release().catch(() => {})
  }
}

async function inThread(
  stores: ImportStores,
  databaseUrl: string,
  settings: ImportSettings,
  { record, lease, ttl }: Claim,
  hooks: Hooks,
): Promise<Import> {
  const { holder } = lease
  const { promise: ended, resolve, reject } = Promise.withResolvers<Import | 'stopped'>()
  const hear = (said: Said) => {
    if ('progress' in said) hooks.onProgress?.(said.progress)
    else if ('finished' in said) resolve(said.finished)
    else if ('failed' in said) reject(retold(said.failed))
    else reject(stopped('another import has taken over'))
  }
  const worker = begin({ kind: 'import', databaseUrl, settings, record, holder, ttl }, hear, reject)
  const others: Worker[] = []
  const beat = setTimeout(() => {
    const job = { kind: 'heartbeat', databaseUrl, lease: IMPORT_LEASE, holder, ttl } as const
    // A heart that fails to beat is no reason to stop: the work renews the lease where it can.
    others.push(begin(job, hear, () => {}))
  }, ttl / 4)
  const stop = listen(stores, record.id, hooks.signal, () => resolve('stopped'))
  const { signal } = hooks
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
    worker.terminate()
    return await orphaned({ status: 'cancelled' })
  } catch (error) {
    worker.terminate()
    const settled = await orphaned(failedAs(error))
    if (settled.status === 'published') return settled
    throw error
  } finally {
    stop()
    clearTimeout(beat)
    worker.terminate()
    for (const each of others) each.terminate()
  }
}

function begin(job: Job, hear: (said: Said) => void, fail: (error: Error) => void): Worker {
  const worker = new Worker(WORKER)
  worker.onmessage = ({ data }: MessageEvent<Said>) => hear(data)
  worker.onerror = ({ message }) => fail(stopped(message))
  worker.postMessage(job)
  return worker
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
