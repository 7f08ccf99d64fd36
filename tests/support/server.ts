import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Subprocess } from 'bun'
import { until } from './checks.ts'

export const ROOT = join(import.meta.dir, '../..')

export type Running = {
  url: string
  databaseUrl: string
  process: Subprocess
  /** SIGTERM, and the exit code that follows */
  stop(): Promise<number>
}

/** A folder that goes away with the test. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'forecourt-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** The program itself, on a free port and a store of its own, as a user would start it. */
export async function startServer(environment: Record<string, string> = {}): Promise<Running> {
  const folder = temporaryFolder()
  const databaseUrl = environment.DATABASE_URL ?? ownDatabase(folder.path)
  const child = Bun.spawn([process.execPath, 'src/server.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: '0',
      DATABASE_URL: databaseUrl,
      ...environment,
    },
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const url = await listeningAt(child)
  return {
    url,
    databaseUrl,
    process: child,
    async stop() {
      child.kill('SIGTERM')
      const code = await child.exited
      folder.remove()
      return code
    },
  }
}

/** E2E_DATABASE is a URL in which NAME stands for a database; without it, a file. */
function ownDatabase(folder: string): string {
  const name = `forecourt_e2e_${crypto.randomUUID().slice(0, 8)}`
  return process.env.E2E_DATABASE?.replace('NAME', name) ?? `sqlite:${join(folder, 'market.db')}`
}

/** Waits until readers get cars. */
export async function ready(url: string, patience = 30_000): Promise<void> {
  const end = Date.now() + patience
  while (Date.now() < end) {
    // A connection may be closed as it begins, on a machine that is busy.
    if ((await fetch(`${url}/health/ready`).catch(() => null))?.ok) return
    await Bun.sleep(50)
  }
  throw new Error(`${url} was not ready within ${patience} ms`)
}

/** Waits until readers get cars and nothing is imported: the record of what was published settles a moment later. */
export async function settled(url: string): Promise<void> {
  await ready(url)
  await until(`${url} imports nothing`, async () => {
    const { items } = (await (await fetch(`${url}/api/imports?limit=1`)).json()) as {
      items: { status: string }[]
    }
    return !/queued|running/.test(items[0]?.status ?? '')
  })
}

/** Reads on after the address: a program whose output nobody takes would die of it. */
function listeningAt(child: Subprocess<'ignore' | 'pipe' | 'inherit', 'pipe', 'pipe'>) {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const follow = async () => {
    let said = ''
    const decoder = new TextDecoder()
    for await (const chunk of child.stdout) {
      said += decoder.decode(chunk, { stream: true })
      const address = said.match(/serves (http:\/\/[^"\s]+?)\/?"/)?.[1]
      if (address) resolve(address)
    }
    reject(new Error(`the server did not start: ${said}${await new Response(child.stderr).text()}`))
  }
  follow()
  return promise
}
