import { beginSpan } from '../../platform/tracing.ts'
import type { Import } from '../../snapshots/import.ts'
import type { ImportLedger, Lease } from '../../snapshots/ledger.ts'

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

/** Rows after which the memory of those before is given back: the collector alone would let it grow threefold. */
const TIDY = 50_000
/** ms between two updates of the record */
const UPDATE = 250

export class ImportCancelled extends Error {
  override name = 'ImportCancelled'
}

/** Keeps the lease of an import, lets others work between batches, tells how far it is, and hears when to stop. */
export class Watch {
  cancelled = false
  #imports: ImportLedger
  #hooks: Hooks
  #lease: Lease
  #lost = false
  #renewal: Timer
  #id: number
  #progress: Progress = { phase: 'surveying', rows: 0, total_rows: null, bytes: 0, total_bytes: 0 }
  #updated = 0
  #tidied = 0
  #endPhase: ReturnType<typeof beginSpan> = null

  /** @param ttl ms that the lease lives without renewal */
  constructor(imports: ImportLedger, id: number, lease: Lease, ttl: number, hooks: Hooks) {
    this.#imports = imports
    this.#hooks = hooks
    this.#lease = lease
    this.#id = id
    this.#renewal = setInterval(() => this.#renew().catch(() => {}), ttl / 4)
  }

  enter(phase: Progress['phase'], files: { bytes: number }[], total_rows: number | null): void {
    const total_bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    const done = phase === 'publishing'
    const rows = done ? (total_rows ?? 0) : 0
    this.#progress = { phase, rows, total_rows, bytes: done ? total_bytes : 0, total_bytes }
    this.#updated = 0
    this.#endPhase?.(null)
    this.#endPhase = beginSpan(`import ${phase}`)
  }

  /** After each batch. Throws when the import was cancelled or has lost its lease. */
  pulse = async (rows = 0, bytes = 0): Promise<void> => {
    if (rows - this.#tidied >= TIDY || rows < this.#tidied) {
      this.#tidied = rows
      Bun.gc(true)
    }
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

  end(): void {
    clearInterval(this.#renewal)
    this.#endPhase?.(null)
    this.#endPhase = null
  }

  async #check(): Promise<void> {
    if (this.#lost) throw new Error('another import has taken over')
    const asked = await this.#imports.cancellationRequested(this.#id)
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
    await this.#imports.update(this.#id, { progress: this.#progress })
  }
}
