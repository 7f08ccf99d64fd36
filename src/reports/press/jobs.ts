import type { Car } from '../../listing/car.ts'
import type { Reader } from '../../platform/language/reader.ts'
import type { PdfProps } from '../pdf/market.ts'
import type { Report } from '../report.ts'

/** A file that the worker is to make. */
export type Job =
  | { kind: 'pdf'; reader: Reader; props: PdfProps }
  | { kind: 'png'; svg: string }
  | { kind: 'xlsx'; reader: Reader; report: Report; address: string; path: string }

/** To the worker: a job, or the cars that it asked for (null: that were all). */
export type ToWorker = { job: Job } | { cars: Car[] | null }

/** From the worker: it wants more cars, or it is done; a workbook then lies at the job's path. */
export type FromWorker =
  | { want: 'cars' }
  | { done: Uint8Array<ArrayBuffer> | null }
  | { failed: string }
