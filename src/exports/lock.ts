import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { HOST, isGone } from '../platform/stores/holder.ts'
import { writeWhole } from './durable.ts'

/*
 * A lease in a folder, for those who may not write to the database. The lock is the file `.lock-N` with the highest
 * N, and it says who holds it until when. A process that finds it over makes `.lock-N+1`, which only one can: so
 * taking over is one atomic step, and nothing that somebody else may just have renewed is ever deleted.
 */
type Held = { owner: string; host: string; pid: number; expires_at: number }

export type FolderLock = {
  /** false: it was not renewed in time, and somebody else may hold it now. */
  held(): boolean
  release(): Promise<void>
}

/** ms without a sign of life after which a holder on another host counts as dead; clocks may differ by less. */
export const LOCK_TTL = 60_000
const FILE = /^\.lock-(\d+)$/

/** The lock of a folder, renewed until it is released; null while somebody else holds it. `ttl` in ms. */
export async function lockFolder(dir: string, ttl = LOCK_TTL): Promise<FolderLock | null> {
  await mkdir(dir, { recursive: true })
  const last = await newest(dir)
  if (last > 0 && !(await isOver(dir, last, ttl))) return null

  const mine = last + 1
  const owner = crypto.randomUUID()
  const content = (expires_at: number) =>
    JSON.stringify({ owner, host: HOST, pid: process.pid, expires_at } satisfies Held)
  let until = Date.now() + ttl
  if (!(await createExclusively(pathOf(dir, mine), content(until)))) return null
  // After a pause between looking and making, this may be one that was made and removed meanwhile.
  if ((await newest(dir)) !== mine) {
    await rm(pathOf(dir, mine), { force: true })
    return null
  }
  await removeBelow(dir, mine)

  const renew = async () => {
    if (Date.now() >= until || (await newest(dir)) !== mine) {
      until = 0
      return
    }
    const next = Date.now() + ttl
    await writeWhole(pathOf(dir, mine), content(next))
    until = next
  }
  let renewing: Promise<void> = Promise.resolve()
  const renewal = setInterval(() => {
    renewing = renewing.then(renew).catch(() => {})
  }, ttl / 4)
  renewal.unref()
  return {
    held: () => Date.now() < until,
    async release() {
      clearInterval(renewal)
      await renewing
      if (Date.now() < until) await writeWhole(pathOf(dir, mine), content(0)).catch(() => {})
      until = 0
    },
  }
}

const pathOf = (dir: string, number: number) => join(dir, `.lock-${number}`)

async function numbers(dir: string): Promise<number[]> {
  return (await readdir(dir)).flatMap((name) => Number(name.match(FILE)?.[1] ?? []))
}

async function newest(dir: string): Promise<number> {
  return Math.max(0, ...(await numbers(dir)))
}

async function isOver(dir: string, number: number, ttl: number): Promise<boolean> {
  const path = pathOf(dir, number)
  try {
    const { host, pid, expires_at } = JSON.parse(await readFile(path, 'utf8')) as Held
    return expires_at <= Date.now() || isGone({ host, pid })
  } catch {
    // Just being written, or its writer died in the middle.
    const made = await stat(path).catch(() => null)
    return made !== null && made.mtimeMs + ttl <= Date.now()
  }
}

async function createExclusively(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx')
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') return false
    throw error
  }
}

async function removeBelow(dir: string, number: number): Promise<void> {
  for (const name of await readdir(dir)) {
    const [, each] = name.match(/^\.lock-(\d+)(\..+\.new)?$/) ?? []
    if (each !== undefined && Number(each) < number) await rm(join(dir, name), { force: true })
  }
}
