import type { Config } from '../../config.ts'
import type { Log } from '../../platform/log.ts'
import { createWebhook } from '../../platform/net/webhook.ts'
import type { Stores } from '../../snapshots/stores.ts'
import { sourceName } from '../sources/index.ts'
import { tryClaim } from './claim.ts'
import { discardHeld, publishHeld, restore } from './decide.ts'
import { type Importer, ImportRunning, type StartOptions } from './importer.ts'
import { supervise } from './supervise.ts'
import { tellOf } from './tell.ts'

type Settings = Pick<
  Config,
  'databaseUrl' | 'asOf' | 'rulePack' | 'snapshotKeep' | 'distanceUnit' | 'importFolders'
> &
  Partial<Pick<Config, 'currency' | 'remote' | 'limits' | 'webhookUrl'>>

/** Runs imports beside the readers, one at a time, so that a long file does not make them wait. */
export function backgroundImporter(config: Settings, stores: Stores, log: Log): Importer {
  const running = new Map<Promise<void>, AbortController>()
  const webhook = createWebhook(config.webhookUrl ?? null, log)
  let turn: Promise<unknown> = Promise.resolve()

  const begin = async (
    sources: string[],
    { confined, answers, profile, shownAs, publish }: StartOptions,
  ) => {
    const { databaseUrl, snapshotKeep: keep, importFolders, remote, limits, ...market } = config
    const { asOf, rulePack, currency, distanceUnit } = market
    const source = shownAs ?? sourceName(sources, importFolders)
    const claim = await tryClaim(stores, { source, rulePack })
    if (claim === null) {
      const [unfinished] = await stores.imports.unfinished()
      throw new ImportRunning(unfinished?.id ?? null)
    }
    const settings = {
      ...{ sources, asOf, rulePack, keep, distanceUnit, importFolders, confined },
      ...(currency !== undefined && { currency }),
      ...(answers && { answers }),
      ...(profile && { profile }),
      ...(remote && { remote }),
      ...(limits && { limits }),
      ...(publish && { publish }),
    }
    const stop = new AbortController()
    const work: Promise<void> = supervise(stores, databaseUrl, settings, claim, {
      signal: stop.signal,
    }).then(
      (record) => log.info(`import ${record.id} ${record.status}`, { source: record.source }),
      (error: Error) => log.error(`the import failed: ${error.message}`),
    )
    running.set(work, stop)
    work.finally(() => running.delete(work))
    // Who is told late holds up neither the next import nor the end of the server.
    void work
      .then(async () => tellOf(webhook, await stores.imports.find(claim.record.id)))
      .catch((error: Error) => log.warn(`nobody was told of the import: ${error.message}`))
    return claim.record
  }

  return {
    start(sources, options) {
      // One after another: whoever comes second is told which import came first.
      const mine = turn.then(() => begin(sources, options))
      turn = mine.catch(() => {})
      return mine
    },
    waiting: async (id) => (await stores.snapshots.held(id))?.snapshot ?? null,
    publish: (id) => publishHeld(stores, id, config.snapshotKeep),
    discard: (id) => discardHeld(stores, id),
    restore: (version) => restore(stores, version, config.snapshotKeep),
    async stop() {
      await turn
      for (const controller of running.values()) controller.abort()
      await Promise.all(running.keys())
    },
  }
}
