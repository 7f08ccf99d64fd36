/*
 * A Python client, generated from the document of a running server, that calls every operation of it. Skipped by
 * name where Python or PyPI is missing.
 */
import { join } from 'node:path'
import { Checks, must } from '../support/checks.ts'
import {
  type Document,
  expectedOf,
  type Listed,
  operationsOf,
  successOf,
} from '../support/operations.ts'
import { type Python, pythonWith } from '../support/python.ts'
import { ROOT, settled, startServer } from '../support/server.ts'

/** Types of text that the generator does not know for text. */
const TEXTS = ['application/x-ndjson', 'application/atom+xml', 'application/xml', 'text/csv']

/** What the generator is to take each type of answer for: what the document calls binary are bytes. */
function configOf(all: readonly Listed[]) {
  const answers = all.flatMap(({ operation }) => Object.values(operation.responses ?? {}))
  const binary = answers.flatMap(({ content = {} }) =>
    Object.keys(content).filter((type) => content[type]?.schema?.format === 'binary'),
  )
  return {
    content_type_overrides: Object.fromEntries([
      ...TEXTS.map((type) => [type, 'text/plain']),
      ...binary.map((type) => [type, 'application/octet-stream']),
    ]),
    package_name_override: 'market',
  }
}

const checks = new Checks()
const python = await pythonWith('openapi-python-client==0.29.1', 'openapi-spec-validator==0.9.0')
if (typeof python === 'string') checks.none(python)
else await examine(python)
checks.finish()

async function examine({ bin, folder, remove }: Python): Promise<void> {
  const server = await startServer()
  /** @throws with what the program said where it fails */
  const said = async (program: string, ...args: string[]): Promise<string> => {
    const child = Bun.spawn([join(bin, program), ...args], {
      cwd: folder,
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
      stdout: 'pipe',
      stderr: 'pipe',
    })
    const words = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
    ])
    must((await child.exited) === 0, words.join(''))
    return words.join('').trim()
  }
  try {
    await settled(server.url)
    const text = await (await fetch(`${server.url}/openapi.json`)).text()
    await Bun.write(join(folder, 'openapi.json'), text)
    const all = operationsOf(JSON.parse(text) as Document)
    await Bun.write(join(folder, 'config.yml'), JSON.stringify(configOf(all)))
    const isInLines = ({ operation }: Listed) =>
      'application/x-ndjson' in (operation.requestBody?.content ?? {})
    const inLines = all.filter(isInLines)
    const operations = all.filter((listed) => !isInLines(listed))
    await checks.check('the document passes openapi-spec-validator', () =>
      said('openapi-spec-validator', 'openapi.json'),
    )
    await checks.check('a Python client is generated, and nothing is left out', async () => {
      const words = await said(
        ...['openapi-python-client', 'generate', '--path', 'openapi.json'],
        ...['--config', 'config.yml', '--meta', 'none', '--output-path', 'market'],
      )
      const left = words.matchAll(/parsing (\w+ \S+) within/g)
      must(
        Bun.deepEquals(
          [...left].map(([, at]) => at),
          inLines.map(({ method, path }) => `${method} ${path}`),
        ),
        words,
      )
    })
    const child = Bun.spawn(
      [join(bin, 'python'), join(ROOT, 'tests/clients/calls.py'), folder, server.url],
      { stdin: 'pipe', stdout: 'pipe', stderr: 'inherit' },
    )
    child.stdin.write(JSON.stringify(asked(operations)))
    await child.stdin.end()
    const lines = (await new Response(child.stdout).text()).trim().split('\n')
    for (const line of lines) {
      const [name = '', words = ''] = line.split('\t')
      await checks.check(`${name}, called from Python`, async () => must(words === 'ok', words))
    }
    for (const { name } of inLines)
      checks.skip(`${name}: the generator makes no calls with bodies in lines`)
    await checks.check('every operation was called', async () =>
      must(lines.length === operations.length, `${lines.length} of ${operations.length}`),
    )
  } finally {
    await server.stop()
    remove()
  }
}

/** What is to be called, with all examples. */
function asked(operations: Listed[]) {
  const first = (name: string) => (name === 'startImport' ? 0 : 1)
  return operations
    .toSorted((a, b) => first(a.name) - first(b.name))
    .map((listed) => {
      const { name, operation } = listed
      const [body] = Object.values(operation.requestBody?.content ?? {})
      const { type } = successOf(operation)
      return {
        name,
        tag: operation.tags[0]?.toLowerCase(),
        given: {
          ...Object.fromEntries(
            (operation.parameters ?? []).map((each) => [each.name, each.example]),
          ),
          ...(body && { body: body.example }),
        },
        statuses: expectedOf(listed),
        typed: type !== null,
        streams: type === 'text/event-stream',
      }
    })
}
