import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { ROOT, temporaryFolder } from '../../tests/support/server.ts'
import { printable } from './printable.ts'

const ESCAPE = '\u001b[2J\u001b]0;owned\u0007'

test.each([
  ['\u001b[31mred', '\\u001b[31mred'],
  ['bell\u0007', 'bell\\u0007'],
  ['\u009b31m', '\\u009b31m'],
  ['turned \u202e back', 'turned \\u202e back'],
  ['two\nlines\r', 'two\\u000alines\\u000d'],
  ['Škoda Octavia, 1.4 “TSI”, ₹', 'Škoda Octavia, 1.4 “TSI”, ₹'],
])('%j is printed as %s', (text, printed) => {
  expect(printable(text)).toBe(printed)
})

test('nothing that a file holds moves the terminal of whoever imports it', async () => {
  const folder = temporaryFolder()
  const files = {
    'header.csv': `${ESCAPE},name\nAda,36\n`,
    'cells.csv': `brand,model,year,km,price\nMaruti,Swift,2020,${ESCAPE},1\n`,
    [`${ESCAPE.replaceAll('/', '')}.csv`]:
      'brand,model,year,km,price\nMaruti,Swift,2020,1000,500000\n',
  }
  for (const [name, text] of Object.entries(files)) await Bun.write(join(folder.path, name), text)
  const said = await Promise.all(
    [...Object.keys(files), `absent-${ESCAPE}`].map(async (name) => {
      const child = Bun.spawn([process.execPath, 'sidecars/etl/main.ts', join(folder.path, name)], {
        cwd: ROOT,
        env: { PATH: process.env.PATH, DATABASE_URL: `sqlite:${folder.path}/${Bun.hash(name)}.db` },
        stdout: 'pipe',
        stderr: 'pipe',
      })
      const text =
        (await new Response(child.stdout).text()) + (await new Response(child.stderr).text())
      await child.exited
      return text
    }),
  )
  for (const text of said) {
    expect(text.length).toBeGreaterThan(10)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  }
  // Whoever runs the import is told what the file has instead.
  expect(said[0]).toContain('; its first line has \\u001b[2J')
  folder.remove()
}, 30_000)
