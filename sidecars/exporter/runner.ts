import type { Config } from '../../src/config.ts'
import { type Extraction, ExtractionStopped, extract } from '../../src/exports/extract.ts'
import { engineOf } from '../../src/exports/source.ts'
import type { Log } from '../../src/platform/log.ts'
import type { Connection } from './connection.ts'

export const RESULTS = [
  'extracted',
  'unchanged',
  'elsewhere',
  'empty',
  'stopped',
  'failed',
] as const
export type Result = (typeof RESULTS)[number]

/** ms between two looks at what is due, and before a failure is tried again */
const LOOK = 5_000
const AGAIN = 60_000
/** ms that a stop waits for the extraction */
const PATIENCE = 5_000

/** When extractions run, and what became of them. One at a time. */
export class Runner {
  readonly results: Record<Result, number> = {
    extracted: 0,
    unchanged: 0,
    elsewhere: 0,
    empty: 0,
    stopped: 0,
    failed: 0,
  }
  /** of the last upload; null: none was tried */
  uploaded: boolean | null = null
  uploadFailures = 0
  /** seconds that the last one took; null: none was made here */
  seconds: number | null = null

  private running: Promise<Result> | null = null
  private readonly stopping = new AbortController()
  private timer: ReturnType<typeof setInterval> | null = null
  /** ms since 1970 */
  private due = 0
  /** the snapshot that was current at the last run */
  private seen = ''

  constructor(
    private readonly connection: Connection,
    private readonly config: Config,
    private readonly log: Log,
    private readonly lookEvery = LOOK,
  ) {}

  get isRunning(): boolean {
    return this.running !== null
  }

  /** Starts an extraction; null while one runs. */
  start(reason: string): { started_at: string } | null {
    if (this.running || this.stopping.signal.aborted) return null
    const started = Date.now()
    this.log.debug('extraction begins', { reason })
    this.running = this.run(started)
      .then((result) => {
        this.results[result] += 1
        this.due = started + Math.min(this.pause(result), this.config.exportInterval)
        return result
      })
      .finally(() => {
        this.running = null
      })
    return { started_at: new Date(started).toISOString() }
  }

  /** At once, then every interval and whenever another snapshot is current; an interval of 0: never by itself. */
  schedule(): void {
    if (this.config.exportInterval === 0) return
    const look = () => this.look().catch(() => {})
    this.timer = setInterval(look, this.lookEvery)
    look()
  }

  async once(): Promise<boolean> {
    this.start('once')
    const result = await this.running
    return result !== 'failed' && result !== 'stopped' && this.uploaded !== false
  }

  /** What is finished of a running one stays for the next. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer)
    this.stopping.abort()
    // A database that does not answer must not hold up the end: what is finished is safe at any moment.
    await Promise.race([this.running, Bun.sleep(PATIENCE)])
  }

  /** ms until the next one */
  private pause(result: Result): number {
    if (result === 'elsewhere') return this.lookEvery
    return result === 'failed' || this.uploaded === false ? AGAIN : this.config.exportInterval
  }

  private async look(): Promise<void> {
    if (this.running) return
    if (Date.now() >= this.due) {
      this.start('it is time')
      return
    }
    const { stores } = await this.connection.get()
    const current = await stores.cars.current()
    if (current && keyOf(current) !== this.seen) this.start('another snapshot')
  }

  private async run(started: number): Promise<Result> {
    const { config, log } = this
    try {
      const { stores } = await this.connection.get()
      const current = await stores.cars.current()
      this.seen = current ? keyOf(current) : ''
      const { exportDir, exportKeep, s3Bucket, s3Access, databaseUrl } = config
      const settings = {
        dir: exportDir,
        keep: exportKeep,
        engine: engineOf(databaseUrl),
        version: config.app.version,
        s3: s3Bucket === null ? null : { ...s3Access, bucket: s3Bucket },
      }
      const { signal } = this.stopping
      const done = await extract(stores, settings, { signal, say: log.info })
      this.tell(done, started)
      return done.result
    } catch (error) {
      if (error instanceof ExtractionStopped) {
        log.warn(error.message)
        return 'stopped'
      }
      const [said = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
      log.error(`the extraction failed: ${said}`)
      return 'failed'
    }
  }

  private tell({ result, extracted, s3 }: Extraction, started: number): void {
    const { log } = this
    const duration_ms = Date.now() - started
    const where = extracted ? { folder: extracted.path } : {}
    if (result === 'extracted') {
      this.seconds = duration_ms / 1000
      log.info(`snapshot ${extracted?.manifest.snapshot.version} is extracted`, {
        ...where,
        duration_ms,
      })
    } else if (result === 'unchanged') {
      const version = extracted?.manifest.snapshot.version
      log.info(`snapshot ${version} was extracted before: nothing to do`, where)
    } else if (result === 'elsewhere') {
      log.info('another exporter is extracting into this folder: nothing to do')
    } else {
      log.info('there is no snapshot yet: nothing to extract')
    }
    if (!s3) return
    this.uploaded = s3.error === null
    if (s3.error === null) {
      if (s3.uploaded + s3.deleted > 0) {
        log.info('the bucket is up to date', { uploaded: s3.uploaded, deleted: s3.deleted })
      }
      return
    }
    this.uploadFailures += 1
    log.error(`the upload failed, it is tried again: ${s3.error}`)
  }
}

const keyOf = ({ version, content_hash }: { version: number; content_hash: string }) =>
  `${version} ${content_hash}`
