import type { Import } from '../snapshots/import.ts'
import type { ImportLedger, Lease } from '../snapshots/ledger.ts'
import { IMPORT_LEASE, LEASE_TTL } from './recover.ts'

export type Progress = Import['progress']

export type Hooks = {
  /** The record exists; everything that can take long comes after it. */
  onStart?(record: Import): void
  onProgress?(progress: Progress): void
  /** Another import holds the lease; called once. */
  onWait?(): void
  /** Cancels, also while waiting. */
  signal?: AbortSignal
}

const WAIT = 500
const RENEWAL = LEASE_TTL / 4
/** ms between two updates of the record */
const UPDATE = 250

export class ImportCancelled extends Error {
  override name = 'ImportCancelled'
}

/** Holds the lease of an import, lets others work between batches, tells how far it is, and hears when to stop. */
export class Watch {
  cancelled = false
  #imports: ImportLedger
  #hooks: Hooks
  #lease: Lease
  #lost = false
  #renewal: Timer
  #id: number | null = null
  #progress: Progress = { phase: 'surveying', rows: 0, total_rows: null, bytes: 0, total_bytes: 0 }
  #updated = 0

  private constructor(imports: ImportLedger, hooks: Hooks, lease: Lease) {
    this.#imports = imports
    this.#hooks = hooks
    this.#lease = lease
    this.#renewal = setInterval(() => this.#renew().catch(() => {}), RENEWAL)
  }

  static async begin(imports: ImportLedger, hooks: Hooks): Promise<Watch> {
    let waited = false
    for (;;) {
      if (hooks.signal?.aborted) throw new ImportCancelled('Cancelled before it began')
      const lease = await imports.lease(IMPORT_LEASE, LEASE_TTL)
      if (lease !== null) return new Watch(imports, hooks, lease)
      if (!waited) hooks.onWait?.()
      waited = true
      await Bun.sleep(WAIT)
    }
  }

  follow({ id }: Import): void {
    this.#id = id
  }

  enter(phase: Progress['phase'], files: { bytes: number }[], total_rows: number | null): void {
    const total_bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    const done = phase === 'publishing'
    const rows = done ? (total_rows ?? 0) : 0
    this.#progress = { phase, rows, total_rows, bytes: done ? total_bytes : 0, total_bytes }
    this.#updated = 0
  }

  /** After each batch. Throws when the import was cancelled or has lost its lease. */
  pulse = async (rows = 0, bytes = 0): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve))
    await this.#check()
    if (rows > 0) this.#progress = { ...this.#progress, rows, bytes }
    if (performance.now() - this.#updated >= UPDATE) await this.#tell()
  }

  async beforePublication(): Promise<void> {
    await this.#renew()
    await this.#check()
    await this.#tell()
  }

  async end(): Promise<void> {
    clearInterval(this.#renewal)
    await this.#lease.release().catch(() => {})
  }

  async #check(): Promise<void> {
    if (this.#lost) throw new Error('another import has taken over')
    const asked = this.#id !== null && (await this.#imports.cancellationRequested(this.#id))
    if (!asked && !this.#hooks.signal?.aborted) return
    this.cancelled = true
    throw new ImportCancelled('Cancelled')
  }

  async #renew(): Promise<void> {
    if (!(await this.#lease.renew())) this.#lost = true
  }

  async #tell(): Promise<void> {
    this.#updated = performance.now()
    this.#hooks.onProgress?.(this.#progress)
    if (this.#id !== null) await this.#imports.update(this.#id, { progress: this.#progress })
  }
}
