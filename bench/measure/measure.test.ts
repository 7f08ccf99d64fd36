import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { parseAnswer } from './answer.ts'
import { figures, median, quantile, spread } from './figures.ts'
import { referred, urlsOfStyle } from './first-view.ts'
import { load } from './load.ts'
import { cpuOf, memoryOf, parseStat, parseStatus, treeOf } from './proc.ts'
import { compare, type Reading } from './rounds.ts'
import { runToEnd, serve } from './served.ts'

test('the median stands in the middle, whatever the order', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(() => median([])).toThrow('nothing')
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
      const middle = median(values)
      const below = values.filter((value) => value < middle).length
      const above = values.filter((value) => value > middle).length
      expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2)
    }),
  )
})

test('a quantile is the smallest value that is large enough', () => {
  const sorted = Array.from({ length: 200 }, (_, index) => index + 1)
  expect(quantile(sorted, 0.99)).toBe(198)
  expect(quantile([5], 0.99)).toBe(5)
  expect(quantile([], 0.5)).toBeNaN()
})

test('the spread is a share of the median; one step of the clock says nothing', () => {
  expect(spread(figures([90, 100, 120]))).toBe(0.3)
  expect(spread(figures([90, 100]), 10)).toBe(0)
  expect(spread(figures([0, 0]))).toBe(0)
  expect(spread(figures([0, 0, 1]))).toBe(Number.POSITIVE_INFINITY)
})

/** A line of /proc/PID/stat whose 14th to 17th fields are 11, 22, 33 and 44. */
const STAT = '4711 (bun (a) b) S 42 4711 1 0 -1 4194560 100 0 0 0 11 22 33 44 20 0 9 0 12345 67890'

test('a line of stat is read behind its last bracket', () => {
  expect(parseStat(STAT)).toEqual({ pid: 4711, parent: 42, cpu: 1100 })
})

test('memory is read in bytes, and is none for what has ended', () => {
  const status = 'Name:\tbun\nVmPeak:\t  999 kB\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n'
  expect(parseStatus(status)).toEqual({ resident: 1024 * 1024, peak: 2048 * 1024 })
  expect(parseStatus('Name:\tbun\nState:\tZ (zombie)\n')).toEqual({ resident: 0, peak: 0 })
})

test('a tree holds children of children, and nobody else', () => {
  const all = [
    { pid: 1, parent: 0, cpu: 0 },
    { pid: 4, parent: 3, cpu: 0 },
    { pid: 3, parent: 2, cpu: 0 },
    { pid: 2, parent: 1, cpu: 0 },
    { pid: 5, parent: 1, cpu: 0 },
  ]
  expect(treeOf(2, all).map(({ pid }) => pid)).toEqual([2, 3, 4])
  expect(treeOf(9, all)).toEqual([])
})

test.skipIf(process.platform !== 'linux')('the kernel is asked for this very process', () => {
  const before = cpuOf(process.pid)
  for (let until = performance.now() + 5000; performance.now() < until; ) {
    if (cpuOf(process.pid) > before) break
  }
  expect(cpuOf(process.pid)).toBeGreaterThan(before)
  const { resident, peak } = memoryOf(process.pid)
  expect(resident).toBeGreaterThan(1e6)
  expect(peak).toBeGreaterThanOrEqual(resident / 2)
})

const readings = (...values: number[]) => {
  const left = [...values]
  return async (): Promise<Reading> => ({ cpu: left.shift() ?? Number.NaN })
}

test('contenders take turns, and all see the same turn', async () => {
  const seen: string[] = []
  const contender = (name: string) => ({
    name,
    async once(turn: number) {
      seen.push(`${name}${turn}`)
      return { cpu: 1, wall: 2 }
    },
  })
  const plan = { metric: 'cpu', rounds: 3, patience: 1000 } as const
  const { results, refused } = await compare([contender('A'), contender('B')], plan)
  expect(seen).toEqual(['A0', 'B0', 'A1', 'B1', 'A2', 'B2'])
  expect(refused).toBeNull()
  expect(results[1]?.figures.wall?.values).toEqual([2, 2, 2])
})

test('runs that lie too far apart are measured again, and the tries that count are the last', async () => {
  const once = readings(100, 140, 100, 110)
  const plan = { metric: 'cpu', rounds: 2, patience: 1000 } as const
  const { results, refused } = await compare([{ name: 'A', once }], plan)
  expect(refused).toBeNull()
  expect(results[0]?.figures.cpu).toEqual({ median: 105, min: 100, max: 110, values: [100, 110] })
})

test('after three tries it is refused, with the name and how far apart', async () => {
  const once = readings(100, 140, 100, 140, 100, 140, 100, 100)
  const steady = { name: 'B', once: async () => ({ cpu: 1 }) }
  const plan = { metric: 'cpu', rounds: 2, patience: 1000 } as const
  const { refused } = await compare([{ name: 'A', once }, steady], plan)
  expect(refused).toBe('A: runs lie 33 % apart in cpu after 3 tries')
})

test('a step of the clock is no disagreement, and impatience ends the tries', async () => {
  const coarse = {
    name: 'A',
    once: async (turn: number) => ({ cpu: 10 + 10 * (turn % 2), grain: 10 }),
  }
  const plan = { metric: 'cpu', rounds: 2, patience: 1000 } as const
  expect((await compare([coarse], plan)).refused).toBeNull()
  const wild = { name: 'A', once: readings(1, 9) }
  const refused = (await compare([wild], { ...plan, patience: -1 })).refused
  expect(refused).toBe('A: runs lie 160 % apart in cpu after 1 try')
})

test.each([
  ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', 200],
  [
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\na;x=1\r\n0123456789\r\n0\r\n\r\n',
    200,
  ],
  ['HTTP/1.1 304 Not Modified\r\netag: "a"\r\n\r\n', 304],
])('an answer is whole at its end and not before (%#)', (text, status) => {
  const whole = Buffer.from(text)
  expect(parseAnswer(whole)).toEqual({ status, length: whole.length })
  for (let cut = 0; cut < whole.length; cut += 1) {
    expect(parseAnswer(whole.subarray(0, cut))).toBeNull()
  }
})

test('an answer without a length is refused', () => {
  expect(() => parseAnswer(Buffer.from('HTTP/1.1 200 OK\r\n\r\nx'))).toThrow('without a length')
})

test('a page refers to what a browser loads with it', () => {
  const html = `<link rel="canonical" href="http://a/"/><link rel="stylesheet" href="/a.css"/>
    <script src="/b.js" defer></script><img src="/c.png"><link rel="icon" href="/d.svg"><a href="/cars">
    <link rel="alternate" href="/feed"><img src="//elsewhere/e.png">`
  expect(referred(html)).toEqual(['/a.css', '/b.js', '/c.png', '/d.svg'])
  expect(
    urlsOfStyle(`a{src:url("/f.woff2")} b{background:url(/g.svg)} c{x:url(data:abc)}`),
  ).toEqual(['/f.woff2', '/g.svg'])
})

const SERVER = `Bun.serve({ hostname: '127.0.0.1', port: Number(process.env.PORT),
  fetch: ({ url }) => new Response('hello', { status: url.endsWith('/gone') ? 410 : 200 }) })`

test.skipIf(process.platform !== 'linux')(
  'a load asks as often as it was told, and fails with an answer that is not 200',
  async () => {
    const served = await serve({ command: [process.execPath, '-e', SERVER], ready: '/' })
    try {
      const order = { url: served.url, connections: 4, requests: 100, seconds: 30 }
      const report = await load({ ...order, paths: ['/a', '/b'] })
      expect(report.requests).toBeGreaterThanOrEqual(100)
      expect(report.requests).toBeLessThan(104)
      expect(report.p99).toBeGreaterThanOrEqual(report.p50)
      await expect(load({ ...order, paths: ['/gone'] })).rejects.toThrow('answered 410')
    } finally {
      await served.stop()
    }
    await expect(
      load({ url: served.url, paths: ['/'], connections: 1, requests: 1, seconds: 5 }),
    ).rejects.toThrow()
  },
  30_000,
)

test('a program that fails says so with its last line; one that ends gives its cost', async () => {
  const run = (code: string) => runToEnd([process.execPath, '-e', code])
  await expect(run('console.error("first"); throw new Error("too bad")')).rejects.toThrow('too bad')
  const { cpu, said } = await run('console.log("done")')
  expect(said).toBe('done')
  expect(cpu).toBeGreaterThan(0)
}, 30_000)
