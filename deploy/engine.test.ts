import { expect, test } from 'bun:test'
import { hostname } from 'node:os'
import { isLeftBehind, lockIn } from './engine.ts'

const SAID = `error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.
  file:///state/.pulumi/locks/organization/forecourt/dev/1.json: created by ann@laptop (pid 4242) at 2026-11-26T10:00:00Z`

test('a lock is read from what Pulumi says, and anything else is none', () => {
  expect(lockIn(SAID)).toEqual({
    by: 'ann@laptop',
    host: 'laptop',
    pid: 4242,
    at: '2026-11-26T10:00:00Z',
  })
  expect(lockIn('error: no stack named dev found')).toBeNull()
})

test('a lock was left behind when its process was here and is gone', async () => {
  const gone = Bun.spawn(['true'])
  await gone.exited
  const lock = { by: 'ann', host: hostname(), pid: gone.pid, at: '' }
  expect(isLeftBehind(lock)).toBe(true)
  expect(isLeftBehind({ ...lock, pid: process.pid })).toBe(false)
  expect(isLeftBehind({ ...lock, host: 'elsewhere' })).toBe(false)
})
