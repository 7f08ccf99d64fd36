import { expect, test } from 'bun:test'
import { createLog, type Level } from './log.ts'

function written(isTTY: boolean, least: Level = 'info') {
  const lines: string[] = []
  const out = { isTTY, write: (line: string) => lines.push(line) }
  return { lines, log: createLog(least, out, ['hunter2hunter2'], { name: 'web', version: '1' }) }
}

test('a line is Elastic Common Schema, one a line', () => {
  const { lines, log } = written(false)
  log.warn('GET /cars 500', { status: 500, path: '/cars?token=abc', ready_ms: 3, client: null })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toEndWith('}\n')
  const { '@timestamp': time, ...line } = JSON.parse(lines[0] ?? '')
  expect(Number.isNaN(Date.parse(time))).toBe(false)
  expect(line).toEqual({
    'log.level': 'warn',
    message: 'GET /cars 500',
    'ecs.version': '8.17.0',
    'service.name': 'web',
    'service.version': '1',
    'http.response.status_code': 500,
    'url.path': '/cars?token=***',
    'labels.ready_ms': 3,
    'client.address': null,
  })
})

test.each([true, false])('the level changes while it runs (terminal: %p)', (isTTY) => {
  const { lines, log } = written(isTTY)
  log.debug('one')
  log.level = 'debug'
  log.debug('two')
  expect(log.level).toBe('debug')
  log.level = 'silent'
  log.error('three')
  expect(lines.join('')).toContain('two')
  expect(lines).toHaveLength(1)
})

test('a log that nobody reads any more stops nothing', () => {
  const out = {
    write() {
      throw new Error('EPIPE')
    },
  }
  for (const isTTY of [true, false]) createLog('info', { isTTY, ...out }).info('hello')
})
