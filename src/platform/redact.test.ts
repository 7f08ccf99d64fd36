import { expect, test } from 'bun:test'
import { createLog } from './log.ts'
import { redact } from './redact.ts'

test.each([
  ['https://someone:hunter2@files.example/cars.csv', 'https://someone:***@files.example/cars.csv'],
  ['s3://AKIA:hunter2@bucket/cars.csv', 's3://AKIA:***@bucket/cars.csv'],
  ['mongodb://u:p@ss:hunter2@a,b/db?replicaSet=x', 'mongodb://***@a,b/db?replicaSet=x'],
  ['https://hunter2@files.example/', 'https://***@files.example/'],
  [
    'GET https://f.example/a?token=hunter2&b=1 failed',
    'GET https://f.example/a?token=***&b=1 failed',
  ],
  ['/a?X-Amz-Signature=hunter2', '/a?X-Amz-Signature=***'],
  ['Authorization: Bearer hunter2', 'Authorization: Bearer ***'],
  ['the token is hunter2', 'the token is ***'],
  ['mail@cars.example, http://cars.example/@home', 'mail@cars.example, http://cars.example/@home'],
])('%j is shown as %j', (text, shown) => {
  expect(redact(text, ['hunter2'])).toBe(shown)
  expect(redact(text, ['hunter2'])).not.toContain('hunter2')
})

test('no log line holds a credential, in its words or its fields', () => {
  for (const isTTY of [true, false]) {
    let written = ''
    const out = { isTTY, write: (line: string) => (written += line) }
    const log = createLog('debug', out, ['a-long-secret-token'])
    const source = 'https://someone:hunter2@files.example/cars.csv'
    log.error(`cannot read ${source}`, { source, error: 'sent a-long-secret-token', rows: 3 })
    expect(written).toContain('files.example')
    expect(written).toContain('3')
    expect(written).not.toMatch(/hunter2|a-long-secret-token/)
  }
})
