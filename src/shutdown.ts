import type { Log } from './platform/log.ts'

/** ms from the signal to the end of the process, whatever hangs; an orchestrator kills after 30 s or more */
const DEADLINE = 20_000
/** ms that readers have to take what was begun for them */
const DRAIN = 12_000

type Parts = {
  log: Log
  /** Says that no new reader should come */
  unready(): void
  servers: { stop(closeActive?: boolean): Promise<unknown> }[]
  /** What works beside the readers */
  workers: { stop(): Promise<void> }[]
  stores: { close(): Promise<void> }
  exit(code: number): void
}

/**
 * Ends the server within one deadline: unready, nothing new is accepted, what works beside is stopped while
 * readers take what was begun for them; who has not by then is cut off, the store closes, exit 0. Exit 1 where that hangs.
 */
export async function shutDown(parts: Parts, deadline = DEADLINE, drain = DRAIN): Promise<void> {
  const { log, unready, servers, workers, stores, exit } = parts
  const last = setTimeout(() => {
    log.error('the shutdown hangs: leaving as it is', { ms: deadline })
    exit(1)
  }, deadline)
  unready()
  const settled = (work: Promise<unknown>) => work.catch((error) => log.error(String(error)))
  const drained = Promise.all(servers.map((server) => settled(server.stop())))
  const stopped = Promise.all(workers.map((worker) => settled(worker.stop())))
  const slow = await Promise.race([drained.then(() => false), after(drain).then(() => true)])
  if (slow) {
    log.warn('cutting off readers who are too slow', { ms: drain })
    await Promise.all(servers.map((server) => settled(server.stop(true))))
  }
  await stopped
  await settled(stores.close())
  clearTimeout(last)
  exit(0)
}

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())
