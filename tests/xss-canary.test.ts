import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { ROOT } from './support/server.ts'

const scan = async (folder: string) => {
  const child = Bun.spawn([process.execPath, 'x', 'xss-scan', '-p', 'tsconfig.json'], {
    cwd: join(ROOT, folder),
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const said = await new Response(child.stderr).text()
  return { code: await child.exited, said }
}

test('the XSS scan refuses a page that is known to be bad, so that its silence means something', async () => {
  const { code, said } = await scan('tests/fixtures')
  expect(code).toBe(1)
  expect(said).toContain('K601')
}, 60_000)

test('what the scan cannot see is not used', async () => {
  const forbidden =
    /\{safe[A-Z]\w*\}|const safe[A-Z]|as 'safe'|dangerouslySetInnerHTML|hx-on[:=]|hx-vals=|\sstyle=|javascript:|\bon(click|change|submit|load)=/
  const found: string[] = []
  for await (const file of new Bun.Glob('src/**/*.tsx').scan(ROOT)) {
    if (file.includes('.test.')) continue
    const lines = (await Bun.file(join(ROOT, file)).text()).split('\n')
    for (const [index, line] of lines.entries()) {
      // A block of data is no script, and `asData` leaves nothing in it that could end it.
      const inlineScript =
        /<script/.test(line) &&
        !/<script src=\{|<script type="application\/ld\+json">\{asData\(\w+\)\}</.test(line)
      if (forbidden.test(line) || inlineScript) found.push(`${file}:${index + 1} ${line.trim()}`)
    }
  }
  expect(found).toEqual([])
})
