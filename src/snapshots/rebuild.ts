import { workerAddress } from '../platform/beside.ts'
import type { Snapshot } from './read.ts'

/** `path`: where the index goes */
export type Rebuild = { databaseUrl: string; snapshot: Snapshot; path: string }
export type Rebuilt = { done: true } | { failed: string }

/** Makes the index of a snapshot from its rows beside the event loop, so that whoever asks for another is answered. */
export async function rebuild(job: Rebuild): Promise<void> {
  const worker = new Worker(workerAddress('snapshots/rebuild-worker.ts'))
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  worker.onmessage = ({ data }: MessageEvent<Rebuilt>) =>
    'done' in data ? resolve() : reject(new Error(data.failed))
  worker.onerror = ({ message }) => reject(new Error(message))
  worker.postMessage(job)
  try {
    await promise
  } finally {
    worker.terminate()
  }
}
