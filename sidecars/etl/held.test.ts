import { afterAll, expect, test } from 'bun:test'
import { join } from 'node:path'
import { ROOT, temporaryFolder } from '../../tests/support/server.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

const HEADER = 'brand,model,year,km,price'
const rows = (count: number) =>
  Array.from(
    { length: count },
    (_, n) => `Maruti,Swift ${n},${2010 + (n % 10)},${20_000 + n},${400_000 + n}`,
  )

async function etl(args: string[], text: string, environment: Record<string, string> = {}) {
  const path = join(folder.path, 'list.csv')
  await Bun.write(path, text)
  const child = Bun.spawn([process.execPath, 'sidecars/etl/main.ts', ...args, path], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: `sqlite:${folder.path}/market.db`,
      ...environment,
    },
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const said = await new Response(child.stderr).text()
  return { code: await child.exited, said }
}

test('what is held ends the command with 2 where no market stands, and with 0 and a warning where one does', async () => {
  const pounds = `make,model,year,price,mileage\nAudi,A1,2017,£12500,15735\n`
  const first = await etl([], pounds)
  expect(first.code).toBe(2)
  expect(first.said).toContain('is held, nothing was published')

  const whole = `${[HEADER, ...rows(60)].join('\n')}\n`
  expect((await etl([], whole)).code).toBe(0)

  const asked = await etl([], pounds)
  expect(asked.code).toBe(0)
  expect(asked.said).toContain('warning: import 3')

  // Whole, but most of the cars would be gone.
  const few = `${[HEADER, ...rows(20)].join('\n')}\n`
  const odd = await etl([], few)
  expect(odd.code).toBe(0)
  expect(odd.said).toContain('snapshot 1 stays in use')
  expect(odd.said).toContain('66.7 % of the cars would be gone: 40 of 60')
  expect(odd.said).toContain('--accept')
  expect((await etl(['--accept'], few)).code).toBe(0)
  const again = await etl([], whole, { HOLD_GONE: '0' })
  expect(again.code).toBe(0)
}, 120_000)
