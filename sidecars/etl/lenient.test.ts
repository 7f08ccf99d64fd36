import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { ROOT, temporaryFolder } from '../../tests/support/server.ts'

test('a broken source fails an import, but keeps nobody from serving what is there', async () => {
  const folder = temporaryFolder()
  const broken = join(folder.path, 'broken.csv')
  await Bun.write(broken, 'this,is\nno,list of cars\n')
  const etl = async (args: string[], environment: Record<string, string> = {}) => {
    const child = Bun.spawn([process.execPath, 'sidecars/etl/main.ts', ...args], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: `sqlite:${folder.path}/market.db`,
        ...environment,
      },
      stdout: 'ignore',
      stderr: 'pipe',
    })
    const said = await new Response(child.stderr).text()
    return { code: await child.exited, said }
  }
  const fromBroken = { DATA_SOURCE: broken }
  expect((await etl(['--lenient'], fromBroken)).code).toBe(2)
  expect((await etl([])).code).toBe(0)
  expect((await etl([], fromBroken)).code).toBe(2)
  const { code, said } = await etl(['--lenient'], fromBroken)
  expect(code).toBe(0)
  expect(said).toMatch(/^warning: .+; snapshot 1 stays in use$/m)
  expect((await etl(['--nonsense'])).code).toBe(2)
  folder.remove()
})
