import { stat } from 'node:fs/promises'
import type { Config } from '../../config.ts'
import type { Log } from '../../platform/log.ts'
import type { Stores } from '../../snapshots/stores.ts'
import { type Importer, ImportRunning } from '../run/importer.ts'
import { openSource } from '../sources/index.ts'
import { placed } from '../sources/place.ts'
import { changeSchedules, nextRun, readSchedules, type Schedule } from './schedule.ts'

type Parts = {
  config: Pick<Config, 'importFolders'>
  stores: Pick<Stores, 'imports'>
  importer: Pick<Importer, 'start'>
  log: Log
}

/** ms between two looks; files that changed must be the same at two of them */
const LOOK = 5_000

/**
 * Imports what schedules name. Of several replicas one runs a moment: whoever notes it first. A moment that passed while none
 * was there is made up for once. What is odd about such an import is held, as nobody has looked at it.
 */
export function startSchedules(parts: Parts, every = LOOK): { stop(): Promise<void> } {
  const lookedAt = new Map<string, string>()
  let work = Promise.resolve()
  const timer = setInterval(() => {
    work = work
      .then(() => look(parts, lookedAt))
      .catch((error: Error) => {
        parts.log.warn(`schedules cannot be looked at: ${error.message.split('\n')[0]}`)
      })
  }, every)
  return {
    async stop() {
      clearInterval(timer)
      await work
    },
  }
}

/** One look at all of them. @param lookedAt files of each at the last look */
export async function look(
  parts: Parts,
  lookedAt: Map<string, string>,
  now = new Date(),
): Promise<void> {
  const { imports } = parts.stores
  for (const schedule of await readSchedules(imports)) {
    const spec = await specOf(schedule, parts.config.importFolders)
    const seen = schedule.cron === null ? await filesOf(spec, parts) : null
    const still = seen === null || lookedAt.get(schedule.id) === seen
    if (seen !== null) lookedAt.set(schedule.id, seen)
    if (!still || !isDue(schedule, seen, now)) continue
    await run(parts, schedule, spec, seen, now)
  }
}

function isDue(schedule: Schedule, seen: string | null, now: Date): boolean {
  if (schedule.cron === null) return seen !== null && seen !== '' && seen !== schedule.seen
  const next = nextRun(schedule, new Date(schedule.last_run ?? schedule.created_at))
  return next !== null && next <= now
}

async function run(
  { stores: { imports }, importer, log }: Parts,
  { id }: Schedule,
  spec: string,
  seen: string | null,
  now: Date,
): Promise<void> {
  const mine = await changeSchedules(imports, (all) => {
    const before = all.find((each) => each.id === id)
    if (!before || !isDue(before, seen, now)) return null
    const noted = { ...before, last_run: now.toISOString(), ...(seen !== null && { seen }) }
    return { all: all.map((each) => (each.id === id ? noted : each)), result: before }
  })
  if (mine === null) return
  const note = (change: Partial<Schedule>) =>
    changeSchedules(imports, (all) => ({
      all: all.map((each) => (each.id === id ? { ...each, ...change } : each)),
      result: true,
    }))
  try {
    const started = await importer.start([spec], { confined: true, publish: 'plain' })
    await note({ last_import: started.id })
  } catch (error) {
    // Another import runs: it is looked at again as if nothing had been noted.
    if (error instanceof ImportRunning) await note({ last_run: mine.last_run, seen: mine.seen })
    else log.error(`schedule ${id}: ${(error as Error).message.split('\n')[0]}`)
  }
}

/** A folder stands for the lists in it. */
async function specOf({ source }: Schedule, folders: readonly string[]): Promise<string> {
  if (/^[a-z]+:/i.test(source)) return source
  const path = await placed(source, { folders, confined: true }).catch(() => null)
  const isFolder = path !== null && ((await stat(path).catch(() => null))?.isDirectory() ?? false)
  return isFolder
    ? `${source.replace(/\/$/, '')}/*.{csv,tsv,txt,gz,zip,xlsx,json,ndjson,jsonl,parquet,arrow,feather}`
    : source
}

/** What files are, by name, size and moment; empty: there are none. */
async function filesOf(spec: string, { config: { importFolders } }: Parts): Promise<string> {
  try {
    const { files, close } = await openSource(spec, { folders: importFolders, confined: true })
    await close()
    const each = files.map(
      async ({ path, bytes }) => `${path} ${bytes} ${(await stat(path)).mtimeMs}`,
    )
    return String(Bun.hash((await Promise.all(each)).join('\n')))
  } catch {
    return ''
  }
}
