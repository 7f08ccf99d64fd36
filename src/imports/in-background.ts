import type { Config } from '../config.ts'
import type { Log } from '../platform/log.ts'
import type { Import } from '../snapshots/import.ts'
import type { Stores } from '../snapshots/stores.ts'
import { openStores } from '../stores.ts'
import { type Importer, ImportRunning } from './importer.ts'
import { recover } from './recover.ts'
import { runImport } from './run.ts'

export type Job = { config: Config; sources: string[] }
export type Message = { started: Import } | { finished: Import } | { failed: string }

/** Runs imports in a worker, so that a long file does not make a reader wait. */
export function backgroundImporter(config: Config, stores: Stores, log: Log): Importer {
  const running = new Map<Promise<void>, number | null>()
  // What lives in this process's memory alone, a worker could not see.
  const run = config.databaseUrl === 'sqlite::memory:' ? inProcess(stores) : inWorker

  return {
    async start(sources) {
      await recover(stores)
      const [unfinished] = await stores.imports.unfinished()
      if (unfinished) throw new ImportRunning(unfinished.id)
      const { promise: started, resolve, reject } = Promise.withResolvers<Import>()
      const onStart = (record: Import) => {
        running.set(work, record.id)
        resolve(record)
      }
      const work: Promise<void> = run({ config, sources }, onStart).then(
        (record) => log.info(`import ${record.id} ${record.status}`, { source: record.source }),
        (error: Error) => {
          log.error(`the import failed: ${error.message}`)
          reject(error)
        },
      )
      running.set(work, null)
      work.finally(() => running.delete(work))
      return started
    },
    async stop() {
      for (const id of running.values()) {
        if (id !== null) await stores.imports.requestCancellation(id)
      }
      await Promise.all(running.keys())
    },
  }
}

type Run = (job: Job, onStart: (record: Import) => void) => Promise<Import>

const inProcess =
  (stores: Stores): Run =>
  ({ config, sources }, onStart) =>
    runImport(stores, { ...config, sources, keep: config.snapshotKeep }, { onStart })

/** Inside a compiled binary modules are named from the folder of its entry points. */
const compiled = Bun.embeddedFiles.length > 0

const inWorker: Run = (job, onStart) => {
  const worker = new Worker(compiled ? './imports/in-background.ts' : import.meta.url)
  const { promise, resolve, reject } = Promise.withResolvers<Import>()
  worker.onmessage = ({ data }: MessageEvent<Message>) => {
    if ('started' in data) onStart(data.started)
    else if ('finished' in data) resolve(data.finished)
    else reject(new Error(data.failed))
  }
  worker.onerror = ({ message }) => reject(new Error(message))
  worker.postMessage(job)
  return promise.finally(() => worker.terminate())
}

declare const self: Worker
if (!Bun.isMainThread) {
  self.onmessage = async ({ data: { config, sources } }: MessageEvent<Job>) => {
    const say = (message: Message) => self.postMessage(message)
    try {
      const stores = await openStores(config.databaseUrl)
      const settings = { ...config, sources, keep: config.snapshotKeep }
      const finished = await runImport(stores, settings, { onStart: (started) => say({ started }) })
      await stores.close()
      say({ finished })
    } catch (error) {
      say({ failed: error instanceof Error ? error.message : String(error) })
    }
  }
}
