import { afterAll, expect, test } from 'bun:test'
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../tests/support/server.ts'
import { HOST } from '../platform/stores/holder.ts'
import { lockFolder } from './lock.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())
let names = 0
const fresh = () => {
  const dir = join(folder.path, String(++names))
  mkdirSync(dir)
  return dir
}
const held = (dir: string, content: object | string) =>
  writeFileSync(
    join(dir, '.lock-4'),
    typeof content === 'string' ? content : JSON.stringify(content),
  )
const later = () => Date.now() + 60_000
const deadPid = async () => {
  const child = Bun.spawn([process.execPath, '--version'], { stdout: 'ignore' })
  await child.exited
  return child.pid
}

test('one at a time; the next one has it once it is released', async () => {
  const dir = fresh()
  const first = await lockFolder(dir)
  expect(first?.held()).toBe(true)
  expect(await lockFolder(dir)).toBeNull()
  await first?.release()
  expect(first?.held()).toBe(false)
  const second = await lockFolder(dir)
  expect(second?.held()).toBe(true)
  await second?.release()
  expect(readdirSync(dir)).toEqual(['.lock-2'])
})

test('of many that ask at once one gets it, also when a dead holder is taken over', async () => {
  const dir = fresh()
  held(dir, { owner: 'x', host: HOST, pid: await deadPid(), expires_at: later() })
  const all = await Promise.all(Array.from({ length: 30 }, () => lockFolder(dir)))
  const holders = all.filter((lock) => lock !== null)
  expect(holders).toHaveLength(1)
  await holders[0]?.release()
})

test('a holder on another host is waited for until its time is over', async () => {
  const dir = fresh()
  held(dir, { owner: 'x', host: 'elsewhere', pid: 1, expires_at: later() })
  expect(await lockFolder(dir)).toBeNull()
  held(dir, { owner: 'x', host: 'elsewhere', pid: 1, expires_at: Date.now() - 1 })
  expect(await lockFolder(dir)).not.toBeNull()
})

test('it is renewed, and who lost it knows', async () => {
  const dir = fresh()
  const lock = await lockFolder(dir, 200)
  await Bun.sleep(500)
  expect(lock?.held()).toBe(true)
  expect(JSON.parse(readFileSync(join(dir, '.lock-1'), 'utf8')).expires_at).toBeGreaterThan(
    Date.now(),
  )
  writeFileSync(join(dir, '.lock-2'), '{}')
  await Bun.sleep(150)
  expect(lock?.held()).toBe(false)
  await lock?.release()
})

test('a lock that is being written counts as held, one that was never finished does not for ever', async () => {
  const dir = fresh()
  held(dir, '')
  expect(await lockFolder(dir)).toBeNull()
  utimesSync(join(dir, '.lock-4'), new Date(0), new Date(0))
  const lock = await lockFolder(dir)
  expect(lock?.held()).toBe(true)
  await lock?.release()
})
