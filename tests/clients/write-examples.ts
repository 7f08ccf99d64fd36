/*
 * `bun run docs`: writes the examples of answers into src/api-docs/examples.json, as the bundled sample gives them.
 * An example that still fits its schema stays as it is, so that nothing changes without a reason.
 */
import { join } from 'node:path'
import examples from '../../src/api-docs/examples.json' with { type: 'json' }
import { EXAMPLE } from '../../src/live/asyncapi.ts'
import { testApp } from '../support/app.ts'
import {
  callByExample,
  checkerOf,
  documentOf,
  type Listed,
  operationsOf,
  successOf,
} from '../support/operations.ts'
import { ROOT } from '../support/server.ts'

const MOST_ITEMS = 2
/** What only a running import, one that is held or a schedule that is there can answer is answered as another operation is. */
const SAME_AS = new Map([
  ['cancelImport', 'startImport'],
  ['answerImport', 'startImport'],
  ['publishImport', 'getImport'],
  ['restoreSnapshot', 'getImport'],
  ['removeSchedule', 'addSchedule'],
])

const app = await testApp()
await app.stores.transactions.apply('example/0', [{ offset: 0, transaction: EXAMPLE }], 1)
const document = await documentOf(app)
const problemsOf = checkerOf(document)
const known = new Map<string, unknown>(Object.entries(examples))
const written = new Map<string, unknown>()
const needed = operationsOf(document).filter(({ operation }) =>
  /[/+]json$/.test(successOf(operation).type ?? ''),
)
for (const listed of needed) {
  const { content } = successOf(listed.operation)
  const old = known.get(listed.name)
  const fits = old !== undefined && problemsOf(content?.schema ?? {}, old).length === 0
  written.set(listed.name, fits ? old : await answerOf(listed))
}
for (const [name, other] of SAME_AS) written.set(name, written.get(other))
await Bun.write(
  join(ROOT, 'src/api-docs/examples.json'),
  `${JSON.stringify(Object.fromEntries([...written].sort()), null, 2)}\n`,
)
await app.deps.importer.stop()
await app.close()
console.log(`src/api-docs/examples.json: ${written.size} examples`)

async function answerOf(listed: Listed): Promise<unknown> {
  if (SAME_AS.has(listed.name)) return null
  const answer = await callByExample(app, listed)
  if (listed.name === 'getDocument') return { openapi: document.openapi }
  if (listed.name === 'getAsyncApiDocument') return { asyncapi: '3.0.0' }
  return short(await answer.json())
}

/** Lists cut to what shows their shape. */
function short(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map(short)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, short(each)]))
}
