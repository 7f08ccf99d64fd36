import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type TestApp, testApp } from '../../../tests/support/app.ts'
import { temporaryFolder } from '../../../tests/support/server.ts'
import { createLog } from '../../platform/log.ts'
import { createWebhook } from '../../platform/net/webhook.ts'
import { ImportRunning } from '../run/importer.ts'
import { tellOf } from '../run/tell.ts'
import { oddServer } from '../sources/odd-server.testing.ts'
import { nextRun, readSchedules } from './schedule.ts'
import { look } from './scheduler.ts'

const folder = temporaryFolder()
const incoming = join(folder.path, 'incoming')
const log = createLog('silent')
let app: TestApp
beforeAll(async () => {
  mkdirSync(incoming)
  app = await testApp({ IMPORT_FOLDERS: folder.path }, { empty: true })
}, 30_000)
afterAll(async () => {
  await app.deps.importer.stop()
  await app.close()
  folder.remove()
})

const add = async (body: object) => app.post('/api/schedules', JSON.stringify(body))
const schedules = () => readSchedules(app.stores.imports)
/** A server on this database, and what it was told to import. */
function replica(start = async (_: string[]): Promise<{ id: number }> => ({ id: 7 })) {
  const asked: string[][] = []
  const importer = {
    start: async (sources: string[]) => {
      asked.push(sources)
      return (await start(sources)) as never
    },
  }
  const seen = new Map<string, string>()
  const parts = { config: app.deps.config, stores: app.stores, importer, log }
  return { asked, look: (at: string | Date) => look(parts, seen, new Date(at)) }
}
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

test('moments are those of their time zone, through summer time', () => {
  const at = (zone: string, after: string) =>
    nextRun({ cron: '30 2 * * *', zone }, new Date(after))?.toISOString()
  expect(at('UTC', '2026-01-01T00:00:00Z')).toBe('2026-01-01T02:30:00.000Z')
  expect(at('Asia/Kolkata', '2026-01-01T00:00:00Z')).toBe('2026-01-01T21:00:00.000Z')
  expect(at('Europe/Paris', '2026-07-01T00:00:00Z')).toBe('2026-07-01T00:30:00.000Z')
})

test.each([
  [{ source: 'a.csv', cron: 'every day' }, 422],
  [{ source: 'a.csv', cron: '* * * * * *' }, 422],
  [{ source: 'a.csv', cron: '0 0 31 2 *' }, 422],
  [{ source: 'a.csv', zone: 'Mars/Olympus' }, 422],
  [{ source: '' }, 422],
  [{ source: '-' }, 422],
  [{ source: '/etc/passwd' }, 422],
  [{ source: 'https://example.org/cars.csv' }, 422],
  [{ source: 'a.csv', colour: 'red' }, 422],
])('%j is no schedule', async (body, status) => {
  expect((await add(body)).status).toBe(status)
  expect(await schedules()).toEqual([])
})

test('of several replicas one runs a moment, once, and one that passed is made up for once', async () => {
  const source = 'https://me:hunter2@cars.example/list.csv?key=hunter2'
  const answer = await add({ source, cron: '* * * * *' })
  expect(answer.status).toBe(201)
  const { id, source: shown } = await answer.json()
  expect(shown).toBe('https://cars.example/list.csv')
  expect(await (await app.get('/imports')).text()).not.toContain('hunter2')
  const [one, two] = [replica(), replica()]
  await one.look(new Date())
  expect(one.asked).toEqual([])
  const due = later(500)
  await Promise.all([one.look(due), two.look(due), one.look(due)])
  expect([...one.asked, ...two.asked]).toEqual([[source]])
  expect(await schedules()).toMatchObject([{ id, last_import: 7, last_run: due.toISOString() }])
  await two.look(later(502))
  expect(two.asked.length + one.asked.length).toBe(2)

  // While another import runs nothing is lost: it is looked at again.
  const busy = replica(async () => Promise.reject(new ImportRunning(1)))
  const next = later(504)
  await busy.look(next)
  await one.look(next)
  expect(busy.asked.length).toBe(1)
  expect(one.asked.length + two.asked.length).toBe(3)

  expect((await app.post(`/api/schedules/${id}/removal`)).status).toBe(200)
  expect((await app.post(`/api/schedules/${id}/removal`)).status).toBe(404)
})

test('a folder is watched: what changed is imported once it stands still, and only what is a list', async () => {
  await add({ source: 'incoming' })
  const one = replica()
  await one.look(later(1))
  await one.look(later(2))
  expect(one.asked).toEqual([])
  await Bun.write(join(incoming, 'a.csv'), 'brand,model\n')
  await one.look(later(3))
  expect(one.asked).toEqual([])
  await Bun.write(join(incoming, 'a.csv'), 'brand,model,year\n')
  await one.look(later(4))
  expect(one.asked).toEqual([])
  await one.look(later(5))
  expect(one.asked).toEqual([[expect.stringMatching(/^incoming\/\*\./)]])
  await one.look(later(6))
  expect(one.asked).toHaveLength(1)
  await Bun.write(join(incoming, 'readme.md'), 'x')
  await one.look(later(7))
  await one.look(later(8))
  expect(one.asked).toHaveLength(1)
  rmSync(join(incoming, 'a.csv'))
  await one.look(later(9))
  await one.look(later(10))
  expect(one.asked).toHaveLength(1)
})

test('the page adds and ends a schedule', async () => {
  const before = (await schedules()).length
  const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost' }
  const added = await app.post(
    '/schedules',
    'source=incoming&cron=0+6+*+*+*&zone=Europe%2FParis',
    form,
  )
  expect(added.status).toBe(303)
  const page = await (await app.get('/imports')).text()
  expect(page).toContain('0 6 * * * Europe/Paris')
  const last = (await schedules()).at(-1)
  expect((await app.post(`/schedules/${last?.id}/removal`, '', form)).status).toBe(303)
  expect(await schedules()).toHaveLength(before)
})

test('somebody is told of what failed or is held, again where it does not answer, and of nothing else', async () => {
  const told: unknown[] = []
  const server = oddServer(async (request, times) => {
    if (times === 1) return new Response('', { status: 503 })
    told.push(await request.json())
    return new Response('')
  })
  const patience = { answer: 1_000, silence: 0, whole: 0, attempts: 3, wait: 1 }
  const webhook = createWebhook(`${server.url}/hook`, log, patience)
  await Bun.write(join(folder.path, 'bad.csv'), 'name\nAda\n')
  const { id } = await app.deps.importer.start(['bad.csv'], { confined: true })
  while ((await app.deps.imports.find(id))?.status === 'running') await Bun.sleep(10)
  const failed = await app.deps.imports.find(id)
  await tellOf(webhook, failed)
  await tellOf(webhook, failed && { ...failed, status: 'published' })
  expect(told).toMatchObject([{ event: 'import.failed', import: { id, source: 'bad.csv' } }])
  server.stop()
  await createWebhook('http://127.0.0.1:9/', log, patience)({ event: 'x' })
})
