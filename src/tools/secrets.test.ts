import { expect, test } from 'bun:test'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from '../../tests/support/server.ts'
import { makeSecrets } from './secrets.ts'

test('missing secrets are made once, fit together, and stay as they are', async () => {
  const folder = temporaryFolder()
  const read = (name: string) => Bun.file(join(folder.path, name)).text()
  expect(await makeSecrets(folder.path)).toEqual(['mongo-password', 'admin-token', 'database-url'])
  const password = await read('mongo-password')
  expect(password.length).toBeGreaterThan(40)
  expect(await read('database-url')).toContain(`:${password}@mongo:`)
  expect(await read('admin-token')).not.toBe(password)
  expect((await stat(join(folder.path, 'admin-token'))).mode & 0o777).toBe(0o444)
  expect(await makeSecrets(folder.path)).toEqual([])
  expect(await read('mongo-password')).toBe(password)
  folder.remove()
})
