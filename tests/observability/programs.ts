import { mkdirSync, openSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Subprocess } from 'bun'
import { ROOT } from '../support/server.ts'

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    server.close(() => resolve(port))
  })
  return promise
}

/** Programs that a check starts, each with its output in a file; all of them end with it. */
export class Programs {
  private readonly running = new Set<Subprocess>()

  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true })
  }

  start(name: string, command: string[], env: Record<string, string> = {}): Subprocess {
    const log = openSync(this.logOf(name), 'a')
    const child = Bun.spawn(command, {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
      stdio: ['ignore', log, log],
    })
    this.running.add(child)
    return child
  }

  logOf(name: string): string {
    return join(this.folder, `${name}.log`)
  }

  async stop(child: Subprocess): Promise<void> {
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await child.exited
    clearTimeout(late)
    this.running.delete(child)
  }

  async end(): Promise<void> {
    await Promise.all([...this.running].map((child) => this.stop(child)))
  }
}
