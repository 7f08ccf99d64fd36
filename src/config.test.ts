import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { temporaryFolder } from '../tests/support/server.ts'
import { loadConfig } from './config.ts'

test.each([
  [{ PORT: '99999' }, 'PORT="99999"'],
  [{ PORT: 'abc' }, 'PORT="abc"'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL='],
  [{ AS_OF: '2024-02-30' }, 'AS_OF="2024-02-30": must be latest, today or a date'],
  [{ RULE_PACK: 'mars' }, 'RULE_PACK="mars"'],
  [{ CURRENCY: 'rupees' }, 'CURRENCY="rupees": must be a code like INR'],
  [{ SNAPSHOT_KEEP: '0' }, 'SNAPSHOT_KEEP="0"'],
  [{ ADMIN_TOKEN_FILE: '/nowhere/token' }, 'ADMIN_TOKEN_FILE="/nowhere/token": cannot be read'],
])('%p stops the start with one line that names the variable', (environment, words) => {
  expect(() => loadConfig(environment)).toThrow(words)
})

test('a secret is never repeated in an error', () => {
  expect(() => loadConfig({ ADMIN_TOKEN: 'short' })).toThrow(/^ADMIN_TOKEN: must have 16/)
  const wrong = { DATABASE_URL: 'postgres://someone:hunter2@db/x' }
  expect(() => loadConfig(wrong)).toThrow(/^(?!.*hunter2)/)
})

test('empty variables count as not set, and a secret may stand in a file', async () => {
  expect(loadConfig({ PORT: '', DATA_SOURCE: ' ' })).toMatchObject({ port: 3000, dataSource: null })
  const folder = temporaryFolder()
  const file = join(folder.path, 'url')
  await Bun.write(file, 'sqlite:elsewhere.db\n')
  expect(loadConfig({ DATABASE_URL_FILE: file, DATABASE_URL: 'sqlite:here.db' }).databaseUrl).toBe(
    'sqlite:elsewhere.db',
  )
  folder.remove()
})
