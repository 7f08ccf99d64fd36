import type { Car } from '../../listing/car.ts'
import type { Language } from '../../platform/ui/language.ts'
import type { PdfProps } from '../pdf/market.ts'
import type { Report } from '../report.ts'

/** In which words and which money a file is written. */
export type Wording = { language: Language; currency: string }

/** A file that the worker is to make. */
export type Job =
  | { kind: 'pdf'; wording: Wording; props: PdfProps }
  | { kind: 'xlsx'; wording: Wording; report: Report; address: string; path: string }

/** To the worker: a job, or the cars that it asked for (null: that were all). */
export type ToWorker = { job: Job } | { cars: Car[] | null }

/** From the worker: it wants more cars, or it is done; a workbook then lies at the job's path. */
export type FromWorker =
  | { want: 'cars' }
  | { done: Uint8Array<ArrayBuffer> | null }
  | { failed: string }
