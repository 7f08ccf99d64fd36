import { afterAll, beforeAll, expect, test } from 'bun:test'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type TestApp, testApp } from '../../../tests/support/app.ts'
import { temporaryFolder } from '../../../tests/support/server.ts'

const folder = temporaryFolder()
const kept = join(folder.path, 'sources')
let app: TestApp
beforeAll(async () => {
  app = await testApp({ SOURCE_DIR: kept })
}, 30_000)
afterAll(async () => {
  await app.deps.importer.stop()
  await app.close()
  folder.remove()
})

const car = (n: number) => ({
  brand: 'Honda',
  model: `City ${n}`,
  year: 2018,
  km: 40_000 + n,
  price: 600_000 + n,
  colour: 'red',
})
const send = (body: BodyInit, headers: Record<string, string> = {}) =>
  app.app.handle(
    new Request('http://localhost/api/listings', {
      method: 'POST',
      headers: { host: 'localhost', 'content-type': 'application/x-ndjson', ...headers },
      body,
      duplex: 'half',
    } as RequestInit),
  )
type Line = {
  line: number
  result: string
  rule: string | null
  reason: string
  import?: number | null
}
const linesOf = (text: string): Line[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
async function ended(id: number) {
  for (;;) {
    const run = await app.deps.imports.find(id)
    if (run && run.status !== 'running') return run
    await Bun.sleep(10)
  }
}

test('each line has one answer, and the whole is an import that is held where it looks wrong', async () => {
  const bad = [
    { ...car(4), price: null },
    { ...car(5), km: 'forty' },
    { ...car(6), year: 1700 },
  ].map((each) => JSON.stringify(each))
  const good = [1, 2, 3].map((n) => JSON.stringify(car(n)))
  const sent = [good[0], '{"brand": ', bad[0], '', good[1], bad[1], '[1]', good[2], bad[2]]
  const answer = await send(`${sent.join('\n')}\n`)
  expect(answer.headers.get('content-type')).toContain('x-ndjson')
  const lines = linesOf(await answer.text())
  expect(lines.map(({ line, result, rule }) => [line, result, rule])).toEqual([
    [1, 'accepted', null],
    [2, 'rejected', 'row-malformed'],
    [3, 'rejected', 'price-missing'],
    [5, 'accepted', null],
    [6, 'rejected', 'km-invalid'],
    [7, 'rejected', 'row-malformed'],
    [8, 'accepted', null],
    [9, 'rejected', 'year-implausible'],
  ])
  const run = await ended(lines.at(-1)?.import ?? 0)
  // Three cars are not what this market holds.
  expect(run).toMatchObject({ status: 'held', source: 'listings.ndjson', rows: { published: 3 } })
  const accepted = lines.filter(({ result }) => result === 'accepted').length
  expect(run.rows.published).toBe(accepted)
  expect(run.rows.read).toBe(lines.length)
  const published = await app.post(`/api/imports/${run.id}/publication`)
  expect(published.status).toBe(200)
  const { items } = await (await app.get('/api/cars?sort=price&limit=1')).json()
  expect(items[0]).toMatchObject({ brand: 'Honda', km: 40_001, price: 600_001 })
})

test('a line is answered before the next one is sent', async () => {
  let push = (_: string) => {}
  let close = () => {}
  const body = new ReadableStream({
    start(controller) {
      push = (text) => controller.enqueue(new TextEncoder().encode(text))
      close = () => controller.close()
    },
  })
  push(`${JSON.stringify(car(1))}\n${JSON.stringify(car(2))}\n`)
  const answer = await send(body, { 'accept-encoding': 'gzip, br, zstd' })
  const reader = answer.body?.getReader()
  const first = new TextDecoder().decode((await reader?.read())?.value)
  expect(linesOf(first)[0]).toMatchObject({ line: 1, result: 'accepted' })
  push(`${JSON.stringify(car(3))}\n`)
  close()
  let rest = ''
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { value: undefined, done: true }
    if (done) break
    rest += new TextDecoder().decode(value)
  }
  const lines = linesOf(rest)
  expect(lines.map(({ line }) => line)).toEqual([2, 3])
  await ended(lines.at(-1)?.import ?? 0)
})

test('what breaks off, or is no list, imports nothing and leaves nothing', async () => {
  const before = (await app.deps.imports.list({ limit: 1 })).total
  const folders = readdirSync(kept).length
  const broken = new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode(`${JSON.stringify(car(1))}\n`))
      controller.error(new Error('lost'))
    },
  })
  await send(broken)
    .then((answer) => answer.text())
    .catch(() => '')
  expect(await (await send('')).text()).toBe('')
  expect((await app.post('/api/listings')).status).toBe(422)
  expect(await (await send('\n\n')).text()).toBe('')
  expect((await app.deps.imports.list({ limit: 1 })).total).toBe(before)
  expect(readdirSync(kept)).toHaveLength(folders)
})

test('while another import runs nothing is taken', async () => {
  const run = await app.deps.imports.find(1)
  const { id: _, ...record } = run as NonNullable<typeof run>
  const { id } = await app.deps.imports.create({ ...record, status: 'running' })
  expect((await send(JSON.stringify(car(1)))).status).toBe(409)
  await app.deps.imports.update(id, { status: 'failed' })
})
