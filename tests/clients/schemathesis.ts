/*
 * Schemathesis asks a running server thousands of questions made from its document, with all its checks and three
 * seeds: no server error, no undocumented status, type or shape. What it finds besides is explained in docs/api.md.
 * Skipped by name where Python or PyPI is missing.
 */
import { join } from 'node:path'
import { Checks, must } from '../support/checks.ts'
import { type Python, pythonWith } from '../support/python.ts'
import { settled, startServer } from '../support/server.ts'

const SEEDS = [1, 2, 3]
const EXAMPLES = 60
/** Which requests are taken and refused: rules between parameters are no part of a schema. */
const EXPLAINED = ['ST201', 'ST202']
/** Their GET is a page, which the document leaves out, beside its form's POST, which stands in it. */
const FORMS = ['/imports', '/imports/{id}/rejects/{place}']
const PAGES = FORMS.flatMap((path) => [
  { code: 'ST204', where: `GET ${path}` },
  { code: 'ST205', where: `OPTIONS ${path}` },
])

const checks = new Checks()
const python = await pythonWith('schemathesis==4.32.0')
if (typeof python === 'string') checks.none(python)
else await examine(python)
checks.finish()

async function examine({ bin, folder, remove }: Python): Promise<void> {
  try {
    for (const seed of SEEDS) {
      await checks.check(`schemathesis, all checks, seed ${seed}`, async () => {
        const said = await ask(join(bin, 'st'), folder, seed)
        const [, cases] = said.match(/Test cases:\s+([\d,]+) generated/) ?? []
        must(cases !== undefined, said.slice(-2000))
        const found = failures(said)
        const wrong = found.filter(
          ({ code, where }) =>
            !EXPLAINED.includes(code) &&
            !PAGES.some((page) => page.code === code && page.where === where),
        )
        must(wrong.length === 0, wrong.map(({ code, where }) => `${code} at ${where}`).join('; '))
        const count = (wanted: string) => found.filter(({ code }) => code === wanted).length
        return `${cases} questions; operations that took more than they say: ${count('ST201')}, that took less: ${count('ST202')}`
      })
    }
  } finally {
    remove()
  }
}

/** Each seed asks a server of its own, as some questions start imports. */
async function ask(program: string, folder: string, seed: number): Promise<string> {
  const server = await startServer()
  try {
    await settled(server.url)
    const child = Bun.spawn(
      [
        ...[program, 'run', `${server.url}/openapi.json`, '--checks', 'all'],
        ...['--phases', 'examples,coverage,fuzzing', '--continue-on-failure'],
        ...['--seed', String(seed), '--max-examples', String(EXAMPLES)],
        ...['--request-timeout', '60', '--no-color'],
        // A stream of events has no end that a question could wait for.
        ...['--exclude-operation-id', 'followTransactions'],
      ],
      { cwd: folder, stdout: 'pipe', stderr: 'inherit' },
    )
    return await new Response(child.stdout).text()
  } finally {
    await server.stop()
  }
}

/** Its report: a rule with the operation's name, then `- ST123 what` for each thing found there. */
function failures(said: string): { code: string; where: string }[] {
  const found: { code: string; where: string }[] = []
  let where = ''
  for (const line of said.split('\n')) {
    where = line.match(/^_{3,} (.+?) _{3,}$/)?.[1] ?? where
    const code = line.match(/^- (ST\d+) /)?.[1]
    if (code !== undefined) found.push({ code, where })
  }
  return found
}
