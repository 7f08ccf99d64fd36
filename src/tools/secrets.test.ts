import { expect, test } from 'bun:test'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from '../../tests/support/server.ts'
import { makeSecrets } from './secrets.ts'

test('missing secrets are made once, fit together, and stay as they are', async () => {
  const folder = temporaryFolder()
  const read = (name: string) => Bun.file(join(folder.path, name)).text()
  const names = [
    ...['mongo-password', 'admin-token', 'elastic-password', 'kibana-password'],
    ...['database-url', 'exporter-url'],
  ]
  expect(await makeSecrets(folder.path)).toEqual(names)
  const password = await read('mongo-password')
  expect(password.length).toBeGreaterThan(40)
  for (const [name, user] of [
    ['database-url', 'forecourt'],
    ['exporter-url', 'exporter'],
  ] as const) {
    const url = new URL(await read(name))
    expect([url.username, url.host]).toEqual([user, 'mongo:27017'])
    expect(url.password.length).toBeGreaterThan(40)
    expect(url.password).not.toBe(password)
  }
  expect(await read('admin-token')).not.toBe(password)
  expect((await stat(join(folder.path, 'admin-token'))).mode & 0o777).toBe(0o444)
  expect(await makeSecrets(folder.path)).toEqual([])
  expect(await read('mongo-password')).toBe(password)
  folder.remove()
})
