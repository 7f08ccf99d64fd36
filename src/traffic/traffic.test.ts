import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { appendFileSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestApp, testApp } from '../../tests/support/app.ts'
import { temporaryFolder } from '../../tests/support/server.ts'
import { followLog } from './follow.ts'
import { generateLines } from './generate.ts'
import { importLog } from './import-log.ts'
import { parseLine } from './parse-line.ts'
import type { TrafficQuery } from './query.ts'
import { type AccessRecord, agentOf, classOf } from './record.ts'
import { recorder } from './recorder.ts'
import { reportOf } from './report.ts'
import { csvOf } from './rows.ts'
import { SegmentBuilder } from './segment.ts'
import { readSegment } from './segment-file.ts'
import { keepSegment, TrafficLog } from './traffic-log.ts'

const folder = temporaryFolder()
afterAll(folder.remove)
let names = 0
const fresh = () => join(folder.path, String(++names))
const DAY = 86_400
const BEGIN = Date.UTC(2026, 10, 20) / 1000
const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString()

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36'
const same = {
  time: Date.UTC(2026, 10, 20, 10, 0, 5) / 1000,
  method: 'GET',
  path: '/cars',
  route: null,
  status: 200,
  bytes: 512,
  address: '203.0.113.0',
  referrer: 'https://search.example/x?q=1',
  agent: CHROME,
  weight: 1,
}
const FORMS: [string, string, number | null][] = [
  [
    'nginx and Apache combined',
    `203.0.113.9 - - [20/Nov/2026:12:00:05 +0200] "GET /cars?q=a HTTP/1.1" 200 512 "https://search.example/x?q=1" "${CHROME}"`,
    null,
  ],
  [
    'combined with the time that it took',
    `203.0.113.9 - user [20/Nov/2026:10:00:05 +0000] "GET /cars HTTP/2.0" 200 512 "https://search.example/x?q=1" "${CHROME}" 0.012`,
    12,
  ],
  [
    'nginx JSON',
    JSON.stringify({
      ...{ time_iso8601: '2026-11-20T12:00:05+02:00', remote_addr: '203.0.113.9', status: '200' },
      ...{ request_method: 'GET', request_uri: '/cars?q=a', body_bytes_sent: '512' },
      ...{ request_time: '0.012', http_user_agent: CHROME },
      http_referer: 'https://search.example/x?q=1',
    }),
    12,
  ],
  [
    'Caddy JSON',
    JSON.stringify({
      ...{
        ts: same.time + 0.4,
        status: 200,
        size: 512,
        duration: 0.012,
        logger: 'http.log.access',
      },
      request: {
        ...{ remote_ip: '203.0.113.9', method: 'GET', uri: '/cars?q=a' },
        headers: { 'User-Agent': [CHROME], Referer: ['https://search.example/x?q=1'] },
      },
    }),
    12,
  ],
]

describe('a line of a log', () => {
  test.each(FORMS)('%s', (_, line, ms) => {
    expect(parseLine(line)).toEqual({ ...same, ms })
  })

  test.each([
    '',
    'not a line',
    '{"a":1}',
    '{broken',
    '203.0.113.9 - - [20/Foo/2026:12:00:05 +0200] "GET / HTTP/1.1" 200 512 "-" "-"',
    '203.0.113.9 - - [20/Nov/2026:12:00:05 +0200] "GET / HTTP/1.1" 999 512 "-" "-"',
    `${'a '.repeat(30_000)}[`,
  ])('%p is none', (line) => {
    expect(parseLine(line)).toBeNull()
  })

  test('what is no request of HTTP counts with its status', () => {
    const line = '2001:db8:1:2::3 - - [20/Nov/2026:10:00:05 +0000] "\\x16\\x03" 400 0 "-" "-"'
    expect(parseLine(line)).toMatchObject({
      ...{ method: '-', path: '-', status: 400, address: '2001:db8:1::', agent: null },
    })
  })
})

/** Records with every kind of value, some in the wrong order, some that stand for others. */
function someRecords(wanted: number): AccessRecord[] {
  let seed = 7
  const below = (n: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
    return seed % n
  }
  return Array.from({ length: wanted }, () => ({
    time: BEGIN + below(2 * DAY),
    method: ['GET', 'POST'][below(2)] ?? 'GET',
    path: `/${below(7)}`,
    route: below(3) === 0 ? null : '/:id',
    status: [200, 200, 304, 401, 404, 500][below(6)] ?? 200,
    bytes: below(1000),
    ms: below(5) === 0 ? null : 1 + below(300),
    address: below(9) === 0 ? null : `203.0.${below(5)}.0`,
    referrer: below(2) === 0 ? null : 'https://search.example/',
    agent: below(8) === 0 ? null : CHROME,
    weight: 2 ** below(3),
  }))
}
const segmentOf = (records: AccessRecord[]) => {
  const builder = new SegmentBuilder()
  for (const each of records) builder.add(each)
  return builder.finish()
}

describe('a report', () => {
  const records = someRecords(6000)
  // In three parts, as several files would be.
  const parts = [0, 1, 2].map((part) => segmentOf(records.filter((_, at) => at % 3 === part)))

  const queries: TrafficQuery[] = [
    {},
    { status: ['404'] },
    { class: ['4xx', '5xx'], address: ['203.0.1.0'] },
    { path: ['/1', '/2'], bot: ['no'], method: ['GET'] },
    { from: isoOf(BEGIN + DAY), to: isoOf(BEGIN + 2 * DAY) },
    {
      from: isoOf(BEGIN + 3600),
      to: isoOf(BEGIN + 7200),
      status: ['200'],
      referrer: ['search.example'],
    },
    { address: ['198.51.100.0'] },
  ]
  test.each(queries)('agrees with counting one by one: %p', (query) => {
    const report = reportOf(parts, query)
    const [from, to] = [Date.parse(report.from) / 1000, Date.parse(report.to) / 1000]
    const passes = (each: AccessRecord, but = '') =>
      each.time >= from &&
      each.time < to &&
      (but === 'status' || !query.status || query.status.includes(String(each.status))) &&
      (but === 'class' || !query.class || query.class.includes(classOf(each.status))) &&
      (but === 'address' || !query.address || query.address.includes(each.address ?? '')) &&
      (but === 'path' || !query.path || query.path.includes(each.path)) &&
      (!query.bot || each.agent !== null) &&
      (!query.method || query.method.includes(each.method)) &&
      (!query.referrer || each.referrer !== null)
    const sum = (some: AccessRecord[]) => some.reduce((total, { weight }) => total + weight, 0)
    const found = records.filter((each) => passes(each))
    expect(report.totals.requests).toBe(sum(found))
    expect(report.totals.errors).toBe(sum(found.filter(({ status }) => status >= 400)))
    expect(report.over_time.reduce((total, { requests }) => total + requests, 0)).toBe(sum(found))
    for (const facet of ['status', 'address', 'path'] as const) {
      const all = Map.groupBy(
        records.filter((each) => passes(each, facet) && each[facet] !== null),
        (each) => String(each[facet]),
      )
      for (const { value, requests } of report.facets[facet] ?? [])
        expect([facet, value, requests]).toEqual([facet, value, sum(all.get(value) ?? [])])
      expect(report.facets[facet]?.length).toBeGreaterThanOrEqual(Math.min(5, all.size))
    }
    const missing = sum(found.filter(({ status }) => status === 404))
    expect(report.not_found.reduce((total, { requests }) => total + requests, 0)).toBe(missing)
    const lines = [...csvOf(parts, query)].join('').trim().split(/\r?\n/)
    expect(lines).toHaveLength(1 + found.length)
  })

  test('percentiles are right to within a few percent', () => {
    const even = segmentOf(
      Array.from({ length: 1000 }, (_, at) => ({ ...same, time: BEGIN + at, ms: at + 1 })),
    )
    const { p50, p95, p99 } = reportOf([even], {}).totals
    for (const [found, wanted] of [
      [p50, 500],
      [p95, 950],
      [p99, 990],
    ] as const)
      expect(Math.abs((found ?? 0) / wanted - 1)).toBeLessThan(0.04)
  })

  test('finds bursts of refusals, and addresses that were never seen before', () => {
    const old = { ...same, ms: 1, time: BEGIN }
    const attack = Array.from({ length: 12 }, (_, at) => ({
      ...{ ...old, time: BEGIN + DAY + at, status: 401 },
      address: '198.51.100.0',
    }))
    const quiet = { ...old, time: BEGIN + DAY + 1, status: 403 }
    const report = reportOf([segmentOf([old, quiet, ...attack])], {
      from: isoOf(BEGIN + DAY),
      to: isoOf(BEGIN + 2 * DAY),
    })
    expect(report.bursts).toEqual([
      { address: '198.51.100.0', minute: isoOf(BEGIN + DAY), refusals: 12 },
    ])
    expect(report.new_addresses).toEqual([{ value: '198.51.100.0', requests: 12 }])
    expect(report.totals.requests).toBe(13)
    expect(report.before.requests).toBe(1)
  })
})

describe('files', () => {
  test('a segment comes back from its file as it was', async () => {
    const segment = segmentOf(someRecords(500))
    const back = readSegment(await keepSegment(fresh(), 'own', segment))
    expect(reportOf([back], {})).toEqual(reportOf([segment], {}))
    expect([...csvOf([back], {})]).toEqual([...csvOf([segment], {})])
  })

  test('a log is read, compressed or not; what is no line is counted and kept', async () => {
    const lines = `${[...generateLines(3000)].join('')}not a line\n`
    const [plain, packed] = [`${fresh()}.log`, `${fresh()}.log.gz`]
    writeFileSync(plain, lines)
    writeFileSync(packed, Bun.gzipSync(lines))
    const into = fresh()
    for (const file of [plain, packed])
      expect(await importLog(file, into)).toMatchObject({ lines: 3001, malformed: 1 })
    const report = reportOf(
      await new TrafficLog({ folder: into, retention: DAY * 1000 }).segments(),
      {},
    )
    expect(report.totals.requests).toBe(6000)
    expect(report.malformed).toBe(2)
    const kept = readdirSync(into).filter((name) => name.endsWith('.malformed'))
    expect(kept).toHaveLength(2)
    expect(await Bun.file(join(into, kept[0] ?? '')).text()).toBe('not a line\n')
    expect(importLog(fresh(), into)).rejects.toThrow()
  })

  test('a log that is followed is read on after it was rotated or cut', async () => {
    const [file, into] = [`${fresh()}.log`, fresh()]
    const [one = '', two = '', three = ''] = [...generateLines(3)].join('').match(/.*\n/g) ?? []
    writeFileSync(file, one)
    const stop = new AbortController()
    const following = followLog(file, into, stop.signal, { look: 5, keep: 60_000 })
    const wait = () => Bun.sleep(60)
    await wait()
    appendFileSync(file, two.slice(0, 20))
    await wait()
    appendFileSync(file, two.slice(20))
    await wait()
    renameSync(file, `${file}.1`)
    writeFileSync(file, three)
    await wait()
    stop.abort()
    await following
    const segments = await new TrafficLog({ folder: into, retention: DAY * 1000 }).segments()
    expect(reportOf(segments, {}).totals.requests).toBe(2)
  })

  test('what is older than TRAFFIC_RETENTION goes', async () => {
    const into = fresh()
    const path = await keepSegment(into, 'own', segmentOf([{ ...same, ms: 1 }]))
    const log = new TrafficLog({ folder: into, retention: 60_000 })
    expect(await log.segments()).toHaveLength(1)
    const before = Date.now() / 1000 - 120
    utimesSync(path, before, before)
    expect(await log.segments()).toEqual([])
    expect(readdirSync(into)).toEqual([])
  })

  test('a folder that cannot be written to loses nothing', async () => {
    const file = fresh()
    writeFileSync(file, '')
    const log = new TrafficLog({ folder: join(file, 'traffic'), retention: 60_000 })
    log.add({ ...same, ms: 1 })
    await log.keep()
    log.add({ ...same, ms: 1 })
    expect(reportOf(await log.segments(), {}).totals.requests).toBe(2)
    await log.stop()
  })
})

test('of many requests in one second some are kept, and stand for all', () => {
  const kept: AccessRecord[] = []
  const { tell, stop } = recorder((each) => kept.push(each))
  const request = new Request('http://localhost/cars?q=1')
  const answer = { route: '/cars', status: 200, seconds: 0.001, bytes: 1 }
  for (let at = 0; at < 50_000; at++) tell(request, answer)
  tell(request, { ...answer, route: '/health/live' })
  stop()
  expect(kept.length).toBeLessThan(1500)
  const requests = kept.reduce((sum, { weight }) => sum + weight, 0)
  expect(Math.abs(requests / 50_000 - 1)).toBeLessThan(0.02)
  expect(kept[0]).toMatchObject({ path: '/cars', ms: 1, weight: 1, address: null })
})

test.each([
  [CHROME, 'Chrome'],
  ['curl/8.5.0', 'curl'],
  ['', 'unknown'],
])('%p is %s', (header, family) => {
  expect(agentOf(header)).toBe(family)
})

describe('for whom', () => {
  const token = 'a-token-of-a-reader'
  let market: TestApp
  beforeAll(async () => {
    market = await testApp({ READER_TOKEN: token, HOST: '0.0.0.0' })
  })
  afterAll(() => market.close())

  test.each(['/traffic', '/api/traffic', '/api/traffic.csv'])(
    '%s takes READER_TOKEN',
    async (path) => {
      expect((await market.get(path)).status).toBe(401)
      expect((await market.get(path, { authorization: `Bearer ${token}` })).status).toBe(200)
      const wrong = await market.get(`${path}?from=yesterday`, { authorization: `Bearer ${token}` })
      expect(wrong.status).toBe(400)
    },
  )

  test('the page says whether it is a crawler in the language of its reader', async () => {
    const head = { authorization: `Bearer ${token}` }
    const page = async (language: string) => {
      const headers = { ...head, cookie: `language=${language}` }
      return (await (await market.get('/traffic?bot=yes', headers)).text()).replace(/\s/g, ' ')
    }
    const [english, french] = [await page('en'), await page('fr')]
    expect(english).toMatch(/Is it a crawler\?: yes/)
    expect(french).toMatch(/ : oui/)
  })
})
