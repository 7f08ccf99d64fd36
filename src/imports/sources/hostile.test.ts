import { afterAll, expect, test } from 'bun:test'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from '../../../tests/support/server.ts'
import { guardedFetch } from '../../platform/net/guarded-fetch.ts'
import { retryAfter, waitBefore } from '../../platform/net/patience.ts'
import { isPublic } from '../../platform/net/public-address.ts'
import { type Remote, USUAL_REMOTE } from './fetched/remote.ts'
import { openSource } from './index.ts'
import { brokenServer, oddServer } from './odd-server.testing.ts'

const folder = temporaryFolder()
const stops: (() => void)[] = []
afterAll(() => {
  for (const stop of stops) stop()
  folder.remove()
})
const QUICK = { answer: 400, silence: 300, whole: 4_000, attempts: 3, wait: 5 }
const remote: Remote = {
  ...USUAL_REMOTE,
  allowPrivate: true,
  folder: join(folder.path, 'sources'),
  mostBytes: 100_000,
  patience: QUICK,
}
const CSV = `brand,model,year,km,price\n${'Maruti,Swift,2019,41000,500000\n'.repeat(500)}`
const odd = (answer: Parameters<typeof oddServer>[0]) => {
  const server = oddServer(answer)
  stops.push(server.stop)
  return server
}
const bytesOf = async (spec: string) => {
  const { files } = await openSource(spec, { remote })
  return await readFile(files[0]?.path ?? '', 'utf8')
}

test('what breaks off is taken up where it broke off', async () => {
  const server = brokenServer(Buffer.from(CSV), 5_000, { etag: '"same"' })
  stops.push(server.stop)
  expect(await bytesOf(`${server.url}/cars.csv`)).toBe(CSV)
  expect(server.asked).toHaveLength(2)
  expect(server.asked[1]).toMatch(/range: bytes=\d{2,}-/i)
  expect(server.asked[1]).toMatch(/if-range: "same"/i)
})

test('without a mark that it is the same it is brought anew', async () => {
  const server = brokenServer(Buffer.from(CSV), 5_000)
  stops.push(server.stop)
  expect(await bytesOf(`${server.url}/cars.csv`)).toBe(CSV)
  expect(server.asked[1]).not.toMatch(/range:/i)
})

test('what changed between two parts is never put together of both', async () => {
  const other = CSV.replaceAll('Maruti', 'Suzuki')
  const server = odd((request, times) => {
    if (times === 1) {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(CSV.slice(0, 4_000)))
          setTimeout(() => controller.error(new Error('lost')), 20)
        },
      })
      return new Response(body, { headers: { etag: '"old"' } })
    }
    // A server that does not keep to If-Range.
    const from = Number(/bytes=(\d+)/.exec(request.headers.get('range') ?? '')?.[1] ?? 0)
    if (from === 0) return new Response(other, { headers: { etag: '"new"' } })
    const range = `bytes ${from}-${other.length - 1}/${other.length}`
    const headers = { etag: '"new"', 'content-range': range }
    return new Response(other.slice(from), { status: 206, headers })
  })
  expect(await bytesOf(`${server.url}/cars.csv`)).toBe(other)
})

test('a server that is busy is asked again, as late as it says', async () => {
  const server = odd((_, times) =>
    times < 3
      ? new Response('', { status: 503, headers: { 'retry-after': '0' } })
      : new Response(CSV),
  )
  expect(await bytesOf(`${server.url}/cars.csv`)).toBe(CSV)
  expect(server.asked).toHaveLength(3)
  expect(retryAfter(new Headers({ 'retry-after': '7' }))).toBe(7_000)
  expect(retryAfter(new Headers({ 'retry-after': 'Thu, 01 Jan 1970 00:00:09 GMT' }), 4_000)).toBe(
    5_000,
  )
  expect(retryAfter(new Headers({ 'retry-after': 'soon' }))).toBe(0)
  for (let attempt = 1; attempt < 30; attempt += 1) {
    expect(waitBefore(attempt, { ...QUICK, wait: 500 })).toBeLessThanOrEqual(60_000)
  }
})

const endless = (first: string, every: number) =>
  new ReadableStream({
    async pull(controller) {
      controller.enqueue(new TextEncoder().encode(first))
      await Bun.sleep(every)
    },
  })

test.each([
  [
    'never answers',
    () => new Promise<Response>(() => {}),
    /does not answer in time, asked 3 times/,
  ],
  ['falls silent', () => new Response(endless('x', 5_000)), /does not answer in time/],
  ['never ends', () => new Response(endless('x'.repeat(20_000), 1)), /holds more than 0 MB/],
  [
    'says that it is huge',
    () => new Response(new Uint8Array(200_000)),
    /holds more than 0 MB: SOURCE_MAX_MB/,
  ],
  ['asks for a sign-in', () => new Response('', { status: 401 }), /asks for a sign-in/],
  ['is broken for good', () => new Response('', { status: 500 }), /answers 500, asked 3 times/],
  [
    'redirects in a circle',
    (request: Request) => Response.redirect(request.url, 302),
    /redirects too often/,
  ],
  [
    'redirects to a file',
    () => new Response('', { status: 302, headers: { location: 'file:///etc/passwd' } }),
    /no http or https address/,
  ],
  [
    'pages that lead in a circle',
    () => Response.json({ items: [{ brand: 'a' }], links: { next: '/?again' } }),
    /circle/,
  ],
  [
    'pages that never end',
    (request: Request) => {
      const page = Number(new URL(request.url).searchParams.get('page') ?? 1)
      const items = [{ brand: 'x'.repeat(9_000) }]
      return Response.json({ items, meta: { page, total_pages: page + 1 } })
    },
    /pages are too many/,
  ],
  [
    'a page that is none',
    (request: Request) =>
      request.url.includes('two')
        ? new Response('<html>')
        : Response.json({ items: [{ brand: 'a' }], next: '/two' }),
    /one of its pages is no JSON/,
  ],
  [
    'a list that is shorter than it says',
    () => Response.json({ items: [{ brand: 'a' }], total: 40 }),
    /says that it holds 40, and gave 1/,
  ],
] as [string, (request: Request) => Response | Promise<Response>, RegExp][])(
  'a server that %s leaves nothing behind',
  async (_, answer, words) => {
    const server = odd(answer)
    await expect(openSource(`${server.url}/`, { remote })).rejects.toThrow(words)
    const left = readdirSync(remote.folder, { recursive: true }).map(String)
    expect(left.filter((path) => /part$|pages-/.test(path))).toEqual([])
  },
  20_000,
)

const closed = { ...remote, allowPrivate: false }
test.each([
  'http://127.0.0.1:9/x',
  'http://localhost:9/x',
  'http://[::1]:9/x',
  'http://[::ffff:127.0.0.1]:9/x',
  'http://2130706433:9/x',
  'http://0x7f.1:9/x',
  'http://169.254.169.254/latest/meta-data',
  'http://10.0.0.1/x',
  'http://0.0.0.0:9/x',
])('%s is not read unless private networks are allowed', async (address) => {
  await expect(openSource(address, { remote: closed })).rejects.toThrow(/ALLOW_PRIVATE_SOURCES/)
})

test('each answer of a resolver is looked at, at each redirect, and the one that was is connected to', async () => {
  const server = odd((request) => new Response(request.headers.get('host')))
  const { port } = new URL(server.url)
  const ask = (resolve: (host: string) => Promise<string[]>, allowPrivate = false) =>
    guardedFetch(
      `http://cars.example:${port}/x`,
      { signal: AbortSignal.timeout(2_000) },
      { allowPrivate, resolve },
    )
  await expect(ask(async () => ['93.184.216.34', '10.0.0.7'])).rejects.toThrow(/private/)
  let asked = 0
  const turning = async () => {
    asked += 1
    return asked === 1 ? ['127.0.0.1'] : ['10.9.9.9']
  }
  // Resolved once, and called by its name.
  const { answer } = await ask(turning, true)
  expect([await answer.text(), asked]).toEqual([`cars.example:${port}`, 1])
})

test('a redirect inward is refused, and a secret stays with the first host', async () => {
  const inner = odd(() => new Response('secret'))
  const outer = odd(() =>
    Response.redirect(`${inner.url.replace('127.0.0.1', 'inner.test')}/x`, 302),
  )
  const { port } = new URL(outer.url)
  const signal = AbortSignal.timeout(2_000)
  // The first host counts as public here; the second does not.
  const resolve = async (host: string) => [host === 'outer.test' ? '127.0.0.1' : '10.0.0.1']
  const at = `http://outer.test:${port}/`
  const refused = guardedFetch(at, { signal }, { allowPrivate: false, resolve })
  await expect(refused).rejects.toThrow(/private/)
  const home = async () => ['127.0.0.1']
  const sent = { signal, headers: { authorization: 'Basic x' } }
  await guardedFetch(at, sent, { allowPrivate: true, resolve: home })
  expect(outer.asked.at(-1)?.headers.get('authorization')).toBe('Basic x')
  expect(inner.asked.at(-1)?.headers.get('authorization')).toBeNull()
})

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['100.64.0.1', false],
  ['192.168.1.1', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['224.0.0.1', false],
  ['nonsense', false],
])('%s is public: %p', (address, is) => {
  expect(isPublic(address)).toBe(is)
})
