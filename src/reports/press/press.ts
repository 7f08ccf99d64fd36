import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PQueue from 'p-queue'
import type { Car } from '../../listing/car.ts'
import { workerAddress } from '../../platform/beside.ts'
import { HttpError } from '../../platform/http/errors.ts'
import { message } from '../../platform/language/message.ts'
import type { Reader } from '../../platform/language/reader.ts'
import type { PdfProps } from '../pdf/market.ts'
import type { Report } from '../report.ts'
import type { FromWorker, Job, ToWorker } from './jobs.ts'

/** Files that may wait while one is being made. */
const MOST_WAITING = 16
/** s after which it is worth asking again. */
const RETRY_AFTER = 10
/** ms after which a workbook goes that nobody has begun to read. */
const UNREAD = 60_000
/** Bytes of a workbook that are read at once. */
const CHUNK = 64 * 1024

/** Makes files beside the event loop, one after another, so that pages are answered meanwhile. */
export class Press {
  private readonly queue = new PQueue({ concurrency: 1 })
  private worker: Worker | null = null

  /** @throws HttpError 503 when too many wait */
  pdf(props: PdfProps, reader: Reader): Promise<Uint8Array<ArrayBuffer>> {
    return this.bytes({ kind: 'pdf', reader, props })
  }

  /** @throws HttpError 503 when too many wait */
  png(svg: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.bytes({ kind: 'png', svg })
  }

  private async bytes(job: Job): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.make(job, none())
    if (bytes === null) throw new Error(`the worker made no ${job.kind}`)
    return bytes
  }

  /**
   * A workbook as a stream, once it is whole: a slow reader then holds nobody up.
   * @throws HttpError 503 when too many wait
   */
  async workbook(
    report: Report,
    address: string,
    cars: AsyncIterable<Car[]>,
    reader: Reader,
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const path = join(tmpdir(), `forecourt-${randomUUID()}.xlsx`)
    try {
      await this.make({ kind: 'xlsx', reader, report, address, path }, cars)
    } catch (error) {
      await rm(path, { force: true })
      throw error
    }
    setTimeout(() => rm(path, { force: true }), UNREAD).unref()
    return streamOf(path)
  }

  private async make(job: Job, cars: AsyncIterable<Car[]>) {
    if (this.queue.size >= MOST_WAITING) {
      throw new HttpError(503, message('Too many files are being made; ask again in a moment.'), {
        headers: { 'retry-after': String(RETRY_AFTER) },
      })
    }
    return this.queue.add(() => this.run(job, cars[Symbol.asyncIterator]()))
  }

  private async run(job: Job, cars: AsyncIterator<Car[]>) {
    const worker = this.hire()
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer> | null>()
    const say = (message: ToWorker) => worker.postMessage(message)
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if ('done' in data) resolve(data.done)
      else if ('failed' in data) reject(new Error(data.failed))
      else {
        cars.next().then(({ value, done }) => say({ cars: done ? null : value }), reject)
      }
    }
    worker.onerror = ({ message }) => reject(new Error(message))
    say({ job })
    try {
      return await promise
    } catch (error) {
      // Whatever it was about, the next file begins with a worker that knows nothing of it.
      worker.terminate()
      this.worker = null
      throw error
    } finally {
      await cars.return?.()
    }
  }

  /** One worker for all files, made when the first is asked for; it alone does not keep the process alive. */
  private hire(): Worker {
    if (this.worker === null) {
      this.worker = new Worker(workerAddress('reports/press/worker.ts'), { ref: false })
    }
    return this.worker
  }
}

async function* none(): AsyncGenerator<Car[]> {}

/** A file as a stream that removes it: an open file stays readable without its name. */
function streamOf(path: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  let file: FileHandle | null = null
  return new ReadableStream(
    {
      async pull(controller) {
        if (file === null) {
          file = await open(path)
          await rm(path)
        }
        const { bytesRead, buffer } = await file.read(new Uint8Array(CHUNK), 0, CHUNK)
        if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead))
        await file.close()
        controller.close()
      },
      async cancel() {
        await file?.close()
        await rm(path, { force: true })
      },
    },
    // Opened when somebody reads, so that an answer that is thrown away holds no file open.
    { highWaterMark: 0 },
  )
}
