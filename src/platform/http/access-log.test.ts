import { expect, test } from 'bun:test'
import { createLog } from '../log.ts'
import { accessLog } from './access-log.ts'
import { truncated } from './client.ts'

const answer = { route: '/cars', status: 200, seconds: 0.002, bytes: 10 }
const request = new Request('http://localhost/cars?token=secret', {
  headers: { 'user-agent': 'x' },
})

function linesOf(which: 'off' | 'problems' | 'all', ...answers: object[]): string[] {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => lines.push(line) })
  for (const each of answers) accessLog(log, which)?.(request, { ...answer, ...each })
  return lines
}

test('all requests, those that were a problem, or none', () => {
  const four = [{}, { status: 404 }, { status: 500 }, { seconds: 2 }]
  const streamed = { route: '/live/stream', seconds: 900 }
  expect(linesOf('all', ...four)).toHaveLength(4)
  expect(linesOf('problems', ...four, streamed)).toHaveLength(2)
  expect(linesOf('off', ...four)).toEqual([])
  expect(accessLog(createLog('silent'), 'off')).toBeNull()
  expect(JSON.parse(linesOf('all', {})[0] ?? '')).toMatchObject({
    message: 'GET /cars 200',
    'http.route': '/cars',
    'url.path': '/cars?token=***',
    'labels.ms': 2,
    'user_agent.original': 'x',
  })
})

test.each([
  ['203.0.113.7', '203.0.113.0'],
  ['2001:db8:1:2::3', '2001:db8:1::'],
  ['::ffff:203.0.113.7', '203.0.113.0'],
  ['unknown', 'unknown'],
])('%s is kept as %s', (whole, kept) => {
  expect(truncated(whole)).toBe(kept)
})
