/*
 * Makes PDF files, pictures and workbooks beside the event loop, one at a time: laying out pages and compressing sheets takes
 * seconds of computing, in which nobody else would be answered. It has no store: cars are handed to it.
 */
import type { Car } from '../../listing/car.ts'
import { forReader } from '../../platform/language/reader.ts'
import { loadFonts } from '../pdf/fonts.ts'
import { marketPdf } from '../pdf/market.ts'
import { marketWorkbook } from '../xlsx/market.ts'
import { drawn } from './draw.ts'
import type { FromWorker, Job, ToWorker } from './jobs.ts'

declare const self: Worker

const say = (message: FromWorker, transfer: ArrayBuffer[] = []) =>
  self.postMessage(message, transfer)

let hand: (cars: Car[] | null) => void = () => {}

self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  if ('cars' in data) return hand(data.cars)
  try {
    const done = await make(data.job)
    say({ done }, done ? [done.buffer] : [])
  } catch (error) {
    say({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

async function make(job: Job): Promise<Uint8Array<ArrayBuffer> | null> {
  if (job.kind === 'png') return drawn(job.svg)
  return forReader(job.reader, async () => {
    if (job.kind === 'pdf') return marketPdf(job.props, await loadFonts())
    const file = Bun.file(job.path).writer()
    for await (const piece of marketWorkbook(handed(), job.report, job.address)) {
      file.write(piece)
      await file.flush()
    }
    await file.end()
    return null
  })
}

/** The cars of the report, batch after batch, as the other side reads them. */
async function* handed(): AsyncGenerator<Car[]> {
  while (true) {
    const { promise, resolve } = Promise.withResolvers<Car[] | null>()
    hand = resolve
    say({ want: 'cars' })
    const cars = await promise
    if (cars === null) return
    yield cars
  }
}
