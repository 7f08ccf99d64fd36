import { expect, test } from 'bun:test'
import { HOST, isGone } from './holder.ts'

const refusing = (code: string) => () => {
  throw Object.assign(new Error(`kill: ${code}`), { code })
}
const holder = { host: HOST, pid: 12_345 }

test('only a process that does not exist is gone', () => {
  expect(isGone(holder, refusing('ESRCH'))).toBe(true)
  expect(isGone(holder, () => true)).toBe(false)
})

test('a process that may not be signalled lives, and so does one that nobody can tell of', () => {
  for (const code of ['EPERM', 'EINVAL', 'ENOSYS']) {
    expect(isGone(holder, refusing(code))).toBe(false)
  }
})

test('a process that has just ended is gone, its neighbours and other hosts are not', async () => {
  const child = Bun.spawn([process.execPath, '--version'], { stdout: 'ignore' })
  await child.exited
  expect(isGone({ host: HOST, pid: child.pid })).toBe(true)
  expect(isGone({ host: HOST, pid: process.pid })).toBe(false)
  expect(isGone({ host: 'elsewhere', pid: child.pid })).toBe(false)
})

test('the first process of the machine lives, whoever asks', () => {
  expect(isGone({ host: HOST, pid: 1 })).toBe(false)
})
