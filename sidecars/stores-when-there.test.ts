import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { ROOT, temporaryFolder } from '../tests/support/server.ts'

/** A program of the live market whose brokers are away. */
const start = (name: string, database: string) =>
  Bun.spawn([process.execPath, `sidecars/${name}/main.ts`], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      ...{ PORT: '0', HOST: '127.0.0.1', KAFKA_BROKERS: '127.0.0.1:1', DATABASE_URL: database },
    },
    stdout: 'pipe',
    stderr: 'pipe',
  })

describe.each(['ledger', 'simulator'])('the %s', (name) => {
  test('waits for a database that is away, says so once, and ends when it is told', async () => {
    const child = start(name, 'mongodb://u:secret@127.0.0.1:1/market?serverSelectionTimeoutMS=50')
    let said = ''
    for await (const chunk of child.stdout) {
      said += new TextDecoder().decode(chunk)
      if (!said.includes('DATABASE_URL')) continue
      // Long enough for a second attempt.
      await Bun.sleep(500)
      expect(child.exitCode).toBeNull()
      child.kill('SIGTERM')
    }
    expect(await child.exited).toBe(0)
    expect(said.match(/"warn"/g)).toHaveLength(1)
    expect(said).not.toContain('secret')
    expect(said).not.toContain('serves http')
  })

  test('ends with one line where no database can ever be', async () => {
    const folder = temporaryFolder()
    const file = join(folder.path, 'file')
    await Bun.write(file, 'in its way')
    const child = start(name, `sqlite:${file}/market.db`)
    const error = await new Response(child.stderr).text()
    expect(await child.exited).toBe(2)
    expect(error).toMatch(new RegExp(`^${name}: DATABASE_URL=sqlite:.*\\n$`))
    folder.remove()
  })
})
