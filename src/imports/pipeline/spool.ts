import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Listing } from '../../listing/row.ts'
import { grown } from '../../snapshots/index/gather.ts'
import type { Cleaner } from '../cleaning/clean.ts'
import { type CarFile, rowAgain } from '../reading/inspect.ts'
import { bytesAt, fileAt, fingerprintAt, HEAD, lineAt, RowForm } from './spooled-row.ts'

/** A file that is being read, and what reads it. */
export type Reading = { file: CarFile; clean: Cleaner }
/** `row`: how many came before it. */
export type Spooled = { row: number; listing: Listing; reading: Reading; fingerprint: number }

const CHUNK = 1024 * 1024
/** Bytes of a character in UTF-8, at most, for each unit of UTF-16. */
const WIDEST = 3
/** Bytes that are read for one row at first: few rows are longer. */
const USUAL = 1024

/**
 * The rows that no rule refused, cleaned, in a file without a name: a source is read once, and each of its rows cleaned
 * once, whatever has to be known of all of them before the first can be published. Keeps 16 bytes a row in memory.
 */
export class Spool {
  private readonly fd: number
  private readonly form = new RowForm()
  private readonly buffer = Buffer.allocUnsafe(CHUNK)
  private readonly view = new DataView(this.buffer.buffer, this.buffer.byteOffset, CHUNK)
  private filled = 0
  private written = 0
  private offsets = new Float64Array(1024)
  private prints = new Float64Array(1024)
  private rows = 0

  /** @param readings in the order of their files */
  constructor(private readonly readings: readonly Reading[]) {
    const folder = mkdtempSync(join(tmpdir(), 'forecourt-spool-'))
    try {
      this.fd = openSync(join(folder, 'rows'), 'wx+', 0o600)
    } finally {
      // Nothing is left of it, however this process ends.
      rmSync(folder, { recursive: true, force: true })
    }
  }

  get size(): number {
    return this.rows
  }

  /** Bytes in memory, but for what grows with the catalogue. */
  get memory(): number {
    return this.buffer.length + this.offsets.byteLength + this.prints.byteLength
  }

  /** By row. */
  get fingerprints(): Float64Array {
    return this.prints.subarray(0, this.rows)
  }

  add(listing: Listing, file: number, fingerprint: number): void {
    const { raw } = listing.record
    if (this.filled + HEAD + raw.length * WIDEST > CHUNK) this.flush()
    const at = this.filled
    const bytes = this.buffer.write(raw, at + HEAD)
    this.form.write(this.view, at, listing, { bytes, file, fingerprint })
    if (this.rows === this.offsets.length) {
      this.offsets = grown(this.offsets)
      this.prints = grown(this.prints)
    }
    this.offsets[this.rows] = this.written + at
    this.prints[this.rows] = fingerprint
    this.rows += 1
    this.filled = at + HEAD + bytes
  }

  /** Every row in its order, or those whose fingerprints are wanted, in batches. */
  *batches(wanted: (fingerprint: number) => boolean = () => true): Generator<Spooled[]> {
    this.flush()
    let row = 0
    for (let from = 0; from < this.written; ) {
      const length = readSync(this.fd, this.buffer, 0, CHUNK, from)
      const batch: Spooled[] = []
      let at = 0
      for (;;) {
        if (at + HEAD > length) break
        const next = at + HEAD + bytesAt(this.view, at)
        if (next > length) break
        const fingerprint = fingerprintAt(this.view, at)
        if (wanted(fingerprint)) batch.push(this.decoded(this.buffer, this.view, at, row))
        row += 1
        at = next
      }
      if (at === 0) throw new Error('the spool ends in the middle of a row')
      from += at
      yield batch
    }
  }

  /** One row. */
  at(row: number): Spooled {
    this.flush()
    const from = this.offsets[row] ?? 0
    let bytes = Buffer.allocUnsafe(USUAL)
    readSync(this.fd, bytes, 0, USUAL, from)
    const length = HEAD + bytesAt(viewOf(bytes), 0)
    if (length > USUAL) {
      bytes = Buffer.allocUnsafe(length)
      readSync(this.fd, bytes, 0, length, from)
    }
    return this.decoded(bytes, viewOf(bytes), 0, row)
  }

  close(): void {
    closeSync(this.fd)
  }

  private flush(): void {
    for (let at = 0; at < this.filled; ) {
      at += writeSync(this.fd, this.buffer, at, this.filled - at, this.written + at)
    }
    this.written += this.filled
    this.filled = 0
  }

  private decoded(buffer: Buffer, view: DataView, at: number, row: number): Spooled {
    const reading = this.readings[fileAt(view, at)]
    if (!reading) throw new Error('a row of the spool is of no file')
    const raw = buffer.toString('utf8', at + HEAD, at + HEAD + bytesAt(view, at))
    const { file, clean } = reading
    const listing =
      this.form.read(view, at, file.name, raw) ?? clean(rowAgain(raw, file, lineAt(view, at)))
    return { row, listing, reading, fingerprint: fingerprintAt(view, at) }
  }
}

const viewOf = ({ buffer, byteOffset, length }: Buffer) => new DataView(buffer, byteOffset, length)
